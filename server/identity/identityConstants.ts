// The numbers of identity, each with its unit, its reason and what breaks when it changes. Run by the server.

/** A ticket must be used this long after it was asked for, s: an upgrade over TLS takes four round trips, 1.2 s
 * on the worst link that the game supports. It stands in a URL, so that it may not outlive the attempt by much. */
export const TICKET_LIFE_S = 5;
/** A seat that was reserved and not taken is free again after this long, s. */
export const SEAT_CLAIM_S = 5;
/** Seats that one account may reserve within SEAT_CLAIM_S: a second try, and a third; more only block rooms. */
export const SEAT_CLAIMS_MAX = 3;
/** Lobbies that one account may watch at once: tabs of the page that were left open. */
export const LOBBY_SEATS_MAX = 8;
/** How often running connections are compared with expiry and revocation, ms: how long a revoked player plays on. */
export const SWEEP_PERIOD_MS = 1000;
/** While the store is away, a connection whose token has expired is asked about again after this long, ms. */
export const STORE_RETRY_MS = 5000;
/** Revocations are looked up this far beyond a token's life, ms: clocks of hosts that share a store differ. */
export const CLOCK_SLACK_MS = 60_000;
/** A token may begin this far in the future, s: clocks are set back, and those of two hosts differ. */
export const CLOCK_TOLERANCE_S = 2;
/** Longest token that is looked at, characters; ours have about 330. */
export const TOKEN_MAX_LENGTH = 1024;
/** Bytes of randomness in a device's secret. */
export const DEVICE_SECRET_BYTES = 32;
/** Tokens that one address may ask for in a minute: a class that opens the page at once, and its reloads. */
export const GUESTS_PER_MINUTE = 120;
/** Accounts that one address may make in an hour. */
export const NEW_GUESTS_PER_HOUR = 300;
/** Tickets that one account may ask for in a minute: an outage of a minute costs about 50. */
export const TICKETS_PER_MINUTE = 120;
