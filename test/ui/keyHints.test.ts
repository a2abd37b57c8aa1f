// The dock names the keys that work, and every move has a name.
import { describe, expect, it } from "vitest";
import { DEFAULT_BINDINGS } from "../../client/input/bindings.ts";
import { KEY_HINTS, keyCap } from "../../client/ui/hud/keyHints.ts";
import { strings } from "../../client/ui/strings.ts";
import { Move } from "../../shared/sim/weaponDefs.ts";

describe("key hints", () => {
  it("name a key for each move, no key twice", () => {
    expect(new Set(Object.values(KEY_HINTS)).size).toBe(Object.keys(Move).length);
  });

  it.each(Object.entries(Move))("stand beside the name of %s", (name, move) => {
    expect(strings.moveName(move)).toBe(name);
  });

  it("no key does two things", () => {
    const codes = Object.values(DEFAULT_BINDINGS).flat();
    expect(new Set(codes).size).toBe(codes.length);
  });

  it("are what stands on the key", () => {
    expect(keyCap("KeyE")).toBe("E");
    expect(keyCap("Space")).toBe("Space");
    expect(keyCap("ShiftLeft")).toBe("Shift");
  });
});
