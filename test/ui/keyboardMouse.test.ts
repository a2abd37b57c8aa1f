// Buttons of the mouse, each for itself: the right one while the left one is held.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { KeyboardMouse } from "../../client/input/KeyboardMouse.ts";
import { Button, type InputCmd } from "../../shared/sim/types.ts";

class MouseButton extends Event {
  readonly button: number;

  constructor(type: string, button: number) {
    super(type);
    this.button = button;
  }
}

const target = new EventTarget();
let page: EventTarget;
let input: KeyboardMouse;
beforeEach(() => {
  page = new EventTarget();
  vi.stubGlobal("window", page);
  input = new KeyboardMouse(target as HTMLElement);
});
afterEach(() => {
  input.dispose();
  vi.unstubAllGlobals();
});

function buttons(isSent = true): number {
  const out: InputCmd = { moveX: 0, moveY: 0, aim: 0, buttons: 0 };
  input.sample(out, isSent);
  return out.buttons;
}

describe("KeyboardMouse", () => {
  it("fires Rail with the right button while the left one keeps firing Pulse", () => {
    target.dispatchEvent(new MouseButton("mousedown", 0));
    expect(buttons()).toBe(Button.Fire);
    target.dispatchEvent(new MouseButton("mousedown", 2));
    expect(buttons()).toBe(Button.Fire | Button.Rail);
    page.dispatchEvent(new MouseButton("mouseup", 2));
    expect(buttons()).toBe(Button.Fire);
    page.dispatchEvent(new MouseButton("mouseup", 0));
    expect(buttons()).toBe(0);
  });

  it("acts once on a click that is shorter than a tick", () => {
    target.dispatchEvent(new MouseButton("mousedown", 2));
    page.dispatchEvent(new MouseButton("mouseup", 2));
    expect(buttons(false)).toBe(Button.Rail);
    expect(buttons()).toBe(Button.Rail);
    expect(buttons()).toBe(0);
  });
});
