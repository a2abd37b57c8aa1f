// The way down of a process, before it closes. In: who sits here, how long it may take. Out: rooms that take nobody, are
// told how long is left, and have played to their end or led their people elsewhere.
import { setTimeout as sleep } from "node:timers/promises";
import type { LiveSeats } from "./identity/liveSeats.ts";
import type { Logger } from "./log.ts";
import type { BaseRoom } from "./rooms/BaseRoom.ts";

/** How often it is looked who is still there, ms. */
const LOOK_MS = 200;

/** Resolves once nobody plays here any more, at the latest after `deadlineMs`. */
export async function drain(seats: LiveSeats, deadlineMs: number, log: Logger): Promise<void> {
  const endsMs = performance.now() + deadlineMs;
  const told = new Set<BaseRoom<object, object>>();
  log.info({ deadlineMs, seats: [...seats.all()].length }, "draining");
  for (;;) {
    // Seats that were reserved before are still taken: their rooms are told as they come.
    const rooms = new Set([...seats.all()].map(({ room }) => room as BaseRoom<object, object>));
    const leftMs = endsMs - performance.now();
    for (const room of rooms) {
      if (!told.has(room)) room.drain(Math.max(0, leftMs));
      told.add(room);
    }
    const awaited = [...rooms].filter(({ isAwaited }) => isAwaited).length;
    if (awaited === 0 || leftMs <= 0) {
      log.info({ awaited }, awaited === 0 ? "drained" : "drain is at its deadline");
      return;
    }
    await sleep(Math.min(LOOK_MS, leftMs));
  }
}
