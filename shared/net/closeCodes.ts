// The one table of WebSocket close codes: what each means, what the client does about it, what the player is told.
// In: a code. Out: its rule. Both sides: the server holds a seat for exactly the codes that lead back to it.

/** Close codes by name. Those below 4000 are the standard's; 4000 to 4010 keep the numbers of the SDK. */
export const CloseReason = {
  Normal: 1000,
  GoingAway: 1001,
  ProtocolError: 1002,
  Unsupported: 1003,
  NoStatus: 1005,
  Abnormal: 1006,
  BadData: 1007,
  Unauthorized: 1008,
  TooBig: 1009,
  Fault: 1011,
  Restart: 1012,
  Overloaded: 1013,
  /** Left by choice. */
  Consented: 4000,
  /** The server goes down for good. */
  Shutdown: 4001,
  /** The server ended the connection after an error, or after too many or broken messages. */
  Error: 4002,
  /** The seat is gone: the 20 s are over, or the room is. */
  SeatLost: 4003,
  /** The client closes a silent connection itself and reconnects. */
  Watchdog: 4010,
  /** The client does not take what it is sent; a new connection starts from a full state. */
  TooSlow: 4011,
  /** Removed by the host. */
  Kicked: 4101,
  /** The same account connects anew, from this page or another: the newer connection stays. */
  Replaced: 4102,
  /** Its player has been called to a seat elsewhere: from the arena into a Duel. */
  Moved: 4103,
  /** The match, or the private room, is over. */
  Finished: 4104,
} as const;

/**
 * `seat`: come back by itself, the seat is held. `join`: the seat is gone, a new join may work and is offered.
 * `never`: trying again by itself makes no sense.
 */
export type CloseRetry = "seat" | "join" | "never";

/** Names of the texts in client/ui/strings.ts; `left` says nothing. */
export type CloseTold =
  | "left"
  | "serverAway"
  | "connectionLost"
  | "linkBroken"
  | "sessionEnded"
  | "kicked"
  | "replaced";

export interface CloseRule {
  /** For logs and people. */
  readonly name: string;
  readonly meaning: string;
  readonly retry: CloseRetry;
  /** What the player reads once the connection is given up. */
  readonly told: CloseTold;
}

const rule = (name: string, meaning: string, retry: CloseRetry, told: CloseTold): CloseRule => ({
  name,
  meaning,
  retry,
  told,
});

const RULES: ReadonlyMap<number, CloseRule> = new Map([
  [CloseReason.Normal, rule("normal", "ended in order", "join", "connectionLost")],
  [CloseReason.GoingAway, rule("going-away", "page or proxy goes away", "seat", "connectionLost")],
  [CloseReason.ProtocolError, rule("protocol-error", "no valid frame", "join", "linkBroken")],
  [CloseReason.Unsupported, rule("unsupported", "data of a wrong kind", "join", "linkBroken")],
  [CloseReason.NoStatus, rule("no-status", "closed without a code", "seat", "connectionLost")],
  [CloseReason.Abnormal, rule("abnormal", "the socket broke", "seat", "connectionLost")],
  [CloseReason.BadData, rule("bad-data", "text that is not UTF-8", "join", "linkBroken")],
  [CloseReason.Unauthorized, rule("unauthorized", "expired or revoked", "join", "sessionEnded")],
  [CloseReason.TooBig, rule("too-big", "a frame above the limit", "join", "kicked")],
  [CloseReason.Fault, rule("fault", "a fault of the server", "seat", "connectionLost")],
  [CloseReason.Restart, rule("restart", "the server restarts", "seat", "connectionLost")],
  [CloseReason.Overloaded, rule("overloaded", "try again later", "seat", "connectionLost")],
  [CloseReason.Consented, rule("left", "left by choice", "never", "left")],
  [CloseReason.Shutdown, rule("shutdown", "the server goes down", "join", "serverAway")],
  [CloseReason.Error, rule("error", "a message that no client sends", "never", "kicked")],
  [CloseReason.SeatLost, rule("seat-lost", "the seat is gone", "join", "connectionLost")],
  [CloseReason.Watchdog, rule("watchdog", "nothing came for too long", "seat", "connectionLost")],
  [CloseReason.TooSlow, rule("too-slow", "does not read what is sent", "seat", "connectionLost")],
  [CloseReason.Kicked, rule("kicked", "removed by the host", "never", "kicked")],
  [CloseReason.Replaced, rule("replaced", "connected anew elsewhere", "never", "replaced")],
  [CloseReason.Moved, rule("moved", "called to another room", "never", "left")],
  [CloseReason.Finished, rule("finished", "the match is over", "never", "left")],
]);

/** Whatever a proxy or a later server makes up: nobody is kept waiting for a seat. */
const UNKNOWN = rule("unknown", "not in the table", "join", "connectionLost");

/** @param code undefined when there was no close frame. */
export function closeRuleOf(code: number | undefined): CloseRule {
  return RULES.get(code ?? CloseReason.NoStatus) ?? UNKNOWN;
}

/** The codes of the table. */
export function knownCloseCodes(): readonly number[] {
  return [...RULES.keys()];
}
