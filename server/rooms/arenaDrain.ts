// How people leave an arena whose process goes down: after their round, or with their scores when that ends too late.
// In: the arena and its seats. Out: a seat in an arena of another process, offered to each; and what its player still
// makes here until it goes. Run by ArenaRoom while it drains.
import { type Client, matchMaker } from "@colyseus/core";
import { type JoinOptions, Message } from "../../shared/net/protocol.ts";
import { MatchPhase } from "../../shared/sim/types.ts";
import { admittedOf, type CalledSeat } from "../identity/admission.ts";
import { currentIdentity } from "../identity/Identity.ts";
import { SEAT_CLAIM_S } from "../identity/identityConstants.ts";
import type { Logger } from "../log.ts";
import type { Arena } from "../match/Arena.ts";
import { gainedSince, isNothing, type RoundScore } from "../match/roundScore.ts";
import type { Seat } from "../match/Seat.ts";
import { callElsewhere } from "./seatCalls.ts";

/** Between two looks at who is still without an offer: those who have just reconnected, or whom nobody had room for, ms. */
const LOOK_MS = 100;
/** After a try that failed, ms. */
const RETRY_MS = 500;

/** A seat elsewhere that somebody was offered. */
interface Call {
  /** The connection that was told. */
  readonly client: Client;
  /** It lapses SEAT_CLAIM_S after this, performance.now(), ms. */
  readonly atMs: number;
  readonly roomId: string;
  readonly sessionId: string;
  /** What it was reserved with, and the round that this is of; null after a round, when nothing goes along. */
  readonly score: RoundScore | null;
  readonly roundEndStep: number;
}

export class ArenaExit {
  private readonly arena: Arena;
  private readonly seats: ReadonlyMap<string, Seat>;
  private readonly log: Logger | null;
  private readonly calls = new Map<string, Call>();
  private isBusy = false;
  private nextMs = 0;

  constructor(arena: Arena, seats: ReadonlyMap<string, Seat>, log: Logger | null) {
    this.arena = arena;
    this.seats = seats;
    this.log = log;
  }

  /** Once a tick: offers a seat elsewhere to whoever is connected and has none. */
  update(): void {
    const nowMs = performance.now();
    if (this.isBusy || nowMs < this.nextMs) return;
    this.nextMs = nowMs + LOOK_MS;
    const waiting = [...this.seats].filter(([session, seat]) => this.isWaiting(session, seat));
    if (waiting.length > 0) void this.lead(waiting.map(([, seat]) => seat));
  }

  /** Somebody has left: what it made here since the offer goes after it. */
  left(session: string, score: RoundScore): void {
    const call = this.calls.get(session);
    if (call === undefined) return;
    this.calls.delete(session);
    const { roomId, sessionId, score: offered, roundEndStep } = call;
    const told = { session, to: roomId, there: sessionId, score: offered && score };
    this.log?.info(told, "led elsewhere");
    if (offered === null || roundEndStep !== this.arena.world.phaseEndStep) return;
    const gained = gainedSince(offered, score);
    if (isNothing(gained)) return;
    matchMaker.remoteRoomCall(roomId, "settle", [sessionId, gained]).catch((err: unknown) => {
      this.log?.warn({ session, err }, "a score did not follow its player");
    });
  }

  private isWaiting(session: string, { client }: Seat): boolean {
    if (client === null) return false;
    const call = this.calls.get(session);
    // Who comes back on a new connection may not have heard.
    return call?.client !== client || performance.now() - call.atMs > SEAT_CLAIM_S * 1000;
  }

  private async lead(waiting: readonly Seat[]): Promise<void> {
    this.isBusy = true;
    try {
      const isAllLed = await this.offer(waiting);
      if (!isAllLed) throw new Error("there is no room elsewhere");
    } catch (err) {
      this.log?.warn({ err }, "not everybody could be led elsewhere yet");
      this.nextMs = performance.now() + RETRY_MS;
    } finally {
      this.isBusy = false;
    }
  }

  /** @returns whether there was a seat for each. */
  private async offer(waiting: readonly Seat[]): Promise<boolean> {
    const { phase, phaseEndStep: roundEndStep } = this.arena.world;
    const atMs = performance.now();
    const people = waiting.flatMap((seat) => {
      const { client } = seat;
      if (client === null) return [];
      const score = phase === MatchPhase.Podium ? null : seat.score;
      return [{ seat, client, score, call: callOf(client, score) }];
    });
    const offers = await callElsewhere(people.map(({ call }) => call));
    for (const { seat, client, score, call } of people) {
      const offer = offers.get(call);
      // Who has dropped meanwhile gets another one once it is back.
      if (offer === undefined || seat.client !== client) continue;
      const { roomId, sessionId } = offer.reservation;
      this.calls.set(client.sessionId, {
        client,
        atMs,
        roomId,
        sessionId,
        score,
        roundEndStep,
      });
      client.send(Message.Seat, offer);
    }
    return offers.size === people.length;
  }
}

/** As whom somebody goes on: what it was admitted as, for as long as it may sit by now. */
function callOf(client: Client, score: RoundScore | null): CalledSeat {
  const { protocol, name, accountId, expiresMs } = admittedOf(client);
  const live = currentIdentity().seats.ofSession(client.sessionId);
  const asked: JoinOptions = { protocol, name };
  return {
    ...asked,
    accountId,
    expiresMs: live?.expiresMs ?? expiresMs,
    isCalled: true,
    ...(score === null ? {} : { score }),
  };
}
