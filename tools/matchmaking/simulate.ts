// The queue without its network: the server's own matchmaker, once a simulated second. In: arrivals. Out: how long each
// waited, and how far apart the paired were. Run by the matchmaking simulation and its test.
import { formGroups, type Ticket } from "../../server/match/matchmaker.ts";
import { BOT_OFFER_S } from "../../shared/net/queue.ts";
import type { Arrival } from "./population.ts";

/** Who was not found an opponent by then leaves, s. */
export const PATIENCE_S = 300;

export interface Outcome {
  /** Of everybody, s; of those who gave up, what they waited for nothing. */
  readonly waitsS: readonly number[];
  /** Of each pair, points. */
  readonly gaps: readonly number[];
  /** People who waited so long that they were offered a bot, and people who left without an opponent. */
  readonly offeredBot: number;
  readonly gaveUp: number;
}

/** @param onProgress told now and then what share of the arrivals has been worked off, 0..1. */
export function simulate(
  arrivals: readonly Arrival[],
  onProgress: (share: number) => void = () => undefined,
): Outcome {
  const waitsS: number[] = [];
  const gaps: number[] = [];
  let gaveUp = 0;
  let waiting: Arrival[] = [];
  let next = 0;
  for (let nowS = 0; next < arrivals.length || waiting.length > 0; nowS++) {
    for (; next < arrivals.length && (arrivals[next] as Arrival).atS <= nowS; next++)
      waiting.push(arrivals[next] as Arrival);
    const gone = new Set<string>();
    for (const { atS, id } of waiting) {
      if (nowS - atS < PATIENCE_S) continue;
      gone.add(id);
      waitsS.push(nowS - atS);
      gaveUp++;
    }
    const tickets = waiting.filter(({ id }) => !gone.has(id)).map((one) => ticketOf(one, nowS));
    for (const group of formGroups(tickets)) {
      const pair = group.flat();
      const ratings = pair.map(({ rating }) => rating);
      gaps.push(Math.max(...ratings) - Math.min(...ratings));
      for (const { id, waitedS } of pair) {
        gone.add(id);
        waitsS.push(waitedS);
      }
    }
    if (gone.size > 0) waiting = waiting.filter(({ id }) => !gone.has(id));
    if (nowS % 600 === 0) onProgress(waitsS.length / arrivals.length);
  }
  const offeredBot = waitsS.filter((waitedS) => waitedS >= BOT_OFFER_S).length;
  return { waitsS, gaps, offeredBot, gaveUp };
}

function ticketOf({ id, atS, rating, pingMs }: Arrival, nowS: number): Ticket {
  return { id, members: [id], rating, pingMs, waitedS: nowS - atS, met: [] };
}
