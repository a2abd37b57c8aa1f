// GET /api/leaderboard, /api/me and /api/me/matches: what the pages show, over plain HTTP. In: a request behind the
// edge. Out: JSON, or a refusal. Run by the server.
import { getBearerToken } from "@colyseus/core";
import type { Application, Request } from "express";
import { z } from "zod";
import {
  BOARDS,
  HISTORY_PATH,
  LEADERBOARD_PATH,
  type Leaderboard,
  OWN_STATS_PATH,
  PERIODS,
} from "../../shared/net/stats.ts";
import { waitOf } from "../edge/addressLimit.ts";
import { RateLimit } from "../edge/connectionLimits.ts";
import { record } from "../edge/messageSchemas.ts";
import { makeReply, type Outcome } from "../edge/outcome.ts";
import type { Identity } from "../identity/Identity.ts";
import type { Logger } from "../log.ts";
import { StoreAwayError } from "../store/circuitBreaker.ts";
import type { MatchStore } from "../store/store.ts";
import { AWAY_RETRY_S, LEADERBOARDS_PER_MINUTE, OWN_PER_MINUTE } from "./apiConstants.ts";
import { Leaderboards } from "./leaderboards.ts";

export const LeaderboardQuery = record({ board: z.enum(BOARDS), period: z.enum(PERIODS) });
export const HistoryQuery = record({
  before: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .exactOptional(),
});
const NoQuery = record({});

const REFUSALS = {
  400: "This request is not valid.",
  401: "You could not be signed in: reload the page.",
  404: "There is no such account.",
  429: "Too many questions: wait a moment.",
  503: "Statistics cannot be reached right now.",
} as const;

type StatsOutcome<Answer> = Outcome<Answer, keyof typeof REFUSALS>;

export interface StatsEndpointOptions {
  readonly identity: Identity;
  readonly store: Pick<MatchStore, "leaderboard" | "statsOf" | "historyOf">;
  readonly log: Logger;
  readonly onRefusal: (reason: string) => void;
}

export function serveStats(page: Application, options: StatsEndpointOptions): void {
  const { store, log } = options;
  const desk = new StatsDesk(options);
  const reply = makeReply("stats", REFUSALS, options.onRefusal);
  const serve = (path: string, answer: (req: Request) => Promise<StatsOutcome<object>>) => {
    page.get(path, async (req, res) => {
      reply(res, await answer(req).catch((error: unknown) => explainFault(error, log)));
    });
  };
  serve(LEADERBOARD_PATH, (req) => desk.leaderboard(req));
  serve(OWN_STATS_PATH, (req) =>
    desk.own(req, NoQuery, async (accountId) => store.statsOf(accountId)),
  );
  serve(HISTORY_PATH, (req) =>
    desk.own(req, HistoryQuery, async (accountId, { before }) =>
      store.historyOf(accountId, before ?? Number.MAX_SAFE_INTEGER),
    ),
  );
}

class StatsDesk {
  private readonly identity: Identity;
  private readonly boards: Leaderboards;
  private readonly byAddress = new RateLimit(LEADERBOARDS_PER_MINUTE, 60);
  private readonly byAccount = new RateLimit(OWN_PER_MINUTE, 60);

  constructor({ identity, store }: StatsEndpointOptions) {
    this.identity = identity;
    this.boards = new Leaderboards(store);
  }

  /** For everybody; a token adds its account's own row, and one that is not good is told, so that it is renewed. */
  async leaderboard(req: Request): Promise<StatsOutcome<Leaderboard>> {
    const query = LeaderboardQuery.safeParse(req.query);
    if (!query.success) return { refused: 400 };
    const retryAfterS = await waitOf(req, this.byAddress);
    if (retryAfterS > 0) return { refused: 429, retryAfterS };
    const { board, period } = query.data;
    const { authorization } = req.headers;
    if (authorization === undefined) return { answer: await this.boards.read(board, period, null) };
    const admission = await this.identity.recognise(getBearerToken(authorization));
    if (admission === null) return { refused: 401 };
    return { answer: await this.boards.read(board, period, admission.accountId) };
  }

  /** What an account is told of itself: with its token. */
  async own<Query>(
    req: Request,
    schema: z.ZodType<Query>,
    answer: (accountId: string, query: Query) => Promise<object | null>,
  ): Promise<StatsOutcome<object>> {
    const query = schema.safeParse(req.query);
    if (!query.success) return { refused: 400 };
    const token = getBearerToken(req.headers.authorization ?? "");
    const admission = await this.identity.recognise(token);
    if (admission === null) return { refused: 401 };
    const retryAfterS = await this.byAccount.take(admission.accountId);
    if (retryAfterS > 0) return { refused: 429, retryAfterS };
    const found = await answer(admission.accountId, query.data);
    return found === null ? { refused: 404 } : { answer: found };
  }
}

/** That the store is away is in the log once, not once for each who asks. */
function explainFault(error: unknown, log: Logger): StatsOutcome<never> {
  if (!(error instanceof StoreAwayError)) log.error({ err: error }, "statistics failed");
  return { refused: 503, retryAfterS: AWAY_RETRY_S };
}
