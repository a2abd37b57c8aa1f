// A whole cluster on this machine: Redis, nginx and game processes. In: how many, and settings. Out: one address to play
// at, and a hand on each process. Run by tools/cluster.ts and by tests.
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ChildProcess } from "./ChildProcess.ts";
import { type LocalProcess, localNginxConf } from "./nginxConf.ts";
import type { ClusterPrograms } from "./programs.ts";

const ROOT = join(import.meta.dirname, "../..");
const START_TIMEOUT_MS = 60_000;
const STOP_GRACE_MS = 8000;

export interface ClusterOptions {
  readonly programs: ClusterPrograms;
  readonly processes: number;
  /** Of the proxy; 0 for a free one. */
  readonly port: number;
  /** What each game process runs; the server's own entry unless told. */
  readonly entry?: string;
  /** Environment of each game process. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Told each line that a process writes. */
  readonly onLine?: (name: string, line: string) => void;
}

export class LocalCluster {
  /** By PROCESS_NAME. */
  readonly games = new Map<string, ChildProcess>();
  readonly folder: string;
  private readonly options: ClusterOptions;
  private readonly secret = randomBytes(32).toString("base64url");
  private processes: readonly LocalProcess[] = [];
  private redisPort = 0;
  private proxyPort = 0;
  private redis: ChildProcess | null = null;
  private proxy: ChildProcess | null = null;

  private constructor(options: ClusterOptions) {
    this.options = options;
    // Whatever ends this program ends the others.
    process.once("exit", this.killAll);
    this.folder = mkdtempSync(join(tmpdir(), "fraywire-cluster-"));
  }

  /** Resolves once it can be played in. @throws Error that names what did not start, with its last words. */
  static async start(options: ClusterOptions): Promise<LocalCluster> {
    const cluster = new LocalCluster(options);
    try {
      await cluster.open();
      return cluster;
    } catch (error) {
      await cluster.stop();
      throw error;
    }
  }

  /** Where players go. */
  get url(): string {
    return `http://127.0.0.1:${this.proxyPort}`;
  }

  get names(): string[] {
    return this.processes.map(({ name }) => name);
  }

  get redisUrl(): string {
    return `redis://127.0.0.1:${this.redisPort}`;
  }

  /** A process' own address, past the proxy. */
  urlOf(name: string): string {
    const found = this.processes.find((one) => one.name === name);
    if (found === undefined) throw new Error(`${name} is none of ${this.names.join(", ")}`);
    return `http://127.0.0.1:${found.port}`;
  }

  game(name: string): ChildProcess {
    const game = this.games.get(name);
    if (game === undefined) throw new Error(`${name} is none of ${this.names.join(", ")}`);
    return game;
  }

  /** Starts a game process, again if it has ended. Resolves once it lets players in. */
  async startGame(name: string): Promise<void> {
    const { settings, onLine, entry = "server/index.ts" } = this.options;
    const port = new URL(this.urlOf(name)).port;
    const game = new ChildProcess({
      name,
      path: process.execPath,
      args: [entry],
      cwd: ROOT,
      env: {
        NODE_ENV: "production",
        HOST: "127.0.0.1",
        DATA_DIR: join(this.folder, "data"),
        AUTH_SECRET: this.secret,
        TRUSTED_PROXIES: "loopback",
        // All end at once: there is nowhere to lead anybody to.
        DRAIN_DEADLINE_S: "0",
        ...settings,
        PORT: port,
        REDIS_URL: this.redisUrl,
        PROCESS_NAME: name,
      },
      onLine: (line) => onLine?.(name, line),
    });
    this.games.set(name, game);
    await game.until(() => isHealthy(this.urlOf(name)), START_TIMEOUT_MS);
  }

  /** Redis with nothing in it: this one keeps nothing on disk. */
  async startRedis(): Promise<void> {
    const args = ["--port", `${this.redisPort}`, "--bind", "127.0.0.1", "--save", ""];
    const redis = new ChildProcess({
      name: "redis-server",
      path: this.options.programs.redis,
      args: [...args, "--appendonly", "no", "--dir", this.folder],
    });
    this.redis = redis;
    await redis.until(() => accepts(this.redisPort), START_TIMEOUT_MS);
  }

  stopRedis(): Promise<void> {
    return this.redisOrThrow().kill();
  }

  /** Hangs, with all connections open. */
  freezeRedis(): void {
    this.redisOrThrow().signal("SIGSTOP");
  }

  thawRedis(): void {
    this.redisOrThrow().signal("SIGCONT");
  }

  async stop(): Promise<void> {
    const games = [...this.games.values()].map((game) => game.stop(STOP_GRACE_MS));
    await Promise.all([...games, this.proxy?.stop(STOP_GRACE_MS)]);
    await this.redis?.kill();
    process.off("exit", this.killAll);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private readonly killAll = (): void => {
    for (const child of [...this.games.values(), this.proxy, this.redis]) child?.signal("SIGKILL");
  };

  private async open(): Promise<void> {
    const { processes, port } = this.options;
    const ports = await freePorts(processes + 2);
    this.processes = ports.slice(2).map((at, i) => ({ name: `game${i + 1}`, port: at }));
    [this.redisPort, this.proxyPort] = [ports[0] as number, port || (ports[1] as number)];
    mkdirSync(join(this.folder, "data"));
    await this.startRedis();
    // The first makes the tables.
    for (const { name } of this.processes.slice(0, 1)) await this.startGame(name);
    await Promise.all(this.processes.slice(1).map(({ name }) => this.startGame(name)));
    await this.startProxy();
  }

  private async startProxy(): Promise<void> {
    const { folder, proxyPort: port, processes } = this;
    const deployed = readFileSync(join(ROOT, "deploy/nginx.conf"), "utf8");
    const path = join(folder, "nginx.conf");
    writeFileSync(path, localNginxConf(deployed, { port, folder, processes }));
    this.proxy = new ChildProcess({
      name: "nginx",
      path: this.options.programs.nginx,
      args: ["-p", folder, "-c", path],
    });
    await this.proxy.until(() => isHealthy(this.url), START_TIMEOUT_MS);
  }

  private redisOrThrow(): ChildProcess {
    if (this.redis === null) throw new Error("Redis was never started");
    return this.redis;
  }
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/healthz`)).ok;
  } catch {
    return false;
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("error", () => resolve(false));
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
  });
}

/** All held at once, so that none is told twice. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
