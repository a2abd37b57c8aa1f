// Where results become safe: on this machine's disk at once, in the store as soon as it takes them. In: finished
// matches, a store, a folder. Out: a promise for each, kept after the commit. Run by the server, one for the process.

import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "../log.ts";
import { checkMatch, Outbox } from "../store/outbox.ts";
import { StoreRefusalError } from "../store/refusals.ts";
import type { Store } from "../store/store.ts";
import type { FinishedMatch, RecordedMatch, ResultLedger } from "./finishedMatch.ts";

export const OUTBOX_FOLDER = "outbox";
/** First pause after a failure, ms; doubled each time, less up to half of it by chance, so that processes spread. */
const RETRY_FIRST_MS = 100;
/** Longest pause, ms: with the breaker's own second a match is in the store within 2 s of its return. */
const RETRY_MAX_MS = 500;

export interface LedgerOptions {
  /** The outbox is a folder in it. */
  readonly dataDir: string;
  readonly store: Pick<Store, "recordMatch">;
  readonly log: Logger;
}

interface Entry {
  readonly match: FinishedMatch;
  readonly answer: Promise<RecordedMatch>;
  readonly resolve: (recorded: RecordedMatch) => void;
  readonly reject: (error: unknown) => void;
}

/** One match at a time: a failure tells of the store, not of the match, unless the store says so. */
export class MatchLedger implements ResultLedger {
  private readonly outbox: Outbox;
  private readonly store: Pick<Store, "recordMatch">;
  private readonly log: Logger;
  /** In the order in which they are tried. */
  private readonly waiting = new Map<string, Entry>();
  /** On their way into the outbox. */
  private readonly keeping = new Set<Promise<Entry>>();
  private readonly closing = new AbortController();
  private working: Promise<void> | null = null;
  private failures = 0;
  /** Matches that the store took since the start. */
  written = 0;

  private constructor({ store, log }: LedgerOptions, outbox: Outbox) {
    this.store = store;
    this.log = log;
    this.outbox = outbox;
  }

  /**
   * Goes on with what a process before left in the outbox.
   * @throws Error when the folder cannot be used.
   */
  static async open(options: LedgerOptions): Promise<MatchLedger> {
    const outbox = await Outbox.open(join(options.dataDir, OUTBOX_FOLDER));
    const ledger = new MatchLedger(options, outbox);
    const left = await outbox.read((file, reason) =>
      options.log.error({ file, reason }, "result put aside: the file holds no match"),
    );
    for (const match of left) ledger.enqueue(match).answer.catch(() => undefined);
    if (left.length > 0) options.log.info({ matches: left.length }, "results from before");
    return ledger;
  }

  get depth(): number {
    return this.waiting.size;
  }

  /**
   * Rejects with an Error for what no store would take, which is a mistake of ours; with a StoreRefusalError when the
   * store will never take it; and when the ledger is closed first: the match is then in the outbox.
   */
  async submit(match: FinishedMatch): Promise<RecordedMatch> {
    checkMatch(match);
    if (this.closing.signal.aborted) throw new Error("The ledger is closed.");
    const before = this.waiting.get(match.matchId);
    if (before !== undefined) return before.answer;
    const keeping = this.keep(match);
    this.keeping.add(keeping);
    const entry = await keeping;
    this.keeping.delete(keeping);
    return entry.answer;
  }

  /** Tries what was submitted before once more, and leaves the rest to the next start. */
  async close(): Promise<void> {
    this.closing.abort();
    await Promise.all(this.keeping);
    await this.working;
    const error = new Error("The ledger is closed: the match waits in the outbox.");
    for (const entry of this.waiting.values()) entry.reject(error);
    this.waiting.clear();
  }

  private async keep(match: FinishedMatch): Promise<Entry> {
    try {
      await this.outbox.put(match);
    } catch (error) {
      // A full disk does not keep it from the store.
      this.log.error({ err: error, matchId: match.matchId }, "result not in the outbox");
    }
    return this.enqueue(match);
  }

  private enqueue(match: FinishedMatch): Entry {
    const before = this.waiting.get(match.matchId);
    if (before !== undefined) return before;
    const { promise, resolve, reject } = Promise.withResolvers<RecordedMatch>();
    const entry = { match, answer: promise, resolve, reject };
    this.waiting.set(match.matchId, entry);
    this.working ??= this.work();
    return entry;
  }

  private async work(): Promise<void> {
    try {
      for (;;) {
        const entry = this.waiting.values().next().value;
        if (entry === undefined) return;
        if (await this.deliver(entry)) continue;
        if (this.closing.signal.aborted) return;
        await sleep(this.pauseMs(), null, { signal: this.closing.signal }).catch(() => undefined);
      }
    } finally {
      // In the same turn as the last look: who comes next starts another.
      this.working = null;
    }
  }

  /** @returns false when the store did not take it this time. */
  private async deliver(entry: Entry): Promise<boolean> {
    const { matchId } = entry.match;
    try {
      const recorded = await this.store.recordMatch(entry.match);
      this.noteReturn();
      this.written++;
      // Should the file stay, the next start records it again, which changes nothing.
      await this.outbox.remove(matchId).catch((error: unknown) => this.logOutbox(error, matchId));
      this.waiting.delete(matchId);
      entry.resolve(recorded);
      return true;
    } catch (error) {
      if (error instanceof StoreRefusalError) {
        await this.putAside(entry, error);
        return true;
      }
      this.noteFailure(error);
      // To the end: a match that the store cannot take for a reason of its own does not hold up the others.
      this.waiting.delete(matchId);
      this.waiting.set(matchId, entry);
      return false;
    }
  }

  private async putAside(entry: Entry, error: StoreRefusalError): Promise<void> {
    const { matchId } = entry.match;
    this.log.error({ err: error, matchId }, "result put aside: the store refuses it");
    await this.outbox.setAside(matchId).catch((cause: unknown) => this.logOutbox(cause, matchId));
    this.waiting.delete(matchId);
    entry.reject(error);
  }

  private pauseMs(): number {
    const longest = Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * 2 ** (this.failures - 1));
    return longest * (1 - Math.random() / 2);
  }

  /** One line for each absence, not one for each try. */
  private noteFailure(error: unknown): void {
    if (this.failures++ === 0) this.log.warn({ err: error, waiting: this.depth }, "results wait");
  }

  private noteReturn(): void {
    if (this.failures > 0) this.log.info({ tries: this.failures }, "results go on");
    this.failures = 0;
  }

  private logOutbox(error: unknown, matchId: string): void {
    this.log.error({ err: error, matchId }, "outbox");
  }
}
