// Names of players: made up by the dice, and typed ones made presentable. In: a random source or
// raw text. Out: names of 2 to 16 characters. The server checks names again; this only spares a
// refused join.
import { NAME_MAX_LENGTH } from "../../shared/net/protocol.ts";

const NAME_MIN_CHARS = 2;

// Lengths are bounded so that every pair fits: 7 characters, a space, 8 characters.
const FIRST_WORDS = words(`
  Ashen Bare Blunt Bright Brisk Cobalt Coiled Cold Copper Dim Distant Drift Early Faint Feral
  Fleet Gilt Hollow Idle Keen Late Lone Loose Lucid Mute Neon Null Odd Pale Prime Quick Quiet
  Raw Rogue Sharp Silent Slow Spare Stark Stray Sudden Swift Tidal Twin Vivid Wild Wry Zero
`);

const SECOND_WORDS = words(`
  Ampere Anode Arc Beacon Cathode Cipher Circuit Coil Comet Corona Current Diode Dynamo Ember
  Filament Flare Flux Fuse Glitch Halo Heron Ion Jackal Kestrel Lattice Lumen Lynx Magpie Meteor
  Nova Ohm Orbit Osprey Photon Plasma Pulsar Quasar Relay Rivet Rook Signal Solder Spark Static
  Tangent Vector Volt Wick
`);

/** A callsign such as "Quiet Filament". `random` answers numbers in [0, 1), as Math.random does. */
export function makeCallsign(random: () => number): string {
  return `${pick(FIRST_WORDS, random)} ${pick(SECOND_WORDS, random)}`;
}

/**
 * `raw` without control characters or doubled blanks, cut to the longest length. May be too short.
 */
export function cleanName(raw: string): string {
  const visible = raw.normalize("NFC").replace(/\p{C}/gu, "");
  const spaced = visible.replace(/\s+/gu, " ").trim();
  let cut = "";
  for (const char of spaced) {
    // The limit counts UTF-16 units, as the server does; half a character would be none.
    if (cut.length + char.length > NAME_MAX_LENGTH) break;
    cut += char;
  }
  return cut.trim();
}

/** Whether a cleaned name is long enough to play under. */
export function isNameLongEnough(name: string): boolean {
  return Array.from(name).length >= NAME_MIN_CHARS;
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

function pick(from: readonly string[], random: () => number): string {
  return from[Math.floor(random() * from.length)] as string;
}
