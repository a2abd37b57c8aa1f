// How many buffered inputs are used each tick, over the arrivals of real links.
import { describe, expect, test } from "vitest";
import { InputGate } from "../../server/net/inputGate.ts";

/** Inputs received per tick, in turn; returns what was used in each tick and what is left over. */
function run(arrivals: readonly number[]): { used: number[]; left: number } {
  const gate = new InputGate();
  let buffered = 0;
  const used = arrivals.map((arriving) => {
    buffered += arriving;
    const now = gate.take(buffered);
    buffered -= now;
    return now;
  });
  return { used, left: buffered };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const ticks = (count: number, arriving: number) => Array<number>(count).fill(arriving);

describe("[NET-10] the input gate", () => {
  test("starts when 2 inputs are buffered, then uses one a tick", () => {
    const { used, left } = run([1, 1, ...ticks(30, 1)]);
    expect(used.slice(0, 4)).toEqual([0, 1, 1, 1]);
    expect(new Set(used.slice(1))).toEqual(new Set([1]));
    expect(left).toBe(1);
  });

  test("uses nothing that has not come", () => {
    expect(run([2, 0, 0, 0, 0]).used).toEqual([1, 1, 0, 0, 0]);
  });

  test("drains what a stall of 300 ms piled up within 1.5 s, at most 3 a tick", () => {
    const before = run(ticks(60, 1)).left;
    const { used, left } = run([...ticks(60, 1), ...ticks(9, 0), 10, ...ticks(44, 1)]);
    expect(Math.max(...used)).toBeLessThanOrEqual(3);
    expect(left).toBeLessThanOrEqual(before + 2);
    expect(sum(used) + left).toBe(60 + 10 + 44);
  });

  test("lets a flood of 5 inputs a tick move at most 1.1x as far in 10 s", () => {
    const { used } = run(ticks(300, 5));
    expect(sum(used)).toBeLessThanOrEqual(330);
    expect(sum(used)).toBeGreaterThanOrEqual(300);
  });

  test("never hands out more than is buffered, nor less than nothing", () => {
    const gate = new InputGate();
    for (let tick = 0; tick < 500; tick++) {
      const buffered = (tick * 7919) % 13;
      const used = gate.take(buffered);
      expect(used).toBeGreaterThanOrEqual(0);
      expect(used).toBeLessThanOrEqual(buffered);
    }
  });
});
