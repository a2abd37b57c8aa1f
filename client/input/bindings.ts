// Which physical key or mouse button means what. Keys by `KeyboardEvent.code`, mouse as "Mouse0" and so on.

export type Action = "up" | "down" | "left" | "right" | "fire" | "rail" | "orb" | "dash" | "reload";

/** A sign to others: no part of a command, so that it is sent apart. */
export const EMOTE_KEYS: readonly string[] = ["KeyQ", "KeyG"];

/** Two bindings each; physical keys, so that they sit alike on every layout. */
export const DEFAULT_BINDINGS: Readonly<Record<Action, readonly [string, string]>> = {
  up: ["KeyW", "ArrowUp"],
  down: ["KeyS", "ArrowDown"],
  left: ["KeyA", "ArrowLeft"],
  right: ["KeyD", "ArrowRight"],
  fire: ["Mouse0", "Enter"],
  rail: ["Mouse2", "KeyF"],
  orb: ["KeyE", "KeyC"],
  dash: ["Space", "ShiftLeft"],
  reload: ["KeyR", "Mouse1"],
};
