// A match that is over, as it is written down. In: a room's facts. Out: what ledger, ratings and history are made of.

export interface FinishedMatch {
  /** Minted when the match was made: the same match is never written down twice. */
  readonly matchId: string;
  readonly mode: "duel" | "arena";
  readonly mapId: string;
  /** Changes ratings. Only Duels can be. */
  readonly isRanked: boolean;
  /** Wall clock, ms. */
  readonly startedMs: number;
  readonly endedMs: number;
  readonly by: "rounds" | "forfeit";
  /** People only, best first. A Duel has two, or one against a bot. */
  readonly players: readonly MatchPlayer[];
  /** In an arena: everybody who was there at the end, bots included; places are among them. */
  readonly actors?: number;
  /** The opponent of a Duel against a bot: history shows its name and rounds. */
  readonly bot?: { readonly name: string; readonly score: number };
}

export interface MatchPlayer {
  readonly accountId: string;
  /** As it was worn in the match. */
  readonly name: string;
  /** 1-based; who is level shares the better one. */
  readonly place: number;
  /** Rounds won in a Duel, points in an arena. */
  readonly score: number;
  readonly kills: number;
  readonly deaths: number;
}

/** A rating as it is kept: a normal distribution of skill, on OpenSkill's scale. */
export interface Rating {
  readonly mu: number;
  readonly sigma: number;
  /** Ranked matches that it comes from. */
  readonly matches: number;
}

/** What the ledger answers once a match is safe. */
export interface RecordedMatch {
  readonly matchId: string;
  /** By account, of ranked matches; empty for others. */
  readonly ratings: ReadonlyMap<string, { readonly before: Rating; readonly after: Rating }>;
}

/** Where matches are written down so that none is lost: in a local outbox at once, in the store as soon as it can. */
export interface ResultLedger {
  /** Resolves after the commit, however long the store is away; the same match again is answered as the first time. */
  submit(match: FinishedMatch): Promise<RecordedMatch>;
  /** Matches that wait for the store, and those that it took since the start. */
  readonly depth: number;
  readonly written: number;
  close(): Promise<void>;
}
