// How records read. In: figures as the server tells them. Out: short English text. Pure.
import type { Board, HistoryRow, Period } from "../../../shared/net/stats.ts";
import { formatCount, formatOrdinal } from "../lib/format.ts";
import { statsStrings } from "./statsStrings.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Older than this, a date says more than a count of days. */
const DATE_AFTER_DAYS = 7;
/** A minus as wide as a plus. */
const MINUS = "\u2212";

/** +12, −3, 0. */
export function formatChange(n: number): string {
  if (n === 0) return "0";
  return n > 0 ? `+${formatCount(n)}` : `${MINUS}${formatCount(-n)}`;
}

/** A leaderboard's points: signed where they are a difference. */
export function formatPoints(points: number, board: Board, period: Period): string {
  return board === "duel" && period !== "all" ? formatChange(points) : formatCount(points);
}

/** How long ago, as far as it matters; what lies ahead, by a clock that differs, is now. */
export function timeAgo(thenMs: number, nowMs: number): string {
  const words = statsStrings.history;
  const agoMs = nowMs - thenMs;
  if (agoMs < MINUTE_MS) return words.now;
  if (agoMs < HOUR_MS) return words.minutes(Math.floor(agoMs / MINUTE_MS));
  if (agoMs < DAY_MS) return words.hours(Math.floor(agoMs / HOUR_MS));
  const days = Math.floor(agoMs / DAY_MS);
  if (days < DATE_AFTER_DAYS) return words.days(days);
  const then = new Date(thenMs);
  const isThisYear = then.getFullYear() === new Date(nowMs).getFullYear();
  return then.toLocaleDateString("en", {
    day: "numeric",
    month: "short",
    ...(isThisYear ? {} : { year: "numeric" }),
  });
}

/** Kills for each death, with one decimal; who never died has all its kills. */
export function killsPerDeath(kills: number, deaths: number): string {
  return (kills / Math.max(1, deaths)).toFixed(1);
}

/** What a match came to, and against whom. */
export function outcomeOf(row: HistoryRow): { readonly result: string; readonly against: string } {
  const words = statsStrings.history;
  if (row.mode === "arena") {
    const place = words.place(formatOrdinal(row.place), row.players);
    return { result: place, against: words.points(formatCount(row.own)) };
  }
  const against = row.opponent === "" ? words.nobody : words.against(row.opponent);
  const forfeit = row.by === "forfeit" ? ` ${words.byForfeit}` : "";
  return { result: words.rounds(row.own, row.other), against: `${against}${forfeit}` };
}
