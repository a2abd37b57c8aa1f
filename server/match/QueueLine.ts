// Who waits in the queue, and since when. In: accounts that come, lose their connection, come back, go. Out: tickets for
// the matchmaker, statuses for the players. Run by the queue room; it is told the time, so that tests can be too.
import { BOT_OFFER_S, type QueueStatus } from "../../shared/net/queue.ts";
import type { RatingView } from "../../shared/net/stats.ts";
import { maxPingAfter, type Ticket, windowAfter } from "./matchmaker.ts";

/** Whose connection is lost keeps its place this long, ms: a reload takes 2 s, one over a bad link 10. */
export const PLACE_HOLD_MS = 15_000;

/** An account that waits, whatever connection it has. */
export interface Waiter {
  readonly accountId: string;
  name: string;
  readonly sinceMs: number;
  /** Null until the records have told it. */
  rating: RatingView | null;
  /** As the server measured it; 0 until it has. */
  pingMs: number;
  /** Accounts that it met last. */
  met: readonly string[];
  /** When its connection was lost; null while it has one. */
  goneMs: number | null;
}

export class QueueLine {
  private readonly waiters = new Map<string, Waiter>();

  get length(): number {
    return this.waiters.size;
  }

  find(accountId: string): Waiter | undefined {
    return this.waiters.get(accountId);
  }

  all(): readonly Waiter[] {
    return [...this.waiters.values()];
  }

  /** 0 for an empty line. */
  longestWaitMs(nowMs: number): number {
    let longest = 0;
    for (const { sinceMs } of this.waiters.values()) longest = Math.max(longest, nowMs - sinceMs);
    return longest;
  }

  /** Comes, or comes back to its place: with the time it has waited. */
  enter(accountId: string, name: string, nowMs: number): Waiter {
    const known = this.waiters.get(accountId);
    if (known !== undefined) {
      known.name = name;
      known.goneMs = null;
      known.pingMs = 0;
      return known;
    }
    const waiter: Waiter = {
      accountId,
      name,
      sinceMs: nowMs,
      rating: null,
      pingMs: 0,
      met: [],
      goneMs: null,
    };
    this.waiters.set(accountId, waiter);
    return waiter;
  }

  lose(accountId: string, nowMs: number): void {
    const waiter = this.waiters.get(accountId);
    if (waiter !== undefined) waiter.goneMs = nowMs;
  }

  leave(accountId: string): void {
    this.waiters.delete(accountId);
  }

  /** Those who stayed away for longer than their place is held. They are still in the line. */
  overdue(nowMs: number): readonly Waiter[] {
    return this.all().filter(({ goneMs }) => goneMs !== null && nowMs - goneMs > PLACE_HOLD_MS);
  }

  /**
   * Of everybody who is there and of whom enough is known: a rating is never guessed.
   * @param isFree whether the account has not been offered an opponent already.
   */
  tickets(nowMs: number, isFree: (accountId: string) => boolean): Ticket[] {
    const tickets: Ticket[] = [];
    for (const { accountId, rating, pingMs, met, goneMs, sinceMs } of this.waiters.values()) {
      if (goneMs !== null || rating === null || pingMs === 0 || !isFree(accountId)) continue;
      tickets.push({
        id: accountId,
        members: [accountId],
        rating: rating.rating,
        pingMs,
        waitedS: waitedS(sinceMs, nowMs),
        met,
      });
    }
    return tickets;
  }

  statusOf({ sinceMs, pingMs, rating }: Waiter, nowMs: number): QueueStatus {
    const waited = waitedS(sinceMs, nowMs);
    return {
      waitedS: Math.floor(waited),
      queued: this.waiters.size,
      window: windowAfter(waited),
      maxPingMs: maxPingAfter(waited),
      isBotOffered: waited >= BOT_OFFER_S,
      pingMs,
      rating,
    };
  }
}

function waitedS(sinceMs: number, nowMs: number): number {
  return (nowMs - sinceMs) / 1000;
}
