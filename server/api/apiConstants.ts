// The numbers of the pages' endpoints, each with its unit, its reason and what breaks when it changes. Run by the server.

/** A leaderboard is as old as this at most, ms: whatever asks within it shares one answer of the store. */
export const LEADERBOARD_AGE_MS = 3000;
/** Leaderboards kept for that: the six public ones, and those of who asks with a token. */
export const LEADERBOARDS_KEPT = 500;
/** Leaderboards that one address may ask for in a minute: a class that tries all of them. */
export const LEADERBOARDS_PER_MINUTE = 360;
/** Own statistics and pages of history that one account may ask for in a minute: fast scrolling. */
export const OWN_PER_MINUTE = 120;
/** While the store is away, pages are told to ask again after this long, s. */
export const AWAY_RETRY_S = 5;
