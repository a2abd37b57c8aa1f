// The net icon's rule (SPEC.md, NET-13): the worse of round trip and jitter decides.
import { describe, expect, it } from "vitest";
import { netQuality } from "../../client/net/netQuality.ts";

describe("netQuality", () => {
  it.each([
    [0, 0, "ok"],
    [119.9, 14.9, "ok"],
    [120, 0, "warn"],
    [40, 15, "warn"],
    [199.9, 29.9, "warn"],
    [200, 0, "bad"],
    [40, 30, "bad"],
    [Number.NaN, 0, "bad"],
  ] as const)("grades %d ms with %d ms of jitter as %s", (rttMs, jitterMs, grade) => {
    expect(netQuality(rttMs, jitterMs)).toBe(grade);
  });
});
