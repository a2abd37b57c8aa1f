// The matches of a killed process: which they are follows from the run and the number alone. Both the process and the
// test make them.
import type { FinishedMatch } from "../../server/match/finishedMatch.ts";
import { duel, NOON_MS } from "./matches.ts";

/** Few, so that nearly every match shares an account with its neighbours. */
export const ACCOUNTS: readonly string[] = ["a", "b", "c", "d", "e", "f"];

export function matchOf(run: number, n: number): FinishedMatch {
  const mix = Math.imul(run * 1009 + n + 1, 2_654_435_761) >>> 0;
  const first = mix % ACCOUNTS.length;
  const second = (first + 1 + ((mix >>> 8) % (ACCOUNTS.length - 1))) % ACCOUNTS.length;
  const pair = [ACCOUNTS[first] ?? "", ACCOUNTS[second] ?? ""] as const;
  return duel(`run${run}-${n}`, pair, { isDrawn: (mix >>> 16) % 6 === 0, endedMs: NOON_MS + n });
}
