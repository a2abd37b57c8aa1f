// POST /matchmake/:method/:room, as the SDK asks it. In: a parsed body. Out: a seat reservation, or a refusal.
// Run by the server in place of Colyseus' own route (core 0.18.17, router/): that one reflects every Origin with
// credentials, builds URLs from Host and X-Forwarded-Proto, reads bodies of any length, exposes `create`, `joinById`
// and `reconnect` (which cuts whoever's reconnection token it is given), and tells what the error of any handler says.
import { type AuthContext, getBearerToken, matchMaker, ServerError } from "@colyseus/core";
import type { Application, Request } from "express";
import type { Logger } from "../log.ts";
import { countRefusal } from "../metrics/refusals.ts";
import { clientOf } from "./clientAddress.ts";
import { RateLimit } from "./connectionLimits.ts";
import { readJsonBody } from "./jsonBody.ts";
import { refuseRequest } from "./refuse.ts";
import type { Refusal } from "./requestRules.ts";

export interface MatchmakingOptions {
  readonly log: Logger;
  readonly joinsPerMinute: number;
  readonly isReady: () => boolean;
}

type Method = "joinOrCreate" | "join";
const METHODS: ReadonlySet<string> = new Set<Method>(["joinOrCreate", "join"]);
const ROOM_NAME = /^[\w-]{1,64}$/;
/** Colyseus' own error codes, and what they mean to a player. */
const COLYSEUS_ERRORS: ReadonlyMap<number, readonly [status: number, text: string]> = new Map([
  [520, [404, "There is no such room."]],
  [521, [404, "There is no room to join."]],
  [522, [404, "The room is gone."]],
  [524, [410, "The seat is gone."]],
  [525, [401, "Not admitted."]],
]);
/** The statuses that our own rooms throw, with texts meant to be read. */
const OWN_STATUS_MAX = 519;

export function serveMatchmaking(page: Application, options: MatchmakingOptions): void {
  const { log, isReady } = options;
  const joins = new RateLimit(options.joinsPerMinute, 60);
  page.post("/matchmake/:method/:room", async (req, res, next) => {
    const { limitKey, isUnlimited } = clientOf(req);
    const waitS = isUnlimited ? 0 : await joins.take(limitKey);
    if (waitS > 0) refuseRequest(req, res, tooManyJoins(waitS));
    else if (isReady()) next();
    else refuseRequest(req, res, CLOSING);
  });
  page.post("/matchmake/:method/:room", readJsonBody, async (req, res) => {
    const { method = "", room = "" } = req.params as Record<string, string>;
    if (!METHODS.has(method) || !ROOM_NAME.test(room)) {
      refuseRequest(req, res, NO_SUCH_METHOD);
      return;
    }
    res.setHeader("Cache-Control", "no-store");
    try {
      const body = req.body as Record<string, unknown>;
      res.json(await matchMaker.controller.invokeMethod(method, room, body, authContextOf(req)));
    } catch (error) {
      const [status, text] = explain(error, room);
      if (status >= 500 && status !== 503) log.error({ err: error, method, room }, "join failed");
      countRefusal("join");
      res.status(status).json({ code: status, error: text });
    }
  });
}

const CLOSING: Refusal = { status: 503, reason: "closing", text: "The server is closing." };
const NO_SUCH_METHOD: Refusal = {
  status: 404,
  reason: "matchmake method",
  text: "There is nothing here.",
};

function tooManyJoins(retryAfterS: number): Refusal {
  const text = "Too many joins from this address: wait a moment.";
  return { status: 429, reason: "address joins", text, retryAfterS };
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
