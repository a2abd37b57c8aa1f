// Names that the dice makes and that players type stay inside what the server accepts.
import { describe, expect, it } from "vitest";
import { cleanName, isNameLongEnough, makeCallsign } from "../../client/ui/callsign.ts";
import { NAME_MAX_LENGTH } from "../../shared/net/protocol.ts";

/** Answers the same numbers again and again. */
function repeat(...numbers: number[]): () => number {
  let next = 0;
  return () => numbers[next++ % numbers.length]!;
}

describe("makeCallsign", () => {
  it("makes only names that fit, whatever the pair", () => {
    const steps = 64;
    for (let first = 0; first < steps; first++) {
      for (let second = 0; second < steps; second++) {
        const name = makeCallsign(repeat(first / steps, second / steps));
        expect(name.length, name).toBeLessThanOrEqual(NAME_MAX_LENGTH);
        expect(cleanName(name), name).toBe(name);
        expect(isNameLongEnough(name), name).toBe(true);
      }
    }
  });

  it("reaches both ends of its lists", () => {
    expect(makeCallsign(repeat(0))).toBe("Ashen Ampere");
    expect(makeCallsign(repeat(0.9999999))).toBe("Zero Wick");
  });
});

describe("cleanName", () => {
  it("drops what cannot be seen and doubled blanks", () => {
    expect(cleanName("  Rook\u200b \u202e  Nine\n")).toBe("Rook Nine");
  });

  it("cuts at the server's limit, through no character, and leaves no blank at the cut", () => {
    expect(cleanName(`R${"𝕬".repeat(20)}`)).toBe(`R${"𝕬".repeat(7)}`);
    expect(cleanName("fifteen letters and more")).toBe("fifteen letters");
  });

  it("leaves nothing of a name that is all blanks", () => {
    expect(isNameLongEnough(cleanName(" \t "))).toBe(false);
  });
});
