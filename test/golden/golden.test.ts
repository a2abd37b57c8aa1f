// Recorded matches must come out as they were recorded: to the bit, on every machine and engine.
import { describe, expect, test } from "vitest";
import { listGoldens, playGolden, readGolden } from "./goldenFile.ts";

describe("[REC-3] golden replays", () => {
  test("are there", () => {
    expect(listGoldens()).toEqual([
      "duel-60hz",
      "gaps-60hz",
      "rough-30hz",
      "round-30hz",
      "rounds-60hz",
    ]);
  });

  for (const name of listGoldens()) {
    test(`${name} plays to its hashes`, () => {
      const golden = readGolden(name);
      const { hash, hashes } = playGolden(golden);
      // Where the first differs tells the second in which the match went another way.
      expect(hashes).toEqual(golden.hashes);
      expect(hash).toBe(golden.hash);
    });
  }
});
