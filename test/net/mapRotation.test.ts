// Which map follows which number of people.
import { expect, test } from "vitest";
import { capacityOf, firstMap, mapAfterRound } from "../../server/match/mapRotation.ts";

test("[WPN-23] an arena begins on the map of 3200 u, for 24", () => {
  expect(firstMap().widthU).toBe(3200);
  expect(capacityOf(firstMap())).toBe(24);
});

test.each([
  [1, 3200],
  [19, 3200],
  [20, 4800],
  [44, 4800],
  [45, 6400],
  [128, 6400],
])("[WPN-23] after a round of %i people the map is %i u wide", (people, widthU) => {
  expect(mapAfterRound(people).widthU).toBe(widthU);
});
