// What the ranked queue says, in English. In: figures. Out: what the player reads.
import type { OfferEnd } from "../../../shared/net/queue.ts";
import type { RatingView } from "../../../shared/net/stats.ts";

export const queueStrings = {
  name: "Duel",
  kind: "Ranked, one against one",
  facts: "First to 3 rounds, at your own level.",
  find: "Find a Duel",
  again: "Queue again",
  counts: (duel: number, queued: number): string =>
    duel + queued === 0 ? "Nobody waits yet" : `${duel} in Duels · ${queued} waiting`,

  title: "In the queue",
  joining: "Joining the queue…",
  away: "Connection to the queue lost. Trying again…",
  noRating: "Your rating cannot be read right now. You keep your place.",
  waited: "Time waited",
  window: (points: number): string => `± ${points} rating`,
  ping: (ms: number): string => `up to ${ms} ms`,
  waiting: (n: number): string => (n <= 1 ? "only you wait" : `${n} wait`),
  leave: "Leave queue",
  /** In the corner of a match, where each pixel counts. */
  leaveShort: "Leave",
  bot: "Duel a bot",
  botAsked: "Calling a bot…",
  botNote: "Nobody near your level yet. A bot plays unranked, and the queue goes on.",
  close: "Close",

  ends: {
    declined: "You declined, and left the queue.",
    expired: "You did not answer in time, and left the queue.",
    opponentDeclined: "Your opponent declined. The search goes on.",
    opponentExpired: "Your opponent did not answer. The search goes on.",
    failed: "The match could not be made. The search goes on.",
  } satisfies Record<OfferEnd["reason"], string>,
  moved: "You wait in another tab or window now.",

  offer: {
    title: "Opponent found",
    tabTitle: "Opponent found! · Fraywire",
    rating: ({ rating, tier, placementsLeft }: RatingView): string =>
      tier === null ? `${rating} · ${placementsLeft} placements left` : `${tier} · ${rating}`,
    accept: "Accept",
    decline: "Decline",
    seconds: (s: number): string => `${s} s`,
    secondsLabel: "Time left to accept",
    accepted: "Accepted. Waiting for your opponent…",
    declined: "Declining…",
    opponentAccepted: "Your opponent has accepted.",
    bothAccepted: "Both accepted. Entering the Duel…",
  },
} as const;
