// The drawing of a death: everything inside it, to one scale, with words that can be read.
import { describe, expect, it } from "vitest";
import type { DeathReceiptView } from "../../client/game/WorldView.ts";
import {
  DRAWING_HEIGHT,
  DRAWING_WIDTH,
  LABEL_SIZE,
  type LabelledSpot,
  planReceipt,
  type ReceiptPlan,
  type Spot,
} from "../../client/ui/hud/receiptPlan.ts";
import { hashU32 } from "../../shared/sim/rng.ts";

/** Half the width of the widest letters that were measured, for each of them. */
const HALF_LETTER = 0.27 * LABEL_SIZE;

function receipt(from: Spot, seen: Spot, was: Spot, rewindMs = 142): DeathReceiptView {
  return { killerPingMs: 84, ownPingMs: 42, rewindMs, from, seen, was };
}

function plan(from: Spot, seen: Spot, was: Spot, rewindMs?: number): ReceiptPlan {
  const planned = planReceipt(receipt(from, seen, was, rewindMs));
  if (planned === null) throw new Error("no plan for places that are numbers");
  return planned;
}

function labels({ seen, was }: ReceiptPlan): LabelledSpot[] {
  return seen === null ? [was] : [seen, was];
}

function expectInside(planned: ReceiptPlan): void {
  for (const { x, y } of [planned.from, ...labels(planned)]) {
    expect(x).toBeGreaterThan(0);
    expect(x).toBeLessThan(DRAWING_WIDTH);
    expect(y).toBeGreaterThan(0);
    expect(y).toBeLessThan(DRAWING_HEIGHT);
  }
  for (const { words, labelX, labelY } of labels(planned)) {
    const half = words.length * HALF_LETTER;
    expect(labelX - half).toBeGreaterThanOrEqual(0);
    expect(labelX + half).toBeLessThanOrEqual(DRAWING_WIDTH);
    expect(labelY).toBeGreaterThan(LABEL_SIZE / 2);
    expect(labelY).toBeLessThan(DRAWING_HEIGHT - LABEL_SIZE / 2);
  }
}

describe("planReceipt", () => {
  it("tells how far apart the two places were, and draws them so", () => {
    const planned = plan({ x: 100, y: 500 }, { x: 400, y: 500 }, { x: 430, y: 540 });
    expect(planned.apartU).toBeCloseTo(50);
    const { seen, was, scale } = planned;
    expect(was.x - (seen?.x ?? 0)).toBeCloseTo(30 * scale);
    expect(was.y - (seen?.y ?? 0)).toBeCloseTo(40 * scale);
    expect(planned.isBroken).toBe(false);
  });

  it("shows no second place when nothing was rewound", () => {
    const planned = plan({ x: 0, y: 0 }, { x: 60, y: 0 }, { x: 60, y: 0 }, 0);
    expect(planned.seen).toBeNull();
    expect(planned.apartU).toBeNull();
    expectInside(planned);
  });

  it("stands a place that all three share", () => {
    const place = { x: 800, y: 640 };
    const planned = plan(place, place, place);
    expect(planned.apartU).toBe(0);
    expectInside(planned);
  });

  it.each([
    ["across", { x: -1400, y: 30 }, { x: 0, y: 0 }, { x: 40, y: 0 }],
    ["down", { x: 0, y: 1200 }, { x: 0, y: 0 }, { x: 30, y: -10 }],
  ])(
    "breaks the line of an attack from far %s, and keeps its direction",
    (_name, from, seen, was) => {
      const planned = plan(from, seen, was);
      expect(planned.isBroken).toBe(true);
      // Two bodies a step apart are two.
      const dx = planned.was.x - (planned.seen?.x ?? 0);
      expect(Math.hypot(dx, planned.was.y - (planned.seen?.y ?? 0))).toBeGreaterThan(8);
      const drawn = Math.atan2(
        planned.from.y - (planned.seen?.y ?? 0),
        planned.from.x - (planned.seen?.x ?? 0),
      );
      expect(drawn).toBeCloseTo(Math.atan2(from.y - seen.y, from.x - seen.x), 3);
      expectInside(planned);
    },
  );

  it("fits places that are more than the map's width apart", () => {
    expectInside(plan({ x: 0, y: 0 }, { x: 6400, y: 6400 }, { x: 0, y: 3000 }));
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])("draws nothing of a place at %s", (bad) => {
    const place = { x: 10, y: 10 };
    expect(planReceipt(receipt({ x: bad, y: 0 }, place, place))).toBeNull();
    expect(planReceipt(receipt(place, { x: 0, y: bad }, place))).toBeNull();
    expect(planReceipt(receipt(place, place, { x: bad, y: 0 }))).toBeNull();
    expect(planReceipt(receipt(place, { x: 0, y: bad }, place, 0))).not.toBeNull();
  });

  it("keeps all inside and the words apart, wherever one dies", () => {
    const random = (i: number): number => hashU32(i, 7) / 2 ** 32;
    for (let seed = 0; seed < 2000; seed++) {
      const angle = random(seed * 5) * Math.PI * 2;
      const step = random(seed * 5 + 1) * Math.PI * 2;
      const reach = random(seed * 5 + 2) * 700;
      const apart = random(seed * 5 + 3) * 80;
      const seen = { x: 3000, y: 2000 };
      const from = { x: 3000 + Math.cos(angle) * reach, y: 2000 + Math.sin(angle) * reach };
      const was = { x: 3000 + Math.cos(step) * apart, y: 2000 + Math.sin(step) * apart };
      const planned = plan(from, seen, was);
      expectInside(planned);
      const [a, b] = labels(planned) as [LabelledSpot, LabelledSpot];
      const besideX = Math.abs(a.labelX - b.labelX);
      const isBeside = besideX > (a.words.length + b.words.length) * HALF_LETTER;
      const isOver = Math.abs(a.labelY - b.labelY) >= LABEL_SIZE;
      expect(isBeside || isOver, `words over words with seed ${seed}`).toBe(true);
    }
  });
});
