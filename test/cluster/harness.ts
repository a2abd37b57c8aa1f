// A real cluster for tests: Redis, nginx and game processes. In: how many. Out: the cluster and a look into its
// listings; or null, said loudly, on a machine without the programs.
import type { IRoomCache } from "@colyseus/core";
import { Redis } from "ioredis";
import type { RoundScore } from "../../server/match/roundScore.ts";
import { LocalCluster } from "../../tools/cluster/LocalCluster.ts";
import { findPrograms, howToInstall } from "../../tools/cluster/programs.ts";
import { waitFor } from "../helpers/waitFor.ts";

export type LogLine = Readonly<Record<string, unknown>> & { readonly score?: RoundScore };

export class TestCluster {
  readonly cluster: LocalCluster;
  /** Complete lines of all processes, with their names. */
  readonly lines: string[];
  private readonly eye: Redis;

  private constructor(cluster: LocalCluster, lines: string[]) {
    this.cluster = cluster;
    this.lines = lines;
    this.eye = new Redis(cluster.redisUrl, { maxRetriesPerRequest: 1, commandTimeout: 1000 });
    this.eye.on("error", () => undefined);
  }

  /** @returns null without the programs, which is told on the terminal. */
  static async start(
    processes: number,
    settings: Record<string, string> = {},
    entry?: string,
  ): Promise<TestCluster | null> {
    const programs = findPrograms();
    if (Array.isArray(programs)) {
      console.warn(`\n*** The cluster's tests were LEFT OUT. ${howToInstall(programs)}\n`);
      return null;
    }
    const lines: string[] = [];
    const onLine = (name: string, line: string) => {
      lines.push(`${name} ${line}`);
      if (process.env.TEST_LOG !== undefined) console.log(name, line);
    };
    const all = { ARENA_MIN_ACTORS: "0", ...settings };
    const cluster = await LocalCluster.start({
      programs,
      processes,
      port: 0,
      settings: all,
      onLine,
      ...(entry === undefined ? {} : { entry }),
    });
    const test = new TestCluster(cluster, lines);
    await test.untilAllMet();
    return test;
  }

  get url(): string {
    return this.cluster.url;
  }

  /** Listings as Redis has them, with the process' name as `publicAddress`. Empty while it is away. */
  async listings(): Promise<IRoomCache[]> {
    try {
      const all = await this.eye.hvals("roomcaches");
      return all.map((text) => JSON.parse(text) as IRoomCache);
    } catch {
      return [];
    }
  }

  async listing(roomId: string): Promise<IRoomCache | undefined> {
    return (await this.listings()).find((room) => room.roomId === roomId);
  }

  /** The name of the process in which a room is. */
  async processOf(roomId: string): Promise<string> {
    const name = (await this.listing(roomId))?.publicAddress;
    if (name === undefined) throw new Error(`${roomId} is not listed`);
    return name;
  }

  /** All rooms are closed and their listings gone. */
  async untilEmpty(): Promise<void> {
    await waitFor(async () => (await this.listings()).length === 0, {
      describe: "all rooms to close",
      timeoutMs: 40_000,
    });
  }

  /** Each process that runs has met each other one. */
  async untilAllMet(): Promise<void> {
    const running = [...this.cluster.games].filter(([, game]) => game.isRunning);
    const hasAllMet = async () => {
      const beats = Object.entries(await this.eye.hgetall("fraywire:beats"));
      const ids = beats.filter(([, beat]) => beat !== "bye").map(([id]) => id);
      if (ids.length !== running.length) return false;
      return running.every(([name]) => {
        const known = this.idsIn(`${name} `);
        return ids.every((id) => known.has(id));
      });
    };
    await waitFor(hasAllMet, {
      describe: `${running.length} processes to meet`,
      timeoutMs: 20_000,
    });
  }

  /** What the operator's logs of all processes say of this, oldest first. */
  said(message: string): LogLine[] {
    const lines = this.lines.map((line) => line.slice(line.indexOf(" ") + 1));
    return lines
      .filter((line) => line.startsWith("{") && line.includes(`"msg":"${message}"`))
      .map((line) => JSON.parse(line) as LogLine);
  }

  async stop(): Promise<void> {
    this.eye.disconnect();
    await this.cluster.stop();
  }

  /** Ids of processes in the lines that begin so: its own, and those that it has met. */
  private idsIn(beginning: string): ReadonlySet<string> {
    const lines = this.lines.filter((line) => line.startsWith(beginning));
    const ids = lines.map((line) =>
      /"process":"([^"]+)".*"(?:process met|in the cluster)"/.exec(line),
    );
    return new Set(ids.map((match) => match?.[1] ?? ""));
  }
}
