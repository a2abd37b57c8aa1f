// Rails that were fired in this tick, as columns of numbers. In: shots. Out: rows by slot, for
// rails.ts to cast. Run by the server; preallocated, so that a shot allocates nothing.

/** Rays of this tick, by slot; empty between ticks. A slot fires one at most: its cooldown is longer. */
export interface RailShots {
  count: number;
  readonly slot: Int16Array;
  readonly shotId: Uint16Array;
  readonly aim: Uint16Array;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly bornStep: Int32Array;
  /** How far back the shooter's screen was, 1/64 ticks. */
  readonly rewind: Int32Array;
}

export function makeRailShots(maxPlayers: number): RailShots {
  return {
    count: 0,
    slot: new Int16Array(maxPlayers),
    shotId: new Uint16Array(maxPlayers),
    aim: new Uint16Array(maxPlayers),
    x: new Float32Array(maxPlayers),
    y: new Float32Array(maxPlayers),
    bornStep: new Int32Array(maxPlayers),
    rewind: new Int32Array(maxPlayers),
  };
}

/** Notes a ray that is cast in world step `bornStep` of this tick. */
export function addRail(
  rails: RailShots,
  slot: number,
  shotId: number,
  x: number,
  y: number,
  aim: number,
  bornStep: number,
  rewind: number,
): void {
  if (rails.count >= rails.slot.length) return;
  const row = rails.count++;
  rails.slot[row] = slot;
  rails.shotId[row] = shotId;
  rails.aim[row] = aim;
  rails.x[row] = x;
  rails.y[row] = y;
  rails.bornStep[row] = bornStep;
  rails.rewind[row] = rewind;
}
