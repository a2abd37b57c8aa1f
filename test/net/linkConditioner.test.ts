// The Net Lab's line: as late as it is told, in order whatever happens, and not there when it is clear.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  CLEAR_LINK,
  LinkConditioner,
  type LinkSettings,
  type LinkWire,
  STALL_EVERY_MS,
} from "../../client/net/linkConditioner.ts";

/** A socket's two ends: what the game received and what the network got, with the time of each. */
class FakeWire implements LinkWire {
  isOpen = true;
  readonly received: [number, number][] = [];
  readonly sent: [number, number][] = [];
  closes = 0;
  readonly events: LinkWire["events"] = {
    onmessage: ({ data }) => this.received.push([data as number, performance.now()]),
    onclose: () => this.closes++,
  };

  send(data: Uint8Array): void {
    this.sent.push([data[0] ?? -1, performance.now()]);
  }

  /** A message comes in from the network. */
  arrive(data: number): void {
    this.events.onmessage?.({ data } as MessageEvent);
  }

  close(): void {
    this.events.onclose?.({} as CloseEvent);
  }
}

const numbersOf = (log: readonly [number, number][]): number[] => log.map(([n]) => n);
const rising = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

let wire: FakeWire;
let link: LinkConditioner;

beforeEach(() => {
  vi.useFakeTimers();
  wire = new FakeWire();
  link = new LinkConditioner(wire);
});
afterEach(() => vi.useRealTimers());

function set(settings: Partial<LinkSettings>): void {
  link.apply({ ...CLEAR_LINK, ...settings });
}

/** A message each way every `everyMs`, numbered from 0; then waits until nothing is held. */
function talk(count: number, everyMs: number, before: (n: number) => void = () => {}): number[] {
  const atMs: number[] = [];
  for (let n = 0; n < count; n++) {
    before(n);
    atMs.push(performance.now());
    wire.arrive(n);
    wire.send(Uint8Array.of(n));
    vi.advanceTimersByTime(everyMs);
  }
  vi.runAllTimers();
  return atMs;
}

describe("a simulated line", () => {
  test("that is clear passes everything through at once, without a timer", () => {
    wire.arrive(1);
    wire.send(Uint8Array.of(2));
    expect(numbersOf(wire.received)).toEqual([1]);
    expect(numbersOf(wire.sent)).toEqual([2]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("holds each direction for half of the round trip", () => {
    set({ rttMs: 200 });
    const atMs = talk(20, 33);
    for (const log of [wire.received, wire.sent]) {
      expect(numbersOf(log)).toEqual(rising(20));
      for (const [n, ms] of log) expect(ms - (atMs[n] ?? 0)).toBeCloseTo(100, 5);
    }
  });

  test("with jitter is later by no more than it, and keeps the order", () => {
    set({ rttMs: 80, jitterMs: 60 });
    const atMs = talk(200, 10);
    for (const log of [wire.received, wire.sent]) {
      expect(numbersOf(log)).toEqual(rising(200));
      const lateMs = log.map(([n, ms]) => ms - (atMs[n] ?? 0));
      expect(Math.min(...lateMs)).toBeGreaterThanOrEqual(40);
      // Timers are whole ms.
      expect(Math.max(...lateMs)).toBeLessThanOrEqual(101);
      expect(Math.max(...lateMs) - Math.min(...lateMs)).toBeGreaterThan(30);
    }
  });

  test("that stalls delivers nothing in the stall, then everything in order", () => {
    set({ rttMs: 50, stallMs: 300 });
    talk(200, 33);
    for (const log of [wire.received, wire.sent]) {
      expect(numbersOf(log)).toEqual(rising(200));
      const inStall = log.filter(
        ([, ms]) => ms % STALL_EVERY_MS >= STALL_EVERY_MS - 300 && ms % STALL_EVERY_MS > 0,
      );
      expect(inStall).toEqual([]);
    }
    expect(wire.received.at(-1)?.[1]).toBeGreaterThan(2 * STALL_EVERY_MS);
  });

  test("keeps the order when its settings change, also back to clear", () => {
    const changes: Partial<LinkSettings>[] = [
      { rttMs: 300 },
      { rttMs: 10 },
      { rttMs: 200, jitterMs: 60 },
      {},
      { stallMs: 500 },
      {},
    ];
    talk(240, 20, (n) => {
      if (n % 40 === 0) set(changes[n / 40] ?? {});
    });
    expect(numbersOf(wire.received)).toEqual(rising(240));
    expect(numbersOf(wire.sent)).toEqual(rising(240));
    wire.arrive(240);
    expect(numbersOf(wire.received).at(-1)).toBe(240);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("sends what it was given, though the sender writes over it", () => {
    set({ rttMs: 100 });
    const buffer = Uint8Array.of(1);
    wire.send(buffer);
    buffer[0] = 9;
    vi.runAllTimers();
    expect(numbersOf(wire.sent)).toEqual([1]);
  });

  test("forgets what was under way when the socket closes, and works on the next one", () => {
    set({ rttMs: 200 });
    wire.arrive(1);
    wire.send(Uint8Array.of(1));
    wire.close();
    expect(wire.closes).toBe(1);
    vi.runAllTimers();
    expect(wire.received).toEqual([]);
    expect(wire.sent).toEqual([]);

    talk(3, 33);
    expect(numbersOf(wire.received)).toEqual([0, 1, 2]);
    expect(numbersOf(wire.sent)).toEqual([0, 1, 2]);
  });

  test("sends nothing into a socket that is not open", () => {
    set({ rttMs: 200 });
    wire.send(Uint8Array.of(1));
    wire.isOpen = false;
    vi.runAllTimers();
    expect(wire.sent).toEqual([]);
  });

  test("goes on when a receiver throws: one message is lost, not the line", () => {
    const heard: number[] = [];
    wire.events.onmessage = ({ data }) => {
      if (data === 1) throw new Error("no");
      heard.push(data as number);
    };
    link = new LinkConditioner(wire);
    set({ rttMs: 100 });
    for (const n of [0, 1, 2]) wire.arrive(n);
    expect(() => vi.runAllTimers()).toThrow("no");
    vi.runAllTimers();
    expect(heard).toEqual([0, 2]);
  });

  test("lets go of everything, in order, when the lab closes", () => {
    set({ rttMs: 300 });
    for (const n of [0, 1, 2]) {
      wire.arrive(n);
      wire.send(Uint8Array.of(n));
    }
    link.dispose();
    expect(numbersOf(wire.received)).toEqual([0, 1, 2]);
    expect(numbersOf(wire.sent)).toEqual([0, 1, 2]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
