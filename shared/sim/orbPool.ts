// Live Orbs as columns of numbers. In: throws and parries. Out: rows in order of throwing, for
// orbs.ts to step. Run by the server; preallocated, so that an Orb allocates nothing.

/** Orbs of one player in the air at most: 180 steps of life, one each 120 steps under Surge. */
const ORBS_PER_PLAYER = 4;

/** Rows 0..count-1 are live, oldest first. An Orb is named by who threw it first, and `shotId`. */
export interface OrbPool {
  count: number;
  /** Orbs that found no room: more than 0 is a fault. */
  dropped: number;
  readonly capacity: number;
  readonly slot: Int16Array;
  readonly shotId: Uint16Array;
  /** Who owns it now. */
  readonly owner: Int16Array;
  readonly aim: Uint16Array;
  readonly bounces: Uint8Array;
  /** World step in which it moves for the first time. */
  readonly bornStep: Int32Array;
  readonly x: Float32Array;
  readonly y: Float32Array;
}

export function makeOrbPool(maxPlayers: number): OrbPool {
  const capacity = maxPlayers * ORBS_PER_PLAYER;
  return {
    count: 0,
    dropped: 0,
    capacity,
    slot: new Int16Array(capacity),
    shotId: new Uint16Array(capacity),
    owner: new Int16Array(capacity),
    aim: new Uint16Array(capacity),
    bounces: new Uint8Array(capacity),
    bornStep: new Int32Array(capacity),
    x: new Float32Array(capacity),
    y: new Float32Array(capacity),
  };
}

/** The pool's columns, in a fixed order. */
export function orbColumns(
  pool: OrbPool,
): readonly (Int16Array | Uint16Array | Uint8Array | Int32Array | Float32Array)[] {
  const { slot, shotId, owner, aim, bounces, bornStep, x, y } = pool;
  return [slot, shotId, owner, aim, bounces, bornStep, x, y];
}

/** Adds an Orb that starts to move in world step `bornStep`. A full pool drops and counts it. */
export function spawnOrb(
  pool: OrbPool,
  slot: number,
  shotId: number,
  x: number,
  y: number,
  aim: number,
  bornStep: number,
): void {
  const row = pool.count;
  if (row >= pool.capacity) {
    pool.dropped++;
    return;
  }
  pool.slot[row] = slot;
  pool.shotId[row] = shotId;
  pool.owner[row] = slot;
  pool.aim[row] = aim;
  pool.bounces[row] = 0;
  pool.bornStep[row] = bornStep;
  pool.x[row] = x;
  pool.y[row] = y;
  pool.count = row + 1;
}

/** Copies row `from` over row `to`: how a sweep closes holes and keeps the order. */
export function moveOrb(pool: OrbPool, from: number, to: number): void {
  if (from === to) return;
  pool.slot[to] = pool.slot[from] as number;
  pool.shotId[to] = pool.shotId[from] as number;
  pool.owner[to] = pool.owner[from] as number;
  pool.aim[to] = pool.aim[from] as number;
  pool.bounces[to] = pool.bounces[from] as number;
  pool.bornStep[to] = pool.bornStep[from] as number;
  pool.x[to] = pool.x[from] as number;
  pool.y[to] = pool.y[from] as number;
}

/** Removes the Orbs that a slot threw or owns: its next holder must not score with them. */
export function removeOrbsOf(pool: OrbPool, slot: number): void {
  let kept = 0;
  for (let row = 0; row < pool.count; row++) {
    if (pool.slot[row] === slot || pool.owner[row] === slot) continue;
    moveOrb(pool, row, kept++);
  }
  pool.count = kept;
}
