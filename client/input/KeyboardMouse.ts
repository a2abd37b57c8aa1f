// Keyboard and mouse as an InputSource. In: DOM events on a target. Out: movement axes and buttons per command.
import { MOVE_AXIS_MAX } from "../../shared/sim/constants.ts";
import { Button, type InputCmd } from "../../shared/sim/types.ts";
import { type Action, DEFAULT_BINDINGS } from "./bindings.ts";
import type { InputSource } from "./InputSource.ts";

export class KeyboardMouse implements InputSource {
  /** False while a menu is open: nothing is pressed then. */
  enabled = true;
  private readonly held = new Set<string>();
  /** Pressed since the last sample: a tap shorter than a tick still acts once. */
  private readonly tapped = new Set<string>();
  private readonly abort = new AbortController();

  /** @param target the element that shows the game; mouse buttons count on it alone, keys everywhere. */
  constructor(target: HTMLElement) {
    const { signal } = this.abort;
    window.addEventListener("keydown", (event) => this.onKeyDown(event), { signal });
    window.addEventListener("keyup", (event) => this.held.delete(event.code), { signal });
    window.addEventListener("blur", () => this.release(), { signal });
    // Mouse events, for pointer events tell of the first button down and the last one up alone:
    // the right one is pressed while the left one is held.
    target.addEventListener("mousedown", (event) => this.onMouseDown(event), { signal });
    window.addEventListener("mouseup", (event) => this.held.delete(`Mouse${event.button}`), {
      signal,
    });
    target.addEventListener("contextmenu", (event) => event.preventDefault(), { signal });
  }

  sample(out: InputCmd, isSent: boolean): void {
    const x = Number(this.isOn("right")) - Number(this.isOn("left"));
    const y = Number(this.isOn("down")) - Number(this.isOn("up"));
    out.moveX = x * MOVE_AXIS_MAX;
    out.moveY = y * MOVE_AXIS_MAX;
    out.buttons =
      (this.isOn("fire") ? Button.Fire : 0) |
      (this.isOn("rail") ? Button.Rail : 0) |
      (this.isOn("orb") ? Button.Orb : 0) |
      (this.isOn("dash") ? Button.Dash : 0) |
      (this.isOn("reload") ? Button.Reload : 0);
    if (isSent) this.tapped.clear();
  }

  /** Lets go of everything: a window that lost its focus gets no key-up. */
  release(): void {
    this.held.clear();
    this.tapped.clear();
  }

  dispose(): void {
    this.abort.abort();
  }

  private isOn(action: Action): boolean {
    if (!this.enabled) return false;
    return DEFAULT_BINDINGS[action].some((code) => this.held.has(code) || this.tapped.has(code));
  }

  private onKeyDown(event: KeyboardEvent): void {
    if (event.repeat || !this.enabled || isTyping(event.target)) return;
    this.press(event.code);
    if (event.code === "Space" || event.code.startsWith("Arrow")) event.preventDefault();
  }

  private onMouseDown(event: MouseEvent): void {
    if (this.enabled) this.press(`Mouse${event.button}`);
  }

  private press(code: string): void {
    this.held.add(code);
    this.tapped.add(code);
  }
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
