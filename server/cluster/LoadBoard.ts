// Where the next room is made: of two processes by chance, the one with less to do. In: each process' rooms, and every
// placement as it is made. Out: a process. Counts are kept in Redis and change with the choice itself, so that a burst
// of rooms is spread though none of them exists yet. Run by each server of a cluster.
// Upstream (core 0.18.17, Stats.ts) tells room counts once a second and takes the lowest: a burst goes to one process.
import type { Redis } from "ioredis";
import { PENDING_MS } from "./clusterConstants.ts";

const LOAD = "fraywire:load";
const PLACED = "fraywire:placed";

/** KEYS: load, placed. ARGV: two processes. @returns the chosen one. */
const CHOOSE = `
local function load(p) return tonumber(redis.call('HGET', KEYS[1], p) or '0') end
local chosen = load(ARGV[1]) <= load(ARGV[2]) and ARGV[1] or ARGV[2]
redis.call('HINCRBY', KEYS[1], chosen, 1)
redis.call('HINCRBY', KEYS[2], chosen, 1)
return chosen`;

/** KEYS: load, placed. ARGV: process, its rooms, placements and rooms made when PENDING_MS began. @returns placements. */
const REPORT = `
local placed = tonumber(redis.call('HGET', KEYS[2], ARGV[1]) or '0')
local pending = math.max(0, placed - tonumber(ARGV[3]) - tonumber(ARGV[4]))
redis.call('HSET', KEYS[1], ARGV[1], tonumber(ARGV[2]) + pending)
return placed`;

/** What had been placed here and made here at an instant, counted from the start. */
interface Sample {
  readonly atMs: number;
  readonly placed: number;
  readonly made: number;
}

export interface OwnRooms {
  /** Open now. */
  count(): number;
  /** Made since the start. */
  made(): number;
}

export class LoadBoard {
  private readonly redis: Redis;
  private readonly processId: string;
  private readonly rooms: OwnRooms;
  private samples: Sample[] = [];

  constructor(redis: Redis, processId: string, rooms: OwnRooms) {
    this.redis = redis;
    this.processId = processId;
    this.rooms = rooms;
  }

  /** Rooms that are here, and those that are on their way. Rejects while Redis is away. */
  async report(): Promise<void> {
    const atMs = performance.now();
    const made = this.rooms.made();
    const before = this.samples.findLast((sample) => sample.atMs <= atMs - PENDING_MS);
    const from = before ?? this.samples[0] ?? { atMs, placed: 0, made };
    const told = [this.processId, this.rooms.count(), from.placed, made - from.made];
    const placed = Number(await this.redis.eval(REPORT, 2, LOAD, PLACED, ...told));
    // Redis was emptied: it counts from 0 again.
    if (placed < (this.samples.at(-1)?.placed ?? 0)) this.samples = [];
    this.samples = this.samples.filter((sample) => sample.atMs >= from.atMs);
    this.samples.push({ atMs, placed, made });
  }

  /** @param open processes that take rooms. @returns this one when there is none, or Redis is away. */
  async choose(open: readonly string[]): Promise<string> {
    const first = open[Math.floor(Math.random() * open.length)];
    if (first === undefined) return this.processId;
    const others = open.filter((processId) => processId !== first);
    const second = others[Math.floor(Math.random() * others.length)] ?? first;
    try {
      return String(await this.redis.eval(CHOOSE, 2, LOAD, PLACED, first, second));
    } catch {
      return this.processId;
    }
  }

  /** @param processId one that is gone. */
  async forget(processId: string): Promise<void> {
    await this.redis.hdel(LOAD, processId);
    await this.redis.hdel(PLACED, processId);
  }
}
