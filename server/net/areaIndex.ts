// Which viewers may have a place in their area, without asking each of them. In: the world after a step. Out: for any
// place a set of viewers, 32 to a word: all that have it in their area, and few others. Server only.
import { AOI_HEIGHT_U, AOI_WIDTH_U } from "../../shared/sim/constants.ts";
import { POSE_CELL_U, POSE_CELLS_PER_ROW } from "../../shared/sim/quantize.ts";
import type { World } from "../../shared/sim/world.ts";

/** The map is cut into bands of this width, u, once from left to right and once from top to bottom. */
const BAND_U = 128;
const BANDS = (POSE_CELL_U * POSE_CELLS_PER_ROW) / BAND_U;
/** Areas are entered so much larger, u, that no rounding loses a place at their edge. */
const ROUNDING_U = 1;

export class AreaIndex {
  /** Sets of viewers: word w of the band that begins at `columnOf(x)` or `rowOf(y)`; a place's viewers are in both. */
  readonly columns: Int32Array;
  readonly rows: Int32Array;
  private readonly words: number;

  /** @param words of each set. */
  constructor(words: number) {
    this.words = words;
    this.columns = new Int32Array(BANDS * words);
    this.rows = new Int32Array(BANDS * words);
  }

  /** Once a tick, after the step. */
  update({ players, maxPlayers }: World): void {
    this.columns.fill(0);
    this.rows.fill(0);
    // The spectator.
    this.enter(this.columns, maxPlayers, 0, Infinity);
    this.enter(this.rows, maxPlayers, 0, Infinity);
    for (const { active, slot, poseX, poseY } of players) {
      if (!active) continue;
      this.enter(this.columns, slot, poseX, AOI_WIDTH_U / 2 + ROUNDING_U);
      this.enter(this.rows, slot, poseY, AOI_HEIGHT_U / 2 + ROUNDING_U);
    }
  }

  /** Where the set of the column with `x` begins. */
  columnOf(x: number): number {
    return bandOf(x) * this.words;
  }

  rowOf(y: number): number {
    return bandOf(y) * this.words;
  }

  private enter(bands: Int32Array, slot: number, middle: number, reach: number): void {
    const { words } = this;
    const bit = 1 << (slot & 31);
    const last = bandOf(middle + reach) * words + (slot >> 5);
    for (let at = bandOf(middle - reach) * words + (slot >> 5); at <= last; at += words) {
      bands[at] = (bands[at] as number) | bit;
    }
  }
}

/** Places off the map count to its outermost bands. */
function bandOf(u: number): number {
  const band = Math.floor(u / BAND_U);
  return band > 0 ? (band < BANDS ? band : BANDS - 1) : 0;
}
