// Keys of who watches instead of playing, by `KeyboardEvent.code`. In: a code. Out: what it asks for. Moving the
// free camera is on the keys of moving (bindings.ts).

export type WatchAction = "previous" | "next" | "free" | "leader";

/** Two bindings each, as in bindings.ts; the first one is named on the screen. */
export const WATCH_KEYS: Readonly<Record<WatchAction, readonly [string, string]>> = {
  previous: ["KeyQ", "PageUp"],
  next: ["KeyE", "PageDown"],
  free: ["KeyF", "Home"],
  leader: ["KeyC", "End"],
};

const ACTIONS = Object.keys(WATCH_KEYS) as WatchAction[];

export function watchActionOf(code: string): WatchAction | null {
  return ACTIONS.find((action) => WATCH_KEYS[action].includes(code)) ?? null;
}
