// When to try again after a lost connection, and how long to wait for an answer. In: the attempt's number and
// what is known of the link. Out: times, ms. Pure.

/** First pause between the starts of two attempts; it doubles with each. */
const RETRY_FIRST_MS = 100;
/** And is at most this: with the spread and the join itself, a network that returns is used within 2 s. */
const RETRY_MAX_MS = 1000;
/** An attempt is given up after this long: a packet that was lost in the outage is not waited for. */
const ATTEMPT_MS = 1200;
/** But the network is there when the server has just answered: it is busy, and more attempts would make it busier. */
const ANSWERED_MS = 4000;
/** Round trips of a ticket over HTTP, then TCP, TLS, upgrade and join, and two to spare. */
const ATTEMPT_ROUND_TRIPS = 8;
/** From this attempt on each is given longer: a server that answers late would never finish one otherwise. */
const PATIENCE_FROM = 6;
const PATIENCE_MS = 400;
const PATIENCE_MAX_MS = 2000;

/** Longest pause that `retryWaitMs` gives. */
export const RETRY_WAIT_MAX_MS = RETRY_MAX_MS * 1.5;

/**
 * Pause before an attempt. Spread by half to either side, so that the players of a server that comes back do not
 * all meet it in the same instant.
 * @param attempt 1-based.
 * @param spentMs how long the attempt before has taken: it counts as pause.
 * @param random 0..1.
 */
export function retryWaitMs(attempt: number, spentMs: number, random: number): number {
  const paceMs = Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * 2 ** (attempt - 1));
  return Math.max(0, Math.round(paceMs * (0.5 + random) - spentMs));
}

/**
 * How long an attempt may take until it has joined.
 * @param isAnswered the server has answered since it began; counts from that answer then.
 */
export function attemptTimeoutMs(attempt: number, rttMs: number, isAnswered: boolean): number {
  const patienceMs = Math.max(0, attempt - PATIENCE_FROM) * PATIENCE_MS;
  const leastMs = isAnswered ? ANSWERED_MS : ATTEMPT_MS;
  return Math.max(leastMs, rttMs * ATTEMPT_ROUND_TRIPS) + Math.min(PATIENCE_MAX_MS, patienceMs);
}
