// The way down of a process, before it closes. In: how long it may take. Out: rooms that take nobody, are told how long
// is left, and have played to their end or led their people elsewhere.
import { setTimeout as sleep } from "node:timers/promises";
import { matchMaker } from "@colyseus/core";
import type { Logger } from "./log.ts";
import type { BaseRoom } from "./rooms/BaseRoom.ts";

type AnyRoom = BaseRoom<object, object>;

/** How often it is looked who is still there, ms. */
const LOOK_MS = 200;

export interface DrainTimes {
  readonly deadlineMs: number;
  /** Others may still send people here, who have not heard of it. */
  readonly leastMs: number;
}

/** Resolves once nobody plays here or is on the way here any more, at the latest after `deadlineMs`. */
export async function drain({ deadlineMs, leastMs }: DrainTimes, log: Logger): Promise<void> {
  const startedMs = performance.now();
  const told = new Set<AnyRoom>();
  log.info({ deadlineMs }, "draining");
  for (;;) {
    // Rooms that others have placed here before they heard: told as they come.
    const rooms = await roomsHere();
    const spentMs = performance.now() - startedMs;
    const leftMs = deadlineMs - spentMs;
    for (const room of rooms) {
      if (!told.has(room)) room.drain(Math.max(0, leftMs));
      told.add(room);
    }
    const awaited = rooms.filter(({ isAwaited }) => isAwaited).length;
    const isDone = awaited === 0 && spentMs >= leastMs;
    if (isDone || leftMs <= 0) {
      log.info({ awaited }, isDone ? "drained" : "drain is at its deadline");
      return;
    }
    await sleep(Math.min(LOOK_MS, leftMs));
  }
}

/** Empty while Redis is away and this process has no rooms. */
async function roomsHere(): Promise<AnyRoom[]> {
  const { processId } = matchMaker;
  const listings = await matchMaker.query({ processId }).catch(() => []);
  const rooms = listings.map(({ roomId }) => matchMaker.getLocalRoomById(roomId));
  return rooms.filter((room) => room !== undefined) as AnyRoom[];
}
