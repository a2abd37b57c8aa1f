// What processes tell each other, over Redis. In: Colyseus' own messages and ours. Out: the same in every process. Run
// by the server in a cluster.
// Repairs of @colyseus/redis-presence 0.18.5 under @colyseus/core 0.18.17, which does not await, or awaits inside of a
// promise's executor, what may reject: `subscribe` (IPC.ts, requestFromIPC: the call never ends, and the health check
// that made it is kept as everybody's answer), `hincrbyex` (MatchMaker.ts, concurrentJoinOrCreateRoomLock: the join
// never ends), `publish`, `unsubscribe` and `hset` (stray rejections).
import { RedisPresence } from "@colyseus/redis-presence";
import type { Redis } from "ioredis";
import { whileRedisIsAway } from "./clusterRefusal.ts";

type Callback = Parameters<RedisPresence["subscribe"]>[1];

/** Upstream's channels of processes and rooms (MatchMaker.ts), on which [method, call's id, arguments] is sent. */
const CALLED = /^(?:p:|\$)/;
/** Upstream's IpcProtocol.ERROR. */
const IPC_ERROR = 1;

export class ClusterPresence extends RedisPresence {
  /** What could not be told or asked, since the start. */
  failures = 0;

  private hasMissed = false;

  constructor(redis: Redis) {
    super(redis);
    // A subscription that takes long is still wanted.
    (this.sub as Redis).options.commandTimeout = undefined;
  }

  /** The topic is wanted from now on: when Redis is away, it is subscribed to at its return. */
  override async subscribe(topic: string, callback: Callback): Promise<this> {
    await super.subscribe(topic, callback).catch(() => {
      this.hasMissed = true;
      this.note();
    });
    return this;
  }

  /**
   * Subscribes again when Redis does not know of it: upstream tries once after a return, and a process that is deaf
   * looks dead to the others for ever. Rejects never.
   */
  async checkHearing(processId: string): Promise<void> {
    try {
      const [, ears] = (await this.pub.pubsub("NUMSUB", `p:${processId}`)) as [string, number];
      if (Number(ears) > 0 && !this.hasMissed) return;
      this.hasMissed = false;
      this.resubscribeAll();
    } catch {
      // Redis is away: the next time.
    }
  }

  override async unsubscribe(topic: string, callback?: Callback): Promise<this> {
    await super.unsubscribe(topic, callback).catch(this.note);
    return this;
  }

  /** Nobody hears what is said while Redis is away. */
  override async publish(topic: string, data: unknown): Promise<void> {
    try {
      const ears = await this.pub.publish(topic, JSON.stringify(data === undefined ? false : data));
      if (ears === 0) this.answerForNobody(topic, data);
    } catch {
      this.note();
    }
  }

  override hset(key: string, field: string, value: string): Promise<boolean> {
    return super.hset(key, field, value).catch(() => this.fallBack(false));
  }

  /** Counts, or guesses that it is the first: what follows asks the driver, and fails there. */
  override async hincrbyex(key: string, field: string, by: number, lifeS: number): Promise<number> {
    const count = await super.hincrbyex(key, field, by, lifeS).catch(() => this.fallBack(by));
    // Redis may answer a transaction with an error in the place of a number.
    return Number.isInteger(count) ? count : by;
  }

  /** @throws ServerError Away while Redis is away. */
  override async get(key: string): Promise<unknown> {
    try {
      return await super.get(key);
    } catch (error) {
      throw whileRedisIsAway(error);
    }
  }

  /** The connections are the cluster's. */
  override shutdown(): void {}

  /** Both connections: also the one that subscribes, which is this object's own. */
  disconnect(): void {
    this.sub.disconnect();
    this.pub.disconnect();
  }

  /**
   * A call of a process, or a room, that is not there: what the caller would be told after 2 s, and once more after the
   * 2 s of the health check that follows, it is told now. Redis knows who listens: a killed process' connection is gone
   * with it.
   */
  private answerForNobody(topic: string, data: unknown): void {
    if (!CALLED.test(topic) || !Array.isArray(data)) return;
    this.subscriptions.emit(`ipc:${String(data[1])}`, [IPC_ERROR, "ipc_timeout"]);
  }

  private fallBack<T>(value: T): T {
    this.note();
    return value;
  }

  private readonly note = (): undefined => {
    this.failures++;
  };
}
