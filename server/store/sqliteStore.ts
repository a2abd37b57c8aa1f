// Accounts in SQLite, asked from the game's thread. In: the data folder. Out: an AccountStore.
// The database lives in a thread of its own, so that no tick waits for a disk; a thread that dies is replaced.
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Account, AccountStore, NewAccount } from "./accountStore.ts";
import type { StoreAnswer, StoreCall, StoreMethod } from "./sqliteThread.ts";

export const DATABASE_FILE = "fraywire.db";
/** Longest wait for an answer, ms: above the thread's own wait for a busy file. */
const ANSWER_TIMEOUT_MS = 4000;
/** Calls that wait at the same time; more means that the disk has stopped, and memory must not follow it. */
const MAX_WAITING = 1000;

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
  readonly timer: NodeJS.Timeout;
}

export class SqliteStore implements AccountStore {
  private readonly path: string;
  private readonly waiting = new Map<number, Waiting>();
  private thread: Worker | null = null;
  private nextId = 1;
  private isClosed = false;

  private constructor(path: string) {
    this.path = path;
  }

  /**
   * Opens the file in `dataDir`, and makes it when it is not there.
   * @throws Error when the folder cannot be written, or the file is no database of ours.
   */
  static async open(dataDir: string): Promise<SqliteStore> {
    const store = new SqliteStore(join(dataDir, DATABASE_FILE));
    await store.start();
    return store;
  }

  createAccount(account: NewAccount): Promise<Account> {
    return this.ask("createAccount", account) as Promise<Account>;
  }

  seeDevice(deviceHash: string, nowMs: number): Promise<Account | null> {
    return this.ask("seeDevice", deviceHash, nowMs) as Promise<Account | null>;
  }

  findAccount(id: string): Promise<Account | null> {
    return this.ask("findAccount", id) as Promise<Account | null>;
  }

  revokeAccount(id: string, nowMs: number): Promise<boolean> {
    return this.ask("revokeAccount", id, nowMs) as Promise<boolean>;
  }

  revokedSince(sinceMs: number): Promise<string[]> {
    return this.ask("revokedSince", sinceMs) as Promise<string[]>;
  }

  /** What was asked before is answered first. */
  async close(): Promise<void> {
    if (this.isClosed) return;
    const { thread } = this;
    const closing = this.ask("close").catch(() => undefined);
    this.isClosed = true;
    await closing;
    await thread?.terminate();
  }

  /** The next thread, and its opening of the file. */
  private start(): Promise<unknown> {
    const thread = new Worker(new URL("./sqliteThread.ts", import.meta.url), {
      workerData: { path: this.path },
      // node:sqlite still announces itself as experimental, on a host's terminal.
      execArgv: ["--disable-warning=ExperimentalWarning"],
    });
    // A process that has nothing else to do may end.
    thread.unref();
    thread.on("message", (reply: StoreAnswer) => this.take(reply));
    thread.on("error", (error) => this.lose(thread, error as Error));
    thread.on("exit", () => this.lose(thread, new Error("The store's thread has ended.")));
    this.thread = thread;
    return this.waitFor(0);
  }

  private ask(method: StoreMethod | "close", ...args: readonly unknown[]): Promise<unknown> {
    if (this.isClosed) return Promise.reject(new Error("The store is closed."));
    if (this.waiting.size >= MAX_WAITING) return Promise.reject(new Error("The store is busy."));
    // A thread that cannot open the file ends, which answers whoever asked.
    if (this.thread === null) this.start().catch(() => undefined);
    const deadlineMs = Date.now() + ANSWER_TIMEOUT_MS;
    const call: StoreCall = { id: this.nextId++, method, args, deadlineMs };
    const answer = this.waitFor(call.id);
    this.thread?.postMessage(call);
    return answer;
  }

  private waitFor(id: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const fail = () => this.take({ id, error: `no answer within ${ANSWER_TIMEOUT_MS} ms` });
      const timer = setTimeout(fail, ANSWER_TIMEOUT_MS);
      this.waiting.set(id, { resolve, reject, timer });
    });
  }

  private take(reply: StoreAnswer): void {
    const call = this.waiting.get(reply.id);
    if (call === undefined) return;
    this.waiting.delete(reply.id);
    clearTimeout(call.timer);
    if ("error" in reply) call.reject(new Error(`${this.path}: ${reply.error}`));
    else call.resolve(reply.value);
  }

  /** Whoever waits is told; the next question starts another thread. */
  private lose(thread: Worker, error: Error): void {
    if (this.thread !== thread) return;
    this.thread = null;
    for (const id of [...this.waiting.keys()]) this.take({ id, error: error.message });
  }
}
