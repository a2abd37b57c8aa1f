// What the running process knows of itself, for its metrics. In: its services. Out: numbers, when they are asked for.
import { matchMaker } from "@colyseus/core";
import type { LiveSeats } from "../identity/liveSeats.ts";
import type { ResultLedger } from "../match/finishedMatch.ts";
import type { ProcessFacts } from "./exposition.ts";

export function makeProcessFacts(seats: LiveSeats, ledger: ResultLedger): ProcessFacts {
  return {
    connections: () => countBy(seats.all(), ({ kind }) => kind),
    rooms: async () => {
      const own = await matchMaker.query({ processId: matchMaker.processId });
      return countBy(own, ({ name }) => name);
    },
    results: () => ({ outbox: ledger.depth, written: ledger.written }),
  };
}

function countBy<T>(all: Iterable<T>, keyOf: (one: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const one of all) counts[keyOf(one)] = (counts[keyOf(one)] ?? 0) + 1;
  return counts;
}
