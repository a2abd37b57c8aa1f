// The process that is killed, from outside: it is started, given orders, listened to and shot. In: the bundle's main
// file, a database. Out: its address, seats, what its log says, its end. Run by killing.ts.
import { type ChildProcess, spawn } from "node:child_process";
import { on, once } from "node:events";
import { createInterface } from "node:readline";
import { waitFor } from "../../helpers/waitFor.ts";
import type { Place } from "../databases.ts";
import type { Called, End, Order, Pair, PairOfSeats } from "./killedServer.ts";

/** A busy machine starts it in seconds; one that has not ended its Duels by then never will. */
export const PATIENCE_MS = 60_000;

/** A line of the server's log. */
export interface LogLine {
  readonly msg: string;
  readonly room?: string;
  readonly session?: string;
  readonly account?: string;
  readonly matchId?: string;
}

export class Victim {
  private readonly child: ChildProcess;
  private address = "";
  private hasEnded = false;

  private constructor(child: ChildProcess) {
    this.child = child;
  }

  /** Resolves once it can be joined. @param onLine is told of each line of its log, to the last before its death. */
  static async start(
    main: string,
    { dataDir, databaseUrl }: Place,
    onLine: (line: LogLine) => void,
  ): Promise<Victim> {
    const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", main], {
      env: {
        ...process.env,
        NODE_ENV: "production",
        HOST: "127.0.0.1",
        PORT: "0",
        LOG_LEVEL: "info",
        DATA_DIR: dataDir,
        DATABASE_URL: databaseUrl,
        // The same players for the whole run, whatever time it takes.
        AUTH_TOKEN_S: "86400",
      },
      stdio: ["ignore", "pipe", "inherit", "ipc"],
    });
    const victim = new Victim(child);
    void victim.listen(onLine);
    await waitFor(() => victim.address !== "" || victim.hasEnded, {
      describe: "the server's address",
      timeoutMs: PATIENCE_MS,
    });
    if (victim.hasEnded) throw new Error(`it did not start: ${child.exitCode}`);
    return victim;
  }

  get url(): string {
    return this.address;
  }

  /** Seats in a ranked Duel for each two. */
  async call(pairs: readonly Pair[]): Promise<readonly PairOfSeats[]> {
    this.order({ kind: "call", pairs });
    const signal = AbortSignal.timeout(PATIENCE_MS);
    for await (const [message] of on(this.child, "message", { signal })) {
      // `@pm2/io`, which Colyseus brings along, talks to its parent too.
      if (isCalled(message)) return message.seats;
    }
    throw new Error("no seats");
  }

  endDuels(ends: readonly End[]): void {
    this.order({ kind: "end", ends });
  }

  kill(): void {
    this.child.kill("SIGKILL");
  }

  /** Resolves when it is dead and all that it said has been heard. @throws Error when it ended by itself. */
  async untilDead(): Promise<void> {
    await waitFor(() => this.hasEnded, { describe: "the kill", timeoutMs: PATIENCE_MS });
    const { exitCode, signalCode } = this.child;
    if (signalCode !== "SIGKILL") throw new Error(`it ended by itself: ${exitCode}`);
  }

  private order(order: Order): void {
    this.child.send(order);
  }

  private async listen(onLine: (line: LogLine) => void): Promise<void> {
    const { stdout } = this.child;
    if (stdout === null) throw new Error("the process has no output");
    const closed = once(this.child, "close");
    for await (const line of createInterface({ input: stdout })) {
      if (line.startsWith("{")) onLine(JSON.parse(line) as LogLine);
      else this.address ||= /http:\/\/\S+/.exec(line)?.[0] ?? "";
    }
    await closed;
    this.hasEnded = true;
  }
}

function isCalled(message: unknown): message is Called {
  return typeof message === "object" && message !== null && "seats" in message;
}
