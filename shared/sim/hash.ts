// A world in 32 bits. In: a world. Out: a number that differs when anything that matters differs.
// Run by SyncTest, replays and debugging on either side.
import { saveWorld, type WorldSnapshot } from "./snapshot.ts";
import type { World } from "./world.ts";

/**
 * Folds every number of the world (murmur3's mixing over the float64 bits, low word first) to
 * 0..2^32-1. Equal worlds have equal hashes on every engine. `scratch` (of `makeSnapshot`) spares
 * an allocation.
 */
export function hashWorld(world: World, scratch?: WorldSnapshot): number {
  const { values, length } = saveWorld(world, scratch);
  // Negative zero is equal to zero in every rule, but not in its bits.
  for (let i = 0; i < length; i++) values[i] = (values[i] as number) + 0;
  const words = new Uint32Array(values.buffer, values.byteOffset, length * 2);
  let h = 0x9747b28c;
  for (let i = 0; i < words.length; i++) {
    const k = Math.imul(words[i] as number, 0xcc9e2d51);
    h ^= Math.imul((k << 15) | (k >>> 17), 0x1b873593);
    h = (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
  }
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
