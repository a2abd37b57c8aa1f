// Leaderboards, worked out once for all who ask within seconds. In: which one, and who asks. Out: the store's answer,
// LEADERBOARD_AGE_MS old at most. Run by the server.
import type { Board, Leaderboard, Period } from "../../shared/net/stats.ts";
import type { MatchStore } from "../store/store.ts";
import { LEADERBOARD_AGE_MS, LEADERBOARDS_KEPT } from "./apiConstants.ts";

interface Kept {
  readonly untilMs: number;
  readonly answer: Promise<Leaderboard>;
}

export class Leaderboards {
  private readonly store: Pick<MatchStore, "leaderboard">;
  private readonly nowMs: () => number;
  /** Oldest first. */
  private readonly kept = new Map<string, Kept>();

  /** @param nowMs wall clock; for tests. */
  constructor(store: Pick<MatchStore, "leaderboard">, nowMs: () => number = Date.now) {
    this.store = store;
    this.nowMs = nowMs;
  }

  /** @param accountId null for nobody. Rejects as the store does; the next who asks asks it again. */
  read(board: Board, period: Period, accountId: string | null): Promise<Leaderboard> {
    const key = `${board} ${period} ${accountId ?? ""}`;
    const nowMs = this.nowMs();
    this.forgetOld(nowMs);
    const kept = this.kept.get(key);
    if (kept !== undefined) return kept.answer;
    const answer = this.store.leaderboard(board, period, accountId, nowMs);
    this.kept.set(key, { untilMs: nowMs + LEADERBOARD_AGE_MS, answer });
    answer.catch(() => this.kept.delete(key));
    return answer;
  }

  /** The oldest go early when there are too many, and all of them when the clock was set back. */
  private forgetOld(nowMs: number): void {
    for (const [key, { untilMs }] of this.kept) {
      const isFresh = untilMs > nowMs && untilMs <= nowMs + LEADERBOARD_AGE_MS;
      if (isFresh && this.kept.size < LEADERBOARDS_KEPT) return;
      this.kept.delete(key);
    }
  }
}
