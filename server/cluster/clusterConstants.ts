// The numbers of a cluster, each with its unit, its reason and what breaks when it changes. Run by the server.

/** How often a process says that it lives and how loaded it is, ms: placement goes by figures this fresh. */
export const BEAT_MS = 500;
/** A process that has not said so for this long is taken for dead, ms: four beats. Sooner, a garbage collection would
 * count as a death; later, joins would go on being sent to it. */
export const DEAD_AFTER_MS = 2000;
/** When all others have heard that a process takes no rooms, ms: two beats. A process that ends sooner takes along rooms,
 * and people, that were sent to it meanwhile. */
export const RETIRED_KNOWN_MS = 2 * BEAT_MS;
/** How often a process compares its rooms with the listings in Redis, ms: so long a room that is missing stays so. */
export const RELIST_MS = 2000;
/** After a return of Redis, reads are refused for this long, ms: every process has reconnected and listed its rooms by
 * then (RETRY_MAX_MS and a write). An emptied Redis would say in between that running matches are over. */
export const SETTLE_MS = 1500;
/** A placement that has made no room after this long never will, ms: Colyseus waits 2 s for the other process. */
export const PENDING_MS = 3000;
/** A command that Redis has not answered by then has failed, ms: a join must not hang while Redis does. */
export const COMMAND_TIMEOUT_MS = 1500;
/** Longest pause between two tries to connect, ms. */
export const RETRY_MAX_MS = 500;
/** First pause, ms. */
export const RETRY_FIRST_MS = 50;
/** A connection that does not open is given up, ms. */
export const CONNECT_TIMEOUT_MS = 2000;
/** After a return of Redis a process' first beat may come this much later than another's, ms: a command that hangs, the
 * pause before a try to connect, and the pause before the beat. */
export const RETURN_GRACE_MS = COMMAND_TIMEOUT_MS + RETRY_MAX_MS + BEAT_MS;
