// The listings of all processes' rooms, in Redis. In: what Colyseus' matchmaking asks and tells. Out: listings of rooms
// whose process lives. Run by the server in a cluster.
// Repairs of @colyseus/redis-driver 0.18.3 (test/cluster/outages.test.ts goes through them):
// - a read that failed is kept as everybody's answer (`_roomCacheRequestByName`): after one outage, 523 for ever;
// - a write that fails rejects in the middle of a room's join or leave, whose seat is then never given back;
// - nobody lists a living room again once Redis has lost it;
// - there is no `insert`: a request that is answered twice makes two rooms.
import { type IRoomCache, ServerError, type SortOptions } from "@colyseus/core";
import { RedisDriver } from "@colyseus/redis-driver";
import type { Redis } from "ioredis";
import type { Logger } from "../log.ts";
import { SETTLE_MS } from "./clusterConstants.ts";
import { whileRedisIsAway } from "./clusterRefusal.ts";

/** Upstream's key. */
const LISTINGS = "roomcaches";
/** Of one HDEL. */
const BATCH = 500;

type Conditions = Partial<IRoomCache>;
type Changes = Parameters<RedisDriver["update"]>[1];

export class ClusterDriver extends RedisDriver {
  /** Rooms listed here since the start. */
  listed = 0;
  /** Whether a process lives; all do until somebody knows better. */
  isAlive: (processId: string) => boolean = () => true;
  private readonly redis: Redis;
  private readonly log: Logger;
  /** This process' rooms as they are: Redis holds a copy. */
  private readonly own = new Map<string, IRoomCache>();
  /** Rooms that closed while Redis was away. */
  private readonly closed = new Set<string>();
  private settledMs = Number.NEGATIVE_INFINITY;

  constructor(redis: Redis, log: Logger) {
    super(redis);
    this.redis = redis;
    this.log = log;
    redis.on("ready", () => {
      this.settledMs = performance.now() + SETTLE_MS;
      void this.relist();
    });
  }

  override async query(conditions: Conditions, sort?: SortOptions): Promise<IRoomCache[]> {
    const ownOnly = this.ownBy(conditions);
    if (ownOnly !== null) return ownOnly;
    const rooms = await this.reading(() => super.query(conditions, sort));
    return rooms.filter(({ processId }) => this.isAlive(processId));
  }

  override async findOne(conditions: Conditions, sort?: SortOptions): Promise<IRoomCache> {
    if (conditions.roomId === undefined) {
      const [first] = await this.query(conditions, sort);
      return first as IRoomCache;
    }
    const room = await this.reading(() => super.findOne(conditions));
    // Upstream's type leaves out that there may be none.
    return (room !== undefined && this.isAlive(room.processId) ? room : undefined) as IRoomCache;
  }

  override findByIds(roomIds: string[]): Promise<Map<string, IRoomCache>> {
    return this.reading(() => super.findByIds(roomIds));
  }

  /** A room that is new. @returns false when its id is taken. */
  async insert(room: IRoomCache): Promise<boolean> {
    const isFirst = await this.reading(() =>
      this.redis.hsetnx(LISTINGS, room.roomId, JSON.stringify(room)),
    );
    if (isFirst !== 1) return false;
    this.listed++;
    this.own.set(room.roomId, room);
    this.closed.delete(room.roomId);
    return true;
  }

  /** Never waits for Redis: what a room is, it is, and `relist` tells it later if need be. */
  override async update(room: IRoomCache, { $set = {}, $inc = {} }: Changes): Promise<boolean> {
    Object.assign(room, $set);
    const numbers = room as unknown as Record<string, number>;
    for (const [field, by] of Object.entries($inc)) {
      numbers[field] = (numbers[field] ?? 0) + Number(by);
    }
    return this.persist(room);
  }

  /** A room that `insert` has not told yet tells all with it; one that is closed is not told again. */
  override async persist(room: IRoomCache): Promise<boolean> {
    if (this.own.get(room.roomId) === room) this.later(super.persist(room));
    return true;
  }

  override async remove(roomId: string): Promise<boolean> {
    this.own.delete(roomId);
    this.closed.add(roomId);
    this.later(super.remove(roomId).then(() => this.closed.delete(roomId)));
    return true;
  }

  /** All listings of a process that is gone. */
  override async cleanup(processId: string): Promise<void> {
    const rooms = await super.query({ processId });
    const ids = rooms.map(({ roomId }) => roomId);
    for (let i = 0; i < ids.length; i += BATCH) {
      await this.redis.hdel(LISTINGS, ...ids.slice(i, i + BATCH));
    }
  }

  /** Makes the listings of this process' rooms what they should be. Rejects never. */
  async relist(): Promise<void> {
    try {
      if (this.closed.size > 0) {
        const closed = [...this.closed];
        await this.redis.hdel(LISTINGS, ...closed);
        for (const roomId of closed) this.closed.delete(roomId);
      }
      const ids = [...this.own.keys()];
      if (ids.length === 0) return;
      const told = await this.redis.hmget(LISTINGS, ...ids);
      const stale = ids.filter((roomId, i) => told[i] !== JSON.stringify(this.own.get(roomId)));
      const rooms = stale
        .map((roomId) => this.own.get(roomId))
        .filter((room) => room !== undefined);
      await Promise.all(rooms.map((room) => super.persist(room)));
    } catch {
      // Redis is away, which is in the log: the next time.
    }
  }

  /** The connection is the cluster's. */
  override async shutdown(): Promise<void> {}

  /** What this process knows without asking: its own rooms, when nothing else is asked for. */
  private ownBy(conditions: Conditions): IRoomCache[] | null {
    const [first] = this.own.values();
    const isOwn = first !== undefined && conditions.processId === first.processId;
    return isOwn && Object.keys(conditions).length === 1 ? [...this.own.values()] : null;
  }

  /** @throws ServerError Away while Redis is away, or has just come back and may not know all rooms yet. */
  private async reading<T>(ask: () => PromiseLike<T>): Promise<T> {
    this.checkSettled();
    try {
      const answer = await ask();
      // It may have waited for the connection.
      this.checkSettled();
      return answer;
    } catch (error) {
      this.forgetFailedReads();
      if (error instanceof ServerError) throw error;
      this.log.debug({ err: error }, "listings cannot be read");
      throw whileRedisIsAway(error);
    }
  }

  private checkSettled(): void {
    if (performance.now() < this.settledMs) throw whileRedisIsAway();
  }

  private forgetFailedReads(): void {
    const inner = this as unknown as {
      _concurrentRoomCacheRequest: unknown;
      _roomCacheRequestByName: Record<string, unknown>;
    };
    inner._concurrentRoomCacheRequest = undefined;
    inner._roomCacheRequestByName = {};
  }

  private later(writing: Promise<unknown>): void {
    writing.catch(() => undefined);
  }
}
