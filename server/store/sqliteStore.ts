// The store in SQLite, asked from the game's thread. In: the data folder. Out: a Store.
// The database lives in a thread of its own, so that no tick waits for a disk; a thread that dies is replaced.
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { StoreRefusalError } from "./refusals.ts";
import type { StoreAnswer, StoreCall, StoreMethod } from "./sqliteThread.ts";
import type { Store } from "./store.ts";

export const DATABASE_FILE = "fraywire.db";
/** Longest wait for an answer, ms: above the thread's own wait for a busy file. */
const ANSWER_TIMEOUT_MS = 4000;
/** The same for a thread's start, ms: it loads the query builder, on a machine that is busy when a server starts. */
const OPEN_TIMEOUT_MS = 30_000;
/** Calls that wait at the same time; more means that the disk has stopped, and memory must not follow it. */
const MAX_WAITING = 1000;

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
  readonly timer: NodeJS.Timeout;
}

type Answer<Method extends StoreMethod> = ReturnType<Store[Method]>;

export class SqliteStore implements Store {
  private readonly path: string;
  private readonly waiting = new Map<number, Waiting>();
  private thread: Worker | null = null;
  private nextId = 1;
  private isClosed = false;

  readonly createAccount = this.asking("createAccount");
  readonly seeDevice = this.asking("seeDevice");
  readonly findAccount = this.asking("findAccount");
  readonly addDevice = this.asking("addDevice");
  readonly signOutEverywhere = this.asking("signOutEverywhere");
  readonly claimAccount = this.asking("claimAccount");
  readonly findCredentials = this.asking("findCredentials");
  readonly replaceCredentials = this.asking("replaceCredentials");
  readonly revokeAccount = this.asking("revokeAccount");
  readonly revokedSince = this.asking("revokedSince");
  readonly signedOutSince = this.asking("signedOutSince");
  readonly recordMatch = this.asking("recordMatch");
  readonly ratingsOf = this.asking("ratingsOf");
  readonly leaderboard = this.asking("leaderboard");
  readonly statsOf = this.asking("statsOf");
  readonly historyOf = this.asking("historyOf");

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

  /** What was asked before is answered first. */
  async close(): Promise<void> {
    if (this.isClosed) return;
    const { thread } = this;
    const closing = thread === null ? null : this.ask("close", []).catch(() => undefined);
    this.isClosed = true;
    await closing;
    await thread?.terminate();
  }

  private asking<Method extends Exclude<StoreMethod, "close">>(
    method: Method,
  ): (...args: Parameters<Store[Method]>) => Answer<Method> {
    return (...args) => this.ask(method, args) as Answer<Method>;
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
    return this.waitFor(0, OPEN_TIMEOUT_MS);
  }

  private ask(method: StoreMethod, args: readonly unknown[]): Promise<unknown> {
    if (this.isClosed) return Promise.reject(new Error("The store is closed."));
    if (this.waiting.size >= MAX_WAITING) return Promise.reject(new Error("The store is busy."));
    // A thread that cannot open the file ends, which answers whoever asked.
    if (this.thread === null) this.start().catch(() => undefined);
    const deadlineMs = Date.now() + ANSWER_TIMEOUT_MS;
    const call: StoreCall = { id: this.nextId++, method, args, deadlineMs };
    const answer = this.waitFor(call.id, ANSWER_TIMEOUT_MS);
    this.thread?.postMessage(call);
    return answer;
  }

  private waitFor(id: number, timeoutMs: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const fail = () => this.fail(id, `no answer within ${timeoutMs} ms`);
      const timer = setTimeout(fail, timeoutMs);
      this.waiting.set(id, { resolve, reject, timer });
    });
  }

  private fail(id: number, error: string): void {
    this.take({ id, error, isRefusal: false });
  }

  private take(reply: StoreAnswer): void {
    const call = this.waiting.get(reply.id);
    if (call === undefined) return;
    this.waiting.delete(reply.id);
    clearTimeout(call.timer);
    if (!("error" in reply)) {
      call.resolve(reply.value);
      return;
    }
    const message = `${this.path}: ${reply.error}`;
    call.reject(reply.isRefusal ? new StoreRefusalError(message) : new Error(message));
  }

  /** Whoever waits is told; the next question starts another thread. */
  private lose(thread: Worker, error: Error): void {
    if (this.thread !== thread) return;
    this.thread = null;
    for (const id of [...this.waiting.keys()]) this.fail(id, error.message);
  }
}
