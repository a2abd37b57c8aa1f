// One of several processes that make one game. In: REDIS_URL and PROCESS_NAME. Out: Colyseus' driver and presence over
// Redis, where rooms are made, who lives. Run by app.ts and roomServer.ts; without REDIS_URL there is none of it.
import { matchMaker } from "@colyseus/core";
import type { Redis } from "ioredis";
import type { Config } from "../config.ts";
import type { LiveSeats } from "../identity/liveSeats.ts";
import type { Logger } from "../log.ts";
import { ClusterDriver } from "./ClusterDriver.ts";
import { ClusterPresence } from "./ClusterPresence.ts";
import { RELIST_MS } from "./clusterConstants.ts";
import { clusterFigures } from "./clusterFigures.ts";
import { LoadBoard } from "./LoadBoard.ts";
import { Membership } from "./Membership.ts";
import { openRedis } from "./redisLink.ts";
import { SeatBoard } from "./SeatBoard.ts";

interface Parts {
  readonly members: Membership;
  readonly board: LoadBoard;
  readonly seats: SeatBoard;
  readonly relisting: NodeJS.Timeout;
}

export class Cluster {
  readonly driver: ClusterDriver;
  readonly presence: ClusterPresence;
  /** The first part of its rooms' paths: see seatAddress.ts. */
  readonly processName: string;
  private readonly redis: Redis;
  private readonly log: Logger;
  /** Null before the start. */
  private parts: Parts | null = null;

  private constructor(redis: Redis, processName: string, log: Logger) {
    this.redis = redis;
    this.log = log;
    this.processName = processName;
    this.driver = new ClusterDriver(redis, log);
    this.presence = new ClusterPresence(redis);
  }

  /** @returns null for a process that is alone. @throws ConfigError when Redis cannot be reached. */
  static async open(config: Config, log: Logger): Promise<Cluster | null> {
    if (config.redisUrl === "") return null;
    if (config.databaseUrl === "") {
      log.warn("SQLite in a cluster: all processes must have one DATA_DIR, on one machine");
    }
    return new Cluster(await openRedis(config.redisUrl, log), config.processName, log);
  }

  /** Once Colyseus has its process id, and before anybody is let in. */
  async start(liveSeats: LiveSeats): Promise<void> {
    const { redis, driver, presence, log } = this;
    const { processId } = matchMaker;
    const board = new LoadBoard(redis, processId, {
      count: () => matchMaker.stats.local.roomCount,
      made: () => driver.listed,
    });
    const seats = new SeatBoard(presence, processId, liveSeats);
    const members = new Membership(redis, processId, log, {
      died: (id) => void this.bury(id),
      met: () => seats.tellAll(),
      beat: () => board.report(),
    });
    driver.isAlive = (id) => members.isAlive(id);
    const relisting = setInterval(() => {
      void driver.relist();
      void presence.checkHearing(processId);
    }, RELIST_MS).unref();
    this.parts = { members, board, seats, relisting };
    clusterFigures.read = () => ({ processes: members.living, isAway: members.isAway });
    await seats.start();
    await members.start();
    log.info({ process: processId, name: this.processName }, "in the cluster");
  }

  /** Colyseus' question where a new room is to be made. */
  async placeRoom(): Promise<string> {
    if (this.parts === null) return matchMaker.processId;
    const { board, members } = this.parts;
    return board.choose(members.open);
  }

  /** Whether rooms can be made in another process. */
  get hasOthers(): boolean {
    return this.parts?.members.open.some((id) => id !== matchMaker.processId) === true;
  }

  /** From now on no room is made here unless there is nowhere else: the first step of a drain. */
  async retire(): Promise<void> {
    await this.parts?.members.retire();
  }

  /** After the rooms are closed. */
  async close(): Promise<void> {
    if (this.parts !== null) {
      const { members, board, seats, relisting } = this.parts;
      clearInterval(relisting);
      await seats.stop();
      await members.stop();
      await board.forget(matchMaker.processId).catch(() => undefined);
    }
    clusterFigures.read = null;
    this.presence.disconnect();
  }

  /** Every process that sees a death does this: it is the same done twice. */
  private async bury(processId: string): Promise<void> {
    this.parts?.seats.forget(processId);
    try {
      await matchMaker.stats.excludeProcess(processId);
      await this.driver.cleanup(processId);
      await this.parts?.board.forget(processId);
    } catch (error) {
      this.log.warn({ err: error, process: processId }, "a dead process' listings stay for now");
    }
  }
}
