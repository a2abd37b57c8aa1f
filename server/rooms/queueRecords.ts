// What the queue knows of accounts beside their wait. In: who waits. Out: their ratings, from the store; whom they met
// last, through presence: the queue's room closes while its players play, and the next may be another process'.
import type { Presence } from "@colyseus/core";
import type { Logger } from "../log.ts";
import type { Waiter } from "../match/QueueLine.ts";
import { viewOf } from "../match/ratings.ts";
import type { MatchStore } from "../store/store.ts";

/** After this, s, meeting again is as good as meeting anybody. */
const REMEMBER_MET_S = 600;

export class QueueRecords {
  private readonly store: MatchStore;
  private readonly presence: Presence;
  private readonly log: Logger;
  private isReading = false;

  constructor(store: MatchStore, presence: Presence, log: Logger) {
    this.store = store;
    this.presence = presence;
    this.log = log;
  }

  /**
   * Fills in the ratings that are missing, in one question; while the store is away they stay missing.
   * @param onRead told of each that has come.
   */
  async readRatings(
    waiters: readonly Waiter[],
    onRead: (accountId: string) => void,
  ): Promise<void> {
    const unknown = waiters.filter(({ rating }) => rating === null);
    if (this.isReading || unknown.length === 0) return;
    this.isReading = true;
    try {
      const ratings = await this.store.ratingsOf(unknown.map(({ accountId }) => accountId));
      for (const [i, waiter] of unknown.entries()) {
        const rating = ratings[i];
        if (rating === undefined) continue;
        waiter.rating = viewOf(rating);
        onRead(waiter.accountId);
      }
    } catch (error) {
      this.log.warn({ err: error, waiting: unknown.length }, "ratings cannot be read");
    } finally {
      this.isReading = false;
    }
  }

  /** Nobody, when presence is away: pairing the same two again does no harm. */
  async readMet(waiter: Waiter): Promise<void> {
    try {
      const met: unknown = await this.presence.get(keyOf(waiter.accountId));
      if (typeof met === "string") waiter.met = [met];
    } catch (error) {
      this.log.warn({ err: error }, "presence cannot be read");
    }
  }

  async noteMet(a: string, b: string): Promise<void> {
    try {
      await this.presence.setex(keyOf(a), b, REMEMBER_MET_S);
      await this.presence.setex(keyOf(b), a, REMEMBER_MET_S);
    } catch (error) {
      this.log.warn({ err: error }, "presence cannot be written");
    }
  }
}

function keyOf(accountId: string): string {
  return `queue:met:${accountId}`;
}
