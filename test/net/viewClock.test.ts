// What the server makes of the instants that clients claim to see. In: stamps, honest and not. Out: rewinds.
import { describe, expect, test } from "vitest";
import { ViewClock } from "../../server/net/lagCompensation.ts";
import { REWIND_MAX_MS, REWIND_SLACK_MS } from "../../shared/net/netConstants.ts";
import { REWIND_PER_TICK } from "../../shared/sim/rewind.ts";
import { makeRng, nextBelow } from "../../shared/sim/rng.ts";

const TICK_HZ = 30;
/** 1/64 ticks in a ms. */
const PER_MS = (REWIND_PER_TICK * TICK_HZ) / 1000;
const AGE_MS = 100;
const AGE = Math.round(AGE_MS * PER_MS);
const FIRST_TICK = 5000;

/** A connection whose commands are used one a tick, and what each claims to see. */
class Claims {
  tick = FIRST_TICK;
  readonly clock = new ViewClock(TICK_HZ);

  /** The next tick's command claims a picture `age` old; negative is the future. Out: the rewind. */
  claim(age: number): number {
    this.tick++;
    const stamp = (this.tick * REWIND_PER_TICK - age) & 0xffff;
    return this.clock.rewindOf(stamp, this.tick - FIRST_TICK, this.tick);
  }

  /** `count` honest commands. */
  settle(count = 100): this {
    for (let i = 0; i < count; i++) this.claim(AGE);
    return this;
  }
}

/** Honest commands, made one a tick with a picture `AGE` old, each used in the given tick: rewinds, and true ages. */
function useAt(ticks: readonly number[]): { rewinds: number[]; ages: number[] } {
  const clock = new ViewClock(TICK_HZ);
  const ages = ticks.map((tick, seq) => (tick - seq) * REWIND_PER_TICK + AGE);
  const rewinds = ticks.map((tick, seq) => {
    const present = FIRST_TICK + tick;
    const view = (FIRST_TICK + seq) * REWIND_PER_TICK - AGE;
    return clock.rewindOf(view & 0xffff, seq, present);
  });
  return { rewinds, ages };
}

describe("[LAG-1] honest views are taken as they are", () => {
  test("from the first command on, at any age up to 600 ms", () => {
    for (const ageMs of [0, 34, 120, 333, REWIND_MAX_MS]) {
      const claims = new Claims();
      const age = Math.round(ageMs * PER_MS);
      for (let i = 0; i < 200; i++) expect(claims.claim(age)).toBe(age);
    }
  });

  test("where 16 bits wrap around", () => {
    const claims = new Claims();
    const wraps = new Set<number>();
    for (let i = 0; i < 2200; i++) {
      expect(claims.claim(AGE)).toBe(AGE);
      wraps.add((claims.tick * REWIND_PER_TICK - AGE) >> 16);
    }
    expect(wraps.size).toBeGreaterThan(2);
  });

  test("when their picture's delay is slewed by 5 %, and by the jitter of their use", () => {
    const claims = new Claims();
    const rng = makeRng(3);
    let view = FIRST_TICK * REWIND_PER_TICK - 2 * AGE;
    for (let i = 0; i < 500; i++) {
      const slew = Math.sin(i / 40) * 0.05;
      view += Math.round(REWIND_PER_TICK * (1 + slew)) + nextBelow(rng, 9) - 4;
      const age = (claims.tick + 1) * REWIND_PER_TICK - view;
      expect(claims.claim(age), `${i}`).toBe(age);
    }
  });

  test("after a stall of 300 ms that held them up, whatever the gate makes of the queue", () => {
    const ticks = Array.from({ length: 200 }, (_, seq) => seq + 2);
    // Those of 9 ticks come in one and are used three a tick.
    for (let i = 0; i < 14; i++) ticks[120 + i] = Math.max(122 + i, 131 + Math.floor(i / 3));
    const { rewinds, ages } = useAt(ticks);
    expect(Math.max(...ages) / PER_MS).toBeGreaterThan(AGE_MS + 300);
    expect(rewinds).toEqual(ages);
  });
});

describe("[LAG-1] dishonest ones gain nothing:", () => {
  test("a stamp that runs backwards stays at the latest instant seen", () => {
    for (const backMs of [1, 40, 90, 300, 5000]) {
      const claims = new Claims().settle();
      const older = AGE + Math.round(backMs * PER_MS);
      // A tick later the latest claimed view is a tick older: that much, and no more.
      expect(claims.claim(older), `${backMs}`).toBe(Math.min(AGE + REWIND_PER_TICK, older));
      expect(claims.claim(AGE)).toBe(AGE);
    }
  });

  test("a view that stands still is dragged along 100 ms behind the median", () => {
    const claims = new Claims().settle();
    const frozen = claims.tick * REWIND_PER_TICK - AGE;
    // For half of the window's length the median is that of the honest half.
    const rewinds = Array.from({ length: 30 }, () =>
      claims.claim((claims.tick + 1) * REWIND_PER_TICK - frozen),
    );
    const slack = Math.round(REWIND_SLACK_MS * PER_MS);
    expect(Math.max(...rewinds)).toBe(AGE + slack);
    expect(rewinds.at(-1)).toBe(AGE + slack);
  });

  test("whatever is claimed for however long, nothing is older than 600 ms", () => {
    const claims = new Claims();
    const most = Math.round(REWIND_MAX_MS * PER_MS);
    for (let i = 0; i < 300; i++) {
      const rewind = claims.claim(most + 1 + i * 37);
      expect(rewind).toBeLessThanOrEqual(most);
    }
  });

  test("the future is the present, and what follows cannot go back behind it", () => {
    for (const aheadMs of [1, 50, 400, 8000]) {
      const claims = new Claims().settle();
      expect(claims.claim(-Math.ceil(aheadMs * PER_MS)), `${aheadMs}`).toBe(0);
      expect(claims.claim(AGE)).toBe(REWIND_PER_TICK);
      expect(claims.claim(AGE)).toBe(2 * REWIND_PER_TICK);
      // Then the honest view has caught up.
      claims.settle(3);
      expect(claims.claim(AGE)).toBe(AGE);
    }
  });

  test("beyond half of the 16 bits the past is the future", () => {
    expect(new Claims().settle().claim(0x8000)).toBe(0);
    expect(new Claims().settle().claim(0xffff)).toBe(0);
  });

  test("holding commands back moves no view back, and none beyond 600 ms", () => {
    const claims = new Claims().settle();
    const { clock, tick } = claims;
    const seq = tick - FIRST_TICK;
    // A second of silence, then all of it at once with the oldest picture of all.
    const present = tick + TICK_HZ;
    const oldest = (tick * REWIND_PER_TICK - AGE) & 0xffff;
    for (let i = 1; i <= TICK_HZ; i++) {
      const rewind = clock.rewindOf(oldest, seq + i, present);
      expect(rewind / PER_MS).toBeLessThanOrEqual(REWIND_MAX_MS);
    }
  });

  test("random stamps and random waits: views never run backwards, ages stay in 0..600 ms", () => {
    for (let seed = 1; seed <= 50; seed++) {
      const rng = makeRng(seed);
      const clock = new ViewClock(TICK_HZ);
      let present = nextBelow(rng, 100_000);
      let latest = Number.NEGATIVE_INFINITY;
      for (let seq = 0; seq < 400; seq++) {
        present += nextBelow(rng, 3);
        const near = present * REWIND_PER_TICK - nextBelow(rng, 2000) + 200;
        const stamp = nextBelow(rng, 3) === 0 ? nextBelow(rng, 0x10000) : near & 0xffff;
        const rewind = clock.rewindOf(stamp, seq, present);
        const view = present * REWIND_PER_TICK - rewind;
        expect(rewind, `seed ${seed}`).toBeGreaterThanOrEqual(0);
        expect(rewind / PER_MS, `seed ${seed}`).toBeLessThanOrEqual(REWIND_MAX_MS);
        expect(view, `seed ${seed}`).toBeGreaterThanOrEqual(latest);
        latest = view;
      }
    }
  });
});
