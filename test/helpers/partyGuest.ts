// A guest in lobby, private rooms and their matches, through the client's own way in. In: a server's address and a name.
// Out: what the SDK's rooms were told, and what the guest asks for.
import type { Room } from "@colyseus/sdk";
import { GuestIdentity } from "../../client/net/identity.ts";
import {
  type ArenaRoomHandle,
  enterRoom,
  joinRoom,
  type StateSchema,
  takeOffer,
} from "../../client/net/joining.ts";
import { CloseReason } from "../../shared/net/closeCodes.ts";
import { LobbyMessage, type PlayCounts, type RoomListing } from "../../shared/net/lobby.ts";
import { PartyMessage, type PartyNotice } from "../../shared/net/party.ts";
import { ARENA_ROOM, Message, PROTOCOL_VERSION } from "../../shared/net/protocol.ts";
import type { SeatOffer } from "../../shared/net/seatOffer.ts";
import { type PartyMember, PartyState } from "../../shared/schema/PartyState.ts";
import { waitFor } from "./waitFor.ts";

export class PartyGuest {
  readonly url: string;
  readonly name: string;
  readonly identity: GuestIdentity;

  constructor(url: string, name: string, identity: GuestIdentity = new GuestIdentity(url)) {
    this.url = url;
    this.name = name;
    this.identity = identity;
  }

  /** @param path below /matchmake/. @throws as the client's `enterRoom`: errors carry the code of the refusal. */
  enter<State>(path: string, schema?: StateSchema<State>): Promise<Room<unknown, State>> {
    const options = { protocol: PROTOCOL_VERSION, name: this.name };
    return enterRoom({ endpoint: this.url, path, options, identity: this.identity }, schema);
  }

  async openParty(): Promise<PartyVisit> {
    return PartyVisit.of(this, await this.enter("create/party", PartyState));
  }

  async joinParty(code: string): Promise<PartyVisit> {
    return PartyVisit.of(this, await this.enter(`joinById/${code}`, PartyState));
  }

  async watchLobby(): Promise<LobbyVisit> {
    return new LobbyVisit(await this.enter("joinOrCreate/lobby"));
  }

  /** Joins the public Open Arena, as PLAY NOW does. */
  async playNow(): Promise<ArenaRoomHandle> {
    const options = { protocol: PROTOCOL_VERSION, name: this.name };
    return quiet(await joinRoom(this.url, options, ARENA_ROOM, this.identity));
  }

  async take(offer: SeatOffer): Promise<ArenaRoomHandle> {
    return quiet(await takeOffer(this.url, offer));
  }

  /** The code of the refusal that this join met. @throws Error when it met none. */
  async refusalOf(path: string): Promise<number> {
    try {
      await (await this.enter(path, PartyState)).leave();
    } catch (error) {
      return (error as { code?: number }).code ?? 0;
    }
    throw new Error(`${path} was not refused`);
  }
}

/** One connection to a private room. */
export class PartyVisit {
  readonly guest: PartyGuest;
  readonly room: Room<unknown, PartyState>;
  readonly seats: SeatOffer[] = [];
  readonly notices: string[] = [];
  self = "";
  closedCode: number | null = null;
  private asked = 0;

  private constructor(guest: PartyGuest, room: Room<unknown, PartyState>) {
    this.guest = guest;
    this.room = room;
    room.reconnection.enabled = false;
    room.onMessage<SeatOffer>(PartyMessage.Seat, (offer) => this.seats.push(offer));
    room.onMessage<PartyNotice>(PartyMessage.Notice, ({ text }) => this.notices.push(text));
    room.onMessage<string>(PartyMessage.Self, (key) => {
      this.self = key;
    });
    room.onLeave((code) => {
      this.closedCode = code;
    });
  }

  /** Resolves once it knows itself. */
  static async of(guest: PartyGuest, room: Room<unknown, PartyState>): Promise<PartyVisit> {
    const visit = new PartyVisit(guest, room);
    await waitFor(() => visit.me, { describe: "the first state of the party" });
    return visit;
  }

  get code(): string {
    return this.room.roomId;
  }

  get members(): PartyMember[] {
    return [...(this.room.state?.members?.values() ?? [])];
  }

  get me(): PartyMember | undefined {
    return this.room.state?.members?.get(this.self);
  }

  named(name: string): PartyMember | undefined {
    return this.members.find((member) => member.name === name);
  }

  keyOf(name: string): string {
    for (const [key, member] of this.room.state.members) if (member.name === name) return key;
    throw new Error(`no member is named ${name}`);
  }

  /** @param key the next one unless told. @returns the server's answer. @throws what it was rejected with. */
  ask(type: number, body: object = {}, key = 0): Promise<unknown> {
    if (key === 0) {
      this.asked++;
      return this.ask(type, body, this.asked);
    }
    return this.room.request<unknown, unknown>(type, { ...body, key }, { timeout: 5000 });
  }

  setRules(rules: object): Promise<unknown> {
    const all = { mode: "open", mapId: "", bots: 0, minutes: 5, ...rules };
    return this.ask(PartyMessage.SetRules, { rules: all });
  }

  ready(): Promise<unknown> {
    return this.ask(PartyMessage.SetReady, { ready: true });
  }

  /** Takes the next seat that is offered. */
  async takeSeat(): Promise<ArenaRoomHandle> {
    const offer = await waitFor(() => this.seats.shift(), { describe: "a seat" });
    return this.guest.take(offer);
  }

  /** The page is gone, without a word. */
  vanish(): void {
    this.room.connection.close(CloseReason.Watchdog);
  }
}

export class LobbyVisit {
  readonly room: Room;
  rooms = new Map<string, RoomListing>();
  counts: PlayCounts = { arena: -1, duel: -1, queued: -1 };

  constructor(room: Room) {
    this.room = room;
    room.reconnection.enabled = false;
    room.onMessage<RoomListing[]>(LobbyMessage.Rooms, (rooms) => {
      this.rooms = new Map(rooms.map((listing) => [listing.id, listing]));
    });
    room.onMessage<RoomListing>(LobbyMessage.RoomChanged, (listing) =>
      this.rooms.set(listing.id, listing),
    );
    room.onMessage<string>(LobbyMessage.RoomGone, (id) => this.rooms.delete(id));
    room.onMessage<PlayCounts>(LobbyMessage.Counts, (counts) => {
      this.counts = counts;
    });
  }
}

/** Empties the list. The SDK never settles the leave of a room that has been left. */
export async function leaveAll(rooms: Room[]): Promise<void> {
  for (const room of rooms.splice(0).reverse()) if (room.connection.isOpen) await room.leave();
}

/** Moments and receipts are nobody's business here. */
function quiet(room: ArenaRoomHandle): ArenaRoomHandle {
  room.reconnection.enabled = false;
  for (const type of [Message.Moments, Message.DeathReceipt, Message.DuelResult]) {
    room.onMessage(type, () => undefined);
  }
  return room;
}
