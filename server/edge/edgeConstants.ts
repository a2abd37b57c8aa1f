// The edge's numbers, each with its unit, its reason and what breaks when it changes. Run by the server.

/** How long a peer may take over HTTP, ms. */
export interface EdgeTimeouts {
  readonly headMs: number;
  readonly requestMs: number;
  readonly checkMs: number;
  readonly keepAliveMs: number;
  readonly stalledMs: number;
}

export const TIMEOUTS: EdgeTimeouts = {
  /** A request's head must be complete this long after its connection opened or it began: Node's own 60 s let slow
   * heads hold a socket for 95 s. A phone on a bad link needs 2 s. */
  headMs: 5000,
  /** A whole request, body included. Bodies are at most BODY_MAX_BYTES. */
  requestMs: 10_000,
  /** How often Node looks for requests beyond those two: the precision of both. */
  checkMs: 1000,
  /** A connection between two requests; less costs a handshake for each poll of the landing page's status (5 s). */
  keepAliveMs: 7000,
  /** An answer that nobody reads; Node needs two to three of these to be sure. Less would cut phones off that take
   * a kernel's buffer of the game's code at a few KB/s. */
  stalledMs: 20_000,
};

/** A refused request with a body is read and thrown away for at most this long, ms: closing at once would reset
 * the connection before the peer has read why. */
export const LINGER_MS = 1000;
/** WebSockets that do not answer the server's close frame are cut after this long at a shutdown, ms. */
export const CLOSE_GRACE_MS = 1000;

/** A request's head, bytes. Ours are below 1 KiB, browsers add up to 2 KiB. */
export const HEAD_MAX_BYTES = 8192;
/** A request's target, characters. A join's is below 300. */
export const URL_MAX_LENGTH = 2048;
/** A request's body, bytes. A join's is below 300. */
export const BODY_MAX_BYTES = 16 * 1024;

/** HTTP requests and upgrades of one address in RATE_WINDOW_S: a class of 60 that opens the page at once. */
export const REQUESTS_MAX = 900;
export const RATE_WINDOW_S = 10;
/** TCP connections for each WebSocket that may be open: a browser opens up to 6 for a page, and drops them. */
export const SOCKETS_PER_CONNECTION = 3;
