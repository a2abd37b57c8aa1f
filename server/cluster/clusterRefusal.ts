// What who joins is told while Redis is away. In: why. Out: the refusal. Server only.
import { ServerError } from "@colyseus/core";
import { JoinRefusal } from "../../shared/net/protocol.ts";

const TEXT = "Joining is not possible right now: try again in a moment.";

/** A status that the matchmaking passes on, and that a client tries again after. */
export function whileRedisIsAway(cause?: unknown): ServerError {
  return Object.assign(new ServerError(JoinRefusal.Away, TEXT), { cause });
}
