// The match of a party: made, filled and followed, in whatever process it runs. In: rules, and who plays and watches.
// Out: seats for all of them, and who is still there. Server only.
import { type IRoomCache, matchMaker, ServerError } from "@colyseus/core";
import { ARRIVE_S } from "../../shared/net/duel.ts";
import type { PartyRules } from "../../shared/net/party.ts";
import {
  ARENA_ROOM,
  DUEL_ROOM,
  JoinRefusal,
  type PlayRoomName,
} from "../../shared/net/protocol.ts";
import type { SeatOffer } from "../../shared/net/seatOffer.ts";
import type { Admitted } from "../identity/admission.ts";
import { SEAT_CLAIM_S } from "../identity/identityConstants.ts";
import type { ArenaListing } from "../match/arenaListing.ts";
import type { CalledSeat, DuelOptions } from "../match/duelOptions.ts";
import { chooseArena } from "../match/placement.ts";
import type { ArenaRoom } from "./ArenaRoom.ts";
import { callTogether } from "./seatCalls.ts";

/** A bot for friends: an even opponent of a middling player. */
const DUEL_BOT_LEVEL = 3;

export interface PartyCall {
  readonly code: string;
  readonly rules: PartyRules;
  /** In order of slots. */
  readonly players: readonly Admitted[];
  readonly watchers: readonly Admitted[];
}

/** A match that was made for a party. */
export class PartyMatch {
  readonly room: PlayRoomName;
  readonly roomId: string;
  readonly mode: PartyRules["mode"];
  /** Accounts that it was made for, as players. */
  private readonly players: ReadonlySet<string>;
  /** By account: until when a reserved seat waits for it, monotonic ms. */
  private readonly calledUntilMs = new Map<string, number>();

  constructor(room: PlayRoomName, roomId: string, { rules, players }: PartyCall) {
    this.room = room;
    this.roomId = roomId;
    this.mode = rules.mode;
    this.players = new Set(players.map(({ accountId }) => accountId));
  }

  noteCall(accountId: string, nowMs: number): void {
    const waitS = this.room === DUEL_ROOM ? ARRIVE_S : SEAT_CLAIM_S;
    this.calledUntilMs.set(accountId, nowMs + waitS * 1000);
  }

  noteArrival(accountId: string): void {
    this.calledUntilMs.delete(accountId);
  }

  /** Whether a seat waits for the account now. */
  isCalled(accountId: string, nowMs: number): boolean {
    return nowMs < (this.calledUntilMs.get(accountId) ?? 0);
  }

  /** Whether a Duel has a slot for it: nobody is put in the place of one of the two. */
  isDuellist(accountId: string): boolean {
    return this.players.has(accountId);
  }

  /** @returns those of the accounts that sit in the match; null once its room is closed. */
  async whoIsThere(accounts: readonly string[]): Promise<ReadonlySet<string> | null> {
    if ((await this.findListing()) === null) return null;
    const here = await matchMaker.remoteRoomCall<ArenaRoom, "accountsHere">(
      this.roomId,
      "accountsHere",
      [accounts],
    );
    return new Set(here);
  }

  /** One more seat. @throws ServerError when there is none, the room is closed, or the player is in it. */
  async callLate(player: Admitted, isSpectator: boolean): Promise<SeatOffer> {
    const listing = await this.findListing();
    if (listing === null) throw new ServerError(JoinRefusal.Gone, "The match is over.");
    const isThere = await matchMaker.remoteRoomCall<ArenaRoom, "isConnected">(
      this.roomId,
      "isConnected",
      [player.accountId],
    );
    if (isThere) throw new ServerError(JoinRefusal.AlreadyPlaying, "You are in the match already.");
    const [offer] = await callTogether(this.room, listing, [called(player, isSpectator)]);
    return offer as SeatOffer;
  }

  private async findListing(): Promise<IRoomCache | null> {
    const [listing] = await matchMaker.query({ roomId: this.roomId });
    return listing ?? null;
  }
}

/**
 * Makes the match, or finds the public arena, and reserves all seats or none.
 * @returns offers in the order of players, then watchers.
 * @throws ServerError Full when there is no room for it.
 */
export async function openMatch(
  call: PartyCall,
): Promise<{ match: PartyMatch; offers: SeatOffer[] }> {
  const { rules, players, watchers } = call;
  const seats = [
    ...players.map((player) => called(player, false)),
    ...watchers.map((watcher) => called(watcher, true)),
  ];
  if (rules.mode === "open") return openArena(call, seats);
  const name = rules.mode === "duel" ? DUEL_ROOM : ARENA_ROOM;
  const listing = await matchMaker.createRoom(name, optionsOf(call));
  const offers = await callTogether(name, listing, seats);
  return { match: new PartyMatch(name, listing.roomId, call), offers };
}

/** The public arena that is preferred of those with room for all; a new one when there is none. */
async function openArena(
  call: PartyCall,
  seats: readonly CalledSeat[],
): Promise<{ match: PartyMatch; offers: SeatOffer[] }> {
  const open = await matchMaker.query({ name: ARENA_ROOM, private: false, locked: false });
  let arenas = open.map((listing) => {
    const { capacity, placement } = listing.metadata as ArenaListing;
    return { listing, roomId: listing.roomId, clients: listing.clients, capacity, placement };
  });
  for (;;) {
    const chosen = chooseArena(arenas, seats.length);
    const listing = chosen?.listing ?? (await matchMaker.createRoom(ARENA_ROOM, {}));
    try {
      const offers = await callTogether(ARENA_ROOM, listing, seats);
      return { match: new PartyMatch(ARENA_ROOM, listing.roomId, call), offers };
    } catch (error) {
      // Somebody was faster, or the room has closed: the next one.
      if (chosen === null) throw error;
      arenas = arenas.filter((arena) => arena !== chosen);
    }
  }
}

/** Options of `createRoom`: the server's word, where a client's would be refused. */
function optionsOf({ rules, players, code }: PartyCall): object {
  const { mode, mapId, bots, minutes } = rules;
  if (mode !== "duel") return { rules: { mapId, bots, minutes } };
  const duel: DuelOptions = {
    isRanked: false,
    players: players.map(({ accountId, name }) => ({ accountId, name })),
    botLevel: players.length === 1 ? DUEL_BOT_LEVEL : 0,
    mapId,
    partyCode: code,
  };
  return duel;
}

function called(player: Admitted, isSpectator: boolean): CalledSeat {
  return { ...player, isCalled: true, isSpectator };
}
