// Polls until a condition holds; for tests that wait for another process, socket or page.
import { setTimeout as sleep } from "node:timers/promises";
import { inspect } from "node:util";

/** What takes game time or a cycle of the matchmaker takes longer on a machine that is busy with other tests. */
export const LONG_MS = 25_000;

export type WaitOptions = {
  /** 5000 unless told. */
  readonly timeoutMs?: number;
  /** 10 unless told. */
  readonly intervalMs?: number;
  /** Completes "timed out waiting for ...". */
  readonly describe: string;
};

/**
 * Waits until the predicate returns (or resolves to) something truthy, and returns that.
 * A predicate that throws ends the wait at once.
 * @throws after `timeoutMs`, naming what was awaited and the last value
 */
export async function waitFor<T>(
  predicate: () => T | Promise<T>,
  { timeoutMs = 5000, intervalMs = 10, describe }: WaitOptions,
): Promise<Exclude<T, false | 0 | "" | null | undefined>> {
  const deadlineMs = performance.now() + timeoutMs;
  for (;;) {
    const value = await predicate();
    if (value) return value as Exclude<T, false | 0 | "" | null | undefined>;
    if (performance.now() >= deadlineMs) {
      throw new Error(
        `timed out after ${timeoutMs} ms waiting for ${describe}; last value: ${inspect(value)}`,
      );
    }
    await sleep(intervalMs);
  }
}
