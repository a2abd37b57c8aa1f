// How people leave an arena whose process goes down: after their round, or with their scores when that ends too late.
// In: the arena's seats. Out: seats in arenas of other processes, offered to each. Run by ArenaRoom while it drains.
import { matchMaker } from "@colyseus/core";
import { Message } from "../../shared/net/protocol.ts";
import { admittedOf, type CalledSeat } from "../identity/admission.ts";
import type { Seat } from "../match/Seat.ts";
import { callIntoArena } from "./seatCalls.ts";

/**
 * Offers everybody who is connected a place elsewhere, one after the other: who comes next finds those before.
 * Rejects when there is none for somebody.
 */
export async function leadElsewhere(seats: Iterable<Seat>): Promise<void> {
  for (const seat of [...seats]) {
    const { client } = seat;
    if (client === null) continue;
    const call: CalledSeat = { ...admittedOf(client), isCalled: true, score: seat.score };
    const { offers } = await callIntoArena([call], matchMaker.processId);
    client.send(Message.Seat, offers[0]);
  }
}
