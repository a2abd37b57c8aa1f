// Clock, places and rates as the HUD writes them, at the values where such code goes wrong.
import { describe, expect, it } from "vitest";
import {
  formatClock,
  formatCount,
  formatOrdinal,
  formatRate,
  formatSeconds,
} from "../../client/ui/lib/format.ts";

describe("formatClock", () => {
  it.each([
    [300_000, "5:00"],
    [299_001, "5:00"],
    [167_000, "2:47"],
    [60_000, "1:00"],
    [9_400, "0:10"],
    [1, "0:01"],
    [0, "0:00"],
    [-50, "0:00"],
  ])("writes %i ms as %s", (ms, text) => {
    expect(formatClock(ms)).toBe(text);
  });
});

describe("formatOrdinal", () => {
  it.each([
    [1, "1st"],
    [2, "2nd"],
    [3, "3rd"],
    [4, "4th"],
    [11, "11th"],
    [12, "12th"],
    [13, "13th"],
    [21, "21st"],
    [102, "102nd"],
    [111, "111th"],
  ])("writes %i as %s", (n, text) => {
    expect(formatOrdinal(n)).toBe(text);
  });
});

describe("other numbers", () => {
  it("groups thousands", () => {
    expect([0, 999, 1000, 12_340, 1_234_567, -1200].map(formatCount)).toEqual([
      "0",
      "999",
      "1,000",
      "12,340",
      "1,234,567",
      "-1,200",
    ]);
  });

  it("never counts below zero seconds", () => {
    expect(formatSeconds(-30)).toBe("0.0");
    expect(formatSeconds(1400)).toBe("1.4");
  });

  it("changes the unit of rates at a thousand", () => {
    expect(formatRate(999)).toBe("999 B/s");
    expect(formatRate(2380)).toBe("2.4 kB/s");
  });
});
