// Live Pulses as columns of numbers. In: shots. Out: rows in order of firing, for projectiles.ts to
// step. Run by the server (and by whoever replays a match); preallocated, so that a shot allocates
// nothing.

/**
 * Most Pulses of one player in the air at once. A burst of 4 commands a tick gives 104 own steps in
 * a Pulse's 26 of life: a magazine (72 steps), a reload at Surge's pace (36), and it starts over.
 * 18 + 2 covers that.
 */
const PULSES_PER_PLAYER = 20;

/** Rows 0..count-1 are live, oldest first: by tick, then slot, then own step. */
export interface PulsePool {
  count: number;
  /**
   * Shots that found no room: a fault in the gate, since the capacity covers what it lets through.
   */
  dropped: number;
  readonly capacity: number;
  readonly slot: Int16Array;
  readonly shotId: Uint16Array;
  readonly aim: Uint16Array;
  /** World step in which the Pulse moves for the first time. */
  readonly bornStep: Int32Array;
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** How far back its shooter saw the others when it left, 1/64 ticks. */
  readonly rewind: Int32Array;
  /** Path to the first wall or to the end of range, u; negative until first stepped. */
  readonly rangeU: Float64Array;
}

/** An empty pool with room for all that `maxPlayers` can have in the air. */
export function makePulsePool(maxPlayers: number): PulsePool {
  const capacity = maxPlayers * PULSES_PER_PLAYER;
  return {
    count: 0,
    dropped: 0,
    capacity,
    slot: new Int16Array(capacity),
    shotId: new Uint16Array(capacity),
    aim: new Uint16Array(capacity),
    bornStep: new Int32Array(capacity),
    x: new Float32Array(capacity),
    y: new Float32Array(capacity),
    rewind: new Int32Array(capacity),
    rangeU: new Float64Array(capacity),
  };
}

/** Adds a Pulse that starts to move in world step `bornStep`. A full pool drops and counts it. */
export function spawnPulse(
  pool: PulsePool,
  slot: number,
  shotId: number,
  x: number,
  y: number,
  aim: number,
  bornStep: number,
  rewind: number,
): void {
  const row = pool.count;
  if (row >= pool.capacity) {
    pool.dropped++;
    return;
  }
  pool.slot[row] = slot;
  pool.shotId[row] = shotId;
  pool.aim[row] = aim;
  pool.bornStep[row] = bornStep;
  pool.x[row] = x;
  pool.y[row] = y;
  pool.rewind[row] = rewind;
  pool.rangeU[row] = -1;
  pool.count = row + 1;
}

/**
 * Copies row `from` over row `to`: how a sweep closes the holes of ended Pulses and keeps the
 * order.
 */
export function movePulse(pool: PulsePool, from: number, to: number): void {
  if (from === to) return;
  pool.slot[to] = pool.slot[from] as number;
  pool.shotId[to] = pool.shotId[from] as number;
  pool.aim[to] = pool.aim[from] as number;
  pool.bornStep[to] = pool.bornStep[from] as number;
  pool.x[to] = pool.x[from] as number;
  pool.y[to] = pool.y[from] as number;
  pool.rewind[to] = pool.rewind[from] as number;
  pool.rangeU[to] = pool.rangeU[from] as number;
}

/** Removes a slot's Pulses without a word: its next holder must not score with them. */
export function removePulsesOf(pool: PulsePool, slot: number): void {
  let kept = 0;
  for (let row = 0; row < pool.count; row++) {
    if (pool.slot[row] === slot) continue;
    movePulse(pool, row, kept++);
  }
  pool.count = kept;
}
