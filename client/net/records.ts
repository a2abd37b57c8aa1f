// Leaderboards, own statistics and history. In: what to show. Out: what the server tells. Over plain HTTP, so that it
// works where WebSockets do not. Run by the client.
import {
  type Board,
  HISTORY_PATH,
  LEADERBOARD_PATH,
  type Leaderboard,
  type MatchHistory,
  OWN_STATS_PATH,
  type OwnStats,
  type Period,
} from "../../shared/net/stats.ts";
import { type GuestIdentity, IdentityError } from "./identity.ts";

/** Longest wait, ms: a page that says "no answer" later than this is not waited for. */
const TIMEOUT_MS = 8000;

/** Every method rejects with an IdentityError: its code is the refusal's, or 0 without an answer. */
export class Records {
  private readonly identity: GuestIdentity;

  constructor(identity: GuestIdentity) {
    this.identity = identity;
  }

  /** With the own row; without it for who cannot be signed in now: the board itself is for everybody. */
  async leaderboard(board: Board, period: Period): Promise<Leaderboard> {
    const path = `${LEADERBOARD_PATH}?${new URLSearchParams({ board, period })}`;
    const question = { timeoutMs: TIMEOUT_MS };
    try {
      return await this.identity.askAsSelf<Leaderboard>(path, question);
    } catch (error) {
      if (!(error instanceof IdentityError) || error.code === 0) throw error;
      return this.identity.askAsStranger<Leaderboard>(path, question);
    }
  }

  ownStats(): Promise<OwnStats> {
    return this.identity.askAsSelf<OwnStats>(OWN_STATS_PATH, { timeoutMs: TIMEOUT_MS });
  }

  /** @param beforeMs `endedMs` of the last one shown; left out for the newest. */
  history(beforeMs?: number): Promise<MatchHistory> {
    const query = beforeMs === undefined ? "" : `?before=${beforeMs}`;
    const question = { timeoutMs: TIMEOUT_MS };
    return this.identity.askAsSelf<MatchHistory>(`${HISTORY_PATH}${query}`, question);
  }
}
