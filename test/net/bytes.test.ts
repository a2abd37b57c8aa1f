// What a client costs on the wire, on the real arena and encoder; nothing depends on time.
import { expect, test } from "vitest";
import { measureBytes, PLAYER_BUDGET_BYTES } from "../bench/bytesReport.ts";

test("[LOAD-7] a visible moving player costs at most 7 B a patch, at 20 and at 40 in sight", () => {
  const rows = measureBytes(90);
  for (const { wanted, inSight, bytesPerPlayer, isAsStock } of rows) {
    expect(Math.abs(inSight - wanted)).toBeLessThan(1);
    expect(bytesPerPlayer).toBeLessThanOrEqual(PLAYER_BUDGET_BYTES);
    expect(isAsStock).toBe(true);
  }
}, 30_000);
