// The player's name between visits. In: the browser's storage. Out: a name that is fit to play
// under.
import { cleanName, isNameLongEnough, makeCallsign } from "./callsign.ts";
import { readStored, writeStored } from "./lib/storage.ts";

const KEY = "fraywire.name";

/** The remembered name; on a first visit a fresh callsign, which is remembered too: whoever asks again is told the same. */
export function loadName(): string {
  const stored = cleanName(readStored(KEY) ?? "");
  if (isNameLongEnough(stored)) return stored;
  const rolled = makeCallsign(Math.random);
  saveName(rolled);
  return rolled;
}

/** Remembers `name` for the next visit. */
export function saveName(name: string): void {
  writeStored(KEY, name);
}
