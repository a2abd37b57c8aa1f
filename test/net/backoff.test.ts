// The pace of reconnection as numbers: quick enough for a short break, spread enough for a server that comes back.
import { describe, expect, test } from "vitest";
import { attemptTimeoutMs, RETRY_WAIT_MAX_MS, retryWaitMs } from "../../client/net/backoff.ts";

const ATTEMPTS = Array.from({ length: 30 }, (_, i) => i + 1);
/** Upgrade, join and first state at a round trip of 80 ms. */
const JOIN_MS = 300;
const AFTER_OUTAGE_MS = 2000;

describe("[EDGE-42] the pace of reconnection", () => {
  test("begins within 150 ms, grows, and never waits longer than its maximum", () => {
    expect(retryWaitMs(1, 0, 1)).toBe(150);
    for (const attempt of ATTEMPTS) {
      expect(retryWaitMs(attempt, 0, 1)).toBeLessThanOrEqual(RETRY_WAIT_MAX_MS);
      expect(retryWaitMs(attempt + 1, 0, 0.5)).toBeGreaterThanOrEqual(retryWaitMs(attempt, 0, 0.5));
    }
    expect(retryWaitMs(30, 0, 1)).toBe(RETRY_WAIT_MAX_MS);
  });

  test("counts a long attempt as its pause", () => {
    expect(retryWaitMs(8, 1200, 0.5)).toBe(0);
    expect(retryWaitMs(8, 400, 0.5)).toBe(600);
  });

  test("uses a network that returns within 2 s, at whatever moment of an attempt or a pause it does", () => {
    for (const attempt of ATTEMPTS.filter((n) => n <= 6)) {
      const refused = retryWaitMs(attempt, 0, 1);
      const timeoutMs = attemptTimeoutMs(attempt, 80, false);
      const swallowed = timeoutMs + retryWaitMs(attempt + 1, timeoutMs, 1);
      expect(Math.max(refused, swallowed) + JOIN_MS).toBeLessThanOrEqual(AFTER_OUTAGE_MS);
    }
  });

  test("spreads players over the whole pause", () => {
    expect(retryWaitMs(10, 0, 0)).toBe(RETRY_WAIT_MAX_MS / 3);
    expect(retryWaitMs(10, 0, 0.25)).toBeLessThan(retryWaitMs(10, 0, 0.75));
  });

  test("gives slow links, and servers that answer late, more time", () => {
    expect(attemptTimeoutMs(1, 300, false)).toBeGreaterThan(attemptTimeoutMs(1, 50, false));
    expect(attemptTimeoutMs(9, 50, false)).toBeGreaterThan(attemptTimeoutMs(6, 50, false));
    expect(attemptTimeoutMs(1, 50, true)).toBeGreaterThan(2 * attemptTimeoutMs(1, 50, false));
    expect(attemptTimeoutMs(1000, 50, false)).toBeLessThan(4000);
  });
});
