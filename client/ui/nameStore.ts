// The player's name between visits. In: the browser's storage. Out: a name that is fit to play
// under.
import { cleanName, isNameLongEnough, makeCallsign } from "./callsign.ts";
import { readStored, writeStored } from "./lib/storage.ts";

const KEY = "fraywire.name";

/** The remembered name, or a fresh callsign for a first visit. */
export function loadName(): string {
  const stored = cleanName(readStored(KEY) ?? "");
  return isNameLongEnough(stored) ? stored : makeCallsign(Math.random);
}

/** Remembers `name` for the next visit. */
export function saveName(name: string): void {
  writeStored(KEY, name);
}
