// The same seeded worlds served by Colyseus' serializer and by ours: each client is sent the same bytes, and the stock
// SDK holds the same entities. A seed that fails is printed, and belongs into NAMED_SEEDS.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { differenceOf } from "./twinWorlds.ts";

/** Worlds that once differed, by why. */
const NAMED_SEEDS: Readonly<Record<string, number>> = {
  "an entity in two places of which one is public: who sees it was not noted": 297,
};
/** How many worlds of each kind are played; `SERIALIZER_SEEDS=20000` looks longer. */
const SEEDS = Number(process.env.SERIALIZER_SEEDS ?? 1000);
/** So that a slow machine shows how far it is. */
const SEEDS_PER_TEST = 250;
const TEST_TIMEOUT_MS = 120_000;

const faults: unknown[] = [];
beforeEach(() => {
  faults.length = 0;
  for (const level of ["warn", "error"] as const) {
    vi.spyOn(console, level).mockImplementation((fault: unknown) => void faults.push(fault));
  }
});
afterEach(() => void vi.restoreAllMocks());

function playAll(first: number, last: number, isCalm: boolean): void {
  for (let seed = first; seed <= last; seed++) expect(differenceOf(seed, isCalm)).toBeNull();
}

for (let first = 0; first < SEEDS; first += SEEDS_PER_TEST) {
  const last = Math.min(SEEDS, first + SEEDS_PER_TEST) - 1;
  test(
    `[SER-1] calm worlds ${first} to ${last}: the bytes of stock, the true state, no decoding error`,
    () => {
      playAll(first, last, true);
      expect(faults).toEqual([]);
    },
    TEST_TIMEOUT_MS,
  );

  // Their views are used in ways that make the SDK report faults, with stock as with ours.
  test(
    `[SER-1] wild worlds ${first} to ${last}: the bytes of stock, the same entities`,
    () => playAll(first, last, false),
    TEST_TIMEOUT_MS,
  );
}

test("[SER-1] worlds that once differed", () => {
  for (const [why, seed] of Object.entries(NAMED_SEEDS)) {
    expect(differenceOf(seed, false), why).toBeNull();
  }
});
