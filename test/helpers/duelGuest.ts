// A seat in a Duel, through the client's own way in. In: a server, whom to call. Out: what each was told, and what it
// asks for.
import { matchMaker } from "@colyseus/core";
import { Connection } from "../../client/net/connection.ts";
import { GuestIdentity } from "../../client/net/identity.ts";
import { takeOffer } from "../../client/net/joining.ts";
import type { DuelArena } from "../../server/match/DuelArena.ts";
import type { DuelResult } from "../../shared/net/duel.ts";
import { Message } from "../../shared/net/protocol.ts";
import type { SeatOffer } from "../../shared/net/seatOffer.ts";
import { callToDuel } from "./duelHand.ts";
import type { GameServer } from "./gameServer.ts";
import { LONG_MS, waitFor } from "./waitFor.ts";

/** One seat in a Duel. */
export class DuelGuest {
  readonly connection: Connection;
  readonly results: DuelResult[] = [];
  closedCode: number | null = null;
  private nextKey = 1;

  private constructor(connection: Connection) {
    this.connection = connection;
    connection.room.onLeave((code) => {
      this.closedCode = code;
    });
  }

  static async take(url: string, identity: GuestIdentity, offer: SeatOffer): Promise<DuelGuest> {
    const room = await takeOffer(url, offer);
    const early: DuelResult[] = [];
    room.onMessage<DuelResult>(Message.DuelResult, (result) => early.push(result));
    for (const type of [Message.Moments, Message.DeathReceipt])
      room.onMessage(type, () => undefined);
    const guest = new DuelGuest(await Connection.over(room, identity));
    guest.results.push(...early);
    room.onMessage<DuelResult>(Message.DuelResult, (result) => guest.results.push(result));
    return guest;
  }

  get result(): DuelResult | undefined {
    return this.results.at(-1);
  }

  get roomId(): string {
    return this.connection.room.roomId;
  }

  get slot(): number {
    const [owner] = this.connection.room.state.owners.keys();
    return Number(owner);
  }

  rematch(): Promise<unknown> {
    const { room } = this.connection;
    const key = this.nextKey++;
    return room.request<unknown, unknown>(Message.Rematch, { key }, { timeout: 5000 });
  }

  leave(): Promise<void> {
    return this.connection.leave();
  }
}

export interface Meeting {
  readonly first: DuelGuest;
  readonly second: DuelGuest;
  readonly identities: readonly [GuestIdentity, GuestIdentity];
  readonly arena: DuelArena;
}

/** Ada and Bo in their running, ranked Duel. @param url by which Ada comes. */
export async function meetInDuel(server: GameServer, url: string = server.url): Promise<Meeting> {
  const identities = [new GuestIdentity(url), new GuestIdentity(server.url)] as const;
  const [ada, bo] = await callToDuel(identities, { isRanked: true, botLevel: 0 });
  const first = await DuelGuest.take(url, identities[0], ada as SeatOffer);
  const second = await DuelGuest.take(server.url, identities[1], bo as SeatOffer);
  const arena = server.arenaOf(first.roomId) as DuelArena;
  await waitFor(() => arena.isRunning, { describe: "the beginning", timeoutMs: LONG_MS });
  return { first, second, identities, arena };
}

export function isRoomClosed(roomId: string): boolean {
  return matchMaker.getLocalRoomById(roomId) === undefined;
}
