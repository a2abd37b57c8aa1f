// POST /matchmake/:method/:room, as the SDK asks it. In: a parsed body. Out: a seat reservation, or a refusal.
// Run by the server in place of Colyseus' own route (core 0.18.17, router/): that one reflects every Origin with
// credentials, builds URLs from Host and X-Forwarded-Proto, reads bodies of any length, exposes `create` and `joinById`
// for every room, and `reconnect` (which cuts whoever's reconnection token it is given), and tells what the error of
// any handler says.
import { type AuthContext, getBearerToken, ServerError } from "@colyseus/core";
import type { Application, Request } from "express";
import { JoinRefusal } from "../../shared/net/protocol.ts";
import { addressSeat } from "../cluster/seatAddress.ts";
import type { Logger } from "../log.ts";
import { countRefusal } from "../metrics/refusals.ts";
import { remainingWaitOf, waitOf } from "./addressLimit.ts";
import { clientOf } from "./clientAddress.ts";
import { RateLimit } from "./connectionLimits.ts";
import { readJsonBody } from "./jsonBody.ts";
import { findRoute, makesRoom } from "./matchmakingRoutes.ts";
import { refuseRequest } from "./refuse.ts";
import type { Refusal } from "./requestRules.ts";

export interface MatchmakingOptions {
  readonly log: Logger;
  readonly joinsPerMinute: number;
  readonly isReady: () => boolean;
}

/** Private rooms that one address may make in a minute, and codes that it may get wrong: a code has 160,000 values. */
const ROOMS_PER_MINUTE = 12;
const WRONG_IDS_PER_MINUTE = 20;
/** Colyseus' own error codes, and what they mean to a player. */
const COLYSEUS_ERRORS: ReadonlyMap<number, readonly [status: number, text: string]> = new Map([
  [520, [404, "There is no such room."]],
  [521, [404, "There is no room to join."]],
  [522, [404, "The room is gone."]],
  [524, [410, "The seat is gone."]],
  [525, [401, "Not admitted."]],
]);
/** Of the server's state, and nobody's fault: not in the log once for each who asks. */
const EXPECTED: readonly number[] = [JoinRefusal.Full, JoinRefusal.Away];
/** The statuses that our own rooms throw, with texts meant to be read. */
const OWN_STATUS_MAX = 519;

export function serveMatchmaking(page: Application, options: MatchmakingOptions): void {
  const { log, isReady } = options;
  const joins = new RateLimit(options.joinsPerMinute, 60);
  const made = new RateLimit(ROOMS_PER_MINUTE, 60);
  const wrong = new RateLimit(WRONG_IDS_PER_MINUTE, 60);
  page.post("/matchmake/:method/:room", async (req, res, next) => {
    const { method = "" } = req.params as Record<string, string>;
    // Who has tried too many codes learns nothing for a while, not even from the right one.
    const waitS =
      (await waitOf(req, joins)) ||
      (makesRoom(method) ? await waitOf(req, made) : await remainingWaitOf(req, wrong));
    if (waitS > 0) refuseRequest(req, res, tooManyJoins(waitS));
    else if (isReady()) next();
    else refuseRequest(req, res, CLOSING);
  });
  page.post("/matchmake/:method/:room", readJsonBody, async (req, res) => {
    const { method = "", room = "" } = req.params as Record<string, string>;
    const ask = findRoute(method, room);
    if (ask === null) {
      refuseRequest(req, res, NO_SUCH_METHOD);
      return;
    }
    res.setHeader("Cache-Control", "no-store");
    try {
      res.json(addressSeat(await ask(req.body as object, authContextOf(req))));
    } catch (error) {
      const [status, text] = explain(error, room);
      if (status >= 500 && !EXPECTED.includes(status))
        log.error({ err: error, method, room }, "join failed");
      if (status === JoinRefusal.NoSuchRoom) await waitOf(req, wrong);
      countRefusal("join");
      res.status(status).json({ code: status, error: text });
    }
  });
}

const TOO_MANY = "Too many joins from this address: wait a moment.";
const CLOSING: Refusal = { status: 503, reason: "closing", text: "The server is closing." };
const NO_SUCH_METHOD: Refusal = {
  status: 404,
  reason: "matchmake method",
  text: "There is nothing here.",
};

function tooManyJoins(retryAfterS: number): Refusal {
  return { status: 429, reason: "address joins", text: TOO_MANY, retryAfterS };
}

/** What `onAuth` is given; the address is the edge's, never a client's claim. */
function authContextOf(req: Request): AuthContext {
  const headers = new Headers();
  for (const [name, value] of Object.entries(req.headers)) {
    if (value !== undefined) headers.set(name, String(value));
  }
  const { authorization } = req.headers;
  const token = authorization === undefined ? undefined : getBearerToken(authorization);
  return { headers, ip: clientOf(req).address, ...(token === undefined ? {} : { token }) };
}

/** A numeric status and a text without anything internal: an `onAuth` may throw whatever it likes. */
function explain(error: unknown, room: string): readonly [status: number, text: string] {
  const fault: readonly [number, string] = [500, "The server failed."];
  if (!(error instanceof ServerError) || !Number.isInteger(error.code)) return fault;
  if (error.code >= 400 && error.code <= OWN_STATUS_MAX) return [error.code, error.message];
  if (error.code === 520) return [404, `There is no room called "${room}".`];
  return COLYSEUS_ERRORS.get(error.code) ?? fault;
}
