// Guests of the ranked queue, through the client's own way in; and a hand on what the server knows of them. In: a
// server's address and names. Out: what each was told, and what it asks for.
import { matchMaker } from "@colyseus/core";
import type { Room } from "@colyseus/sdk";
import { GuestIdentity } from "../../client/net/identity.ts";
import { enterRoom } from "../../client/net/joining.ts";
import type { QueueLine } from "../../server/match/QueueLine.ts";
import { CloseReason } from "../../shared/net/closeCodes.ts";
import { PROTOCOL_VERSION, QUEUE_ROOM } from "../../shared/net/protocol.ts";
import {
  type MatchOffer,
  type OfferEnd,
  QueueMessage,
  type QueueStatus,
} from "../../shared/net/queue.ts";
import type { SeatOffer } from "../../shared/net/seatOffer.ts";
import { DuelGuest } from "./duelGuest.ts";
import { LONG_MS, waitFor } from "./waitFor.ts";

export class QueueGuest {
  readonly url: string;
  readonly name: string;
  readonly identity: GuestIdentity;
  readonly room: Room;
  readonly offers: MatchOffer[] = [];
  readonly ends: OfferEnd[] = [];
  readonly seats: SeatOffer[] = [];
  status: QueueStatus | null = null;
  closedCode: number | null = null;
  private nextKey = 1;

  private constructor(url: string, name: string, identity: GuestIdentity, room: Room) {
    this.url = url;
    this.name = name;
    this.identity = identity;
    this.room = room;
    room.reconnection.enabled = false;
    room.onMessage<QueueStatus>(QueueMessage.Status, (status) => {
      this.status = status;
    });
    room.onMessage<MatchOffer>(QueueMessage.Offer, (offer) => this.offers.push(offer));
    room.onMessage<OfferEnd>(QueueMessage.OfferEnded, (end) => this.ends.push(end));
    room.onMessage<SeatOffer>(QueueMessage.Seat, (seat) => this.seats.push(seat));
    room.onError(() => undefined);
    room.onLeave((code) => {
      this.closedCode = code;
    });
  }

  /** @param identity the same for another connection of the same account. */
  static async join(
    url: string,
    name: string,
    identity: GuestIdentity = new GuestIdentity(url),
  ): Promise<QueueGuest> {
    const options = { protocol: PROTOCOL_VERSION, name };
    const path = `joinOrCreate/${QUEUE_ROOM}`;
    const room = await enterRoom({ endpoint: url, path, options, identity });
    return new QueueGuest(url, name, identity, room as Room);
  }

  /** The last one that came. */
  get offer(): MatchOffer | undefined {
    return this.offers.at(-1);
  }

  /** @returns the server's answer. @throws what it was rejected with. */
  ask(type: number, body: object = {}): Promise<unknown> {
    const key = this.nextKey++;
    return this.room.request<unknown, unknown>(type, { ...body, key }, { timeout: 5000 });
  }

  answer(accept: boolean): Promise<unknown> {
    return this.ask(QueueMessage.Answer, { offerId: this.offer?.offerId ?? "none", accept });
  }

  playBot(): Promise<unknown> {
    return this.ask(QueueMessage.PlayBot);
  }

  /** Goes to the next seat that is offered. */
  async takeSeat(): Promise<DuelGuest> {
    const offer = await waitFor(() => this.seats.shift(), { describe: `a seat for ${this.name}` });
    return DuelGuest.take(this.url, this.identity, offer);
  }

  /** The page is gone, without a word. */
  vanish(): void {
    this.room.connection.close(CloseReason.Watchdog);
  }

  leave(): void {
    if (this.closedCode === null) void this.room.leave(true);
  }
}

/** As somebody comes to the queue: by a way, as an account. */
export interface Comer {
  readonly url: string;
  readonly name: string;
  readonly identity?: GuestIdentity;
}

/** Two accounts that were offered each other. */
export async function meetInQueue(one: Comer, other: Comer): Promise<[QueueGuest, QueueGuest]> {
  const first = await QueueGuest.join(one.url, one.name, one.identity);
  const second = await QueueGuest.join(other.url, other.name, other.identity);
  await waitFor(() => first.offer && second.offer, { describe: "both offers", timeoutMs: LONG_MS });
  return [first, second];
}

/** The room of the queue, if it is open. */
export async function queueInside(): Promise<{ line: QueueLine; roomId: string } | null> {
  const [listing] = await matchMaker.query({ name: QUEUE_ROOM });
  if (listing === undefined) return null;
  const room = matchMaker.getLocalRoomById(listing.roomId) as unknown as { line: QueueLine };
  return { line: room.line, roomId: listing.roomId };
}

/** Everybody in the queue has waited that much longer. */
export async function ageQueue(seconds: number): Promise<void> {
  const inside = await queueInside();
  if (inside === null) throw new Error("no queue is open");
  for (const waiter of inside.line.all()) (waiter as { sinceMs: number }).sinceMs -= 1000 * seconds;
}
