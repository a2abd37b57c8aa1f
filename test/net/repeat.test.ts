// A room's recurring work while what it needs is away: time is driven.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { repeat } from "../../server/net/repeat.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("[OPS-25] goes on through an outage, which is told once, and again when the next one begins", async () => {
  let isAway = false;
  let runs = 0;
  const faults: unknown[] = [];
  const stop = repeat(
    1000,
    async () => {
      runs++;
      if (isAway) throw new Error("away");
    },
    (fault) => faults.push(fault),
  );
  await vi.advanceTimersByTimeAsync(3000);
  isAway = true;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(faults).toHaveLength(1);
  isAway = false;
  await vi.advanceTimersByTimeAsync(2000);
  isAway = true;
  await vi.advanceTimersByTimeAsync(2000);
  expect(faults).toHaveLength(2);
  expect(runs).toBe(27);
  stop();
  await vi.advanceTimersByTimeAsync(5000);
  expect(runs).toBe(27);
});
