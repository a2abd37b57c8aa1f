// The whole server as a process that is killed, with a hand on its Duels. In: settings in the environment, as a host's;
// orders from its parent. Out: as server/index.ts; to its parent the seats that were ordered. Run by killing.ts, bundled.
// Seats are called as the queue calls them, in its place: the queue pairs once a second and by rating, which would make a
// kill ten times as long and end no Duel in another way.

import { setTimeout as sleep } from "node:timers/promises";
import { matchMaker } from "@colyseus/core";
import type { DuelArena } from "../../../server/match/DuelArena.ts";
import type { SeatOffer } from "../../../shared/net/seatOffer.ts";
import { callToDuel, winDuel } from "../../helpers/duelHand.ts";
import "../../../server/index.ts";

/** Tokens of the two that meet. */
export type Pair = readonly [string, string];

/** By slot. */
export type PairOfSeats = readonly [SeatOffer, SeatOffer];

export interface End {
  readonly roomId: string;
  readonly winner: 0 | 1;
  /** Before it is hurried to its end. */
  readonly inMs: number;
}

export type Order =
  | { readonly kind: "call"; readonly pairs: readonly Pair[] }
  | { readonly kind: "end"; readonly ends: readonly End[] };

export interface Called {
  readonly seats: readonly PairOfSeats[];
}

const RANKED = { isRanked: true, botLevel: 0 };

async function call(pair: Pair): Promise<PairOfSeats> {
  const people = pair.map((token) => ({ getToken: async () => token }));
  const [one, other] = await callToDuel(people, RANKED);
  if (one === undefined || other === undefined) throw new Error("a Duel without its two seats");
  return [one, other];
}

async function end({ roomId, winner, inMs }: End): Promise<void> {
  const room = matchMaker.getLocalRoomById(roomId) as unknown as { arena: DuelArena };
  await sleep(inMs);
  await winDuel(room.arena, winner);
}

async function carryOut(order: Order): Promise<void> {
  if (order.kind === "end") {
    await Promise.all(order.ends.map(end));
    return;
  }
  const called: Called = { seats: await Promise.all(order.pairs.map(call)) };
  process.send?.(called);
}

process.on("message", (order: Order) => void carryOut(order));
// Its parent alone knows what it is for.
process.on("disconnect", () => process.exit(1));
