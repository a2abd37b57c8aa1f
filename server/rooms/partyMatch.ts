// The match of a party: made, filled and followed, in whatever process it runs. In: rules, and who plays and watches.
// Out: seats for all of them, and who is still there. Server only.
import { setTimeout as sleep } from "node:timers/promises";
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
import type { Admitted, CalledSeat } from "../identity/admission.ts";
import { SEAT_CLAIM_S } from "../identity/identityConstants.ts";
import type { DuelOptions } from "../match/duelOptions.ts";
import type { MatchRoom } from "./MatchRoom.ts";
import { callIntoArena, callTogether } from "./seatCalls.ts";

/** A connection that its player has closed is gone within this, ms, and looked for so often. */
const LEAVING_MS = 1500;
const LEAVING_LOOK_MS = 150;
const SEAT_WAITS = "Your seat waits for you.";
/** A bot for friends: an even opponent of a middling player. */
const DUEL_BOT_LEVEL = 3;

export interface PartyCall {
  readonly code: string;
  readonly rules: PartyRules;
  /** In order of slots. */
  readonly players: readonly Admitted[];
  readonly watchers: readonly Admitted[];
}

/** A seat that was reserved for a member. */
interface Call {
  readonly offer: SeatOffer;
  /** It lapses then, monotonic ms. */
  readonly untilMs: number;
  /** The member's connection that was told. */
  readonly told: string;
}

/** A match that was made for a party. */
export class PartyMatch {
  readonly room: PlayRoomName;
  readonly roomId: string;
  readonly mode: PartyRules["mode"];
  /** Accounts that it was made for, as players. */
  private readonly players: ReadonlySet<string>;
  /** By account. */
  private readonly calls = new Map<string, Call>();
  /** Accounts for which a late seat is being reserved. */
  private readonly joining = new Set<string>();

  constructor(room: PlayRoomName, roomId: string, { rules, players }: PartyCall) {
    this.room = room;
    this.roomId = roomId;
    this.mode = rules.mode;
    this.players = new Set(players.map(({ accountId }) => accountId));
  }

  /** @param told the member's connection. */
  noteCall(accountId: string, told: string, offer: SeatOffer, nowMs: number): void {
    const waitS = this.room === DUEL_ROOM ? ARRIVE_S : SEAT_CLAIM_S;
    this.calls.set(accountId, { offer, told, untilMs: nowMs + waitS * 1000 });
  }

  /** The member is in the match. */
  forgetCall(accountId: string): void {
    this.calls.delete(accountId);
  }

  /** Whether a seat waits for the account now, or will, as far as is known here. */
  isCalled(accountId: string, nowMs: number): boolean {
    return this.joining.has(accountId) || nowMs < (this.calls.get(accountId)?.untilMs ?? 0);
  }

  /** Whether a Duel has a slot for it: nobody is put in the place of one of the two. */
  isDuellist(accountId: string): boolean {
    return this.players.has(accountId);
  }

  /** @returns those of the accounts that sit in the match; null once its room is closed. */
  async whoIsThere(accounts: readonly string[]): Promise<ReadonlySet<string> | null> {
    if ((await this.findListing()) === null) return null;
    const here = await matchMaker.remoteRoomCall<MatchRoom, "accountsHere">(
      this.roomId,
      "accountsHere",
      [accounts],
    );
    return new Set(here);
  }

  /**
   * One more seat; the same again for who has reloaded before it took it.
   * @param told the member's connection.
   * @returns or why there is none, in plain words.
   */
  async joinLate(player: Admitted, told: string, isWatcher: boolean): Promise<SeatOffer | string> {
    const { accountId } = player;
    if (isWatcher && this.mode === "open") return "A public arena has no place to watch from.";
    if (this.joining.has(accountId)) return SEAT_WAITS;
    this.joining.add(accountId);
    try {
      const call = await this.openCall(accountId);
      if (call?.told === told) return SEAT_WAITS;
      return call?.offer ?? (await this.reserve(player, isWatcher));
    } catch (error) {
      const isFull = !(error instanceof ServerError) || error.code === JoinRefusal.Full;
      return isFull ? "The match is full." : error.message;
    } finally {
      this.joining.delete(accountId);
    }
  }

  /** The account's call when its seat still waits: its room says whether it was taken. */
  private async openCall(accountId: string): Promise<Call | null> {
    const call = this.calls.get(accountId);
    if (call === undefined || performance.now() >= call.untilMs) return null;
    const isOpen = await matchMaker.remoteRoomCall<MatchRoom, "hasReservedSeat">(
      this.roomId,
      "hasReservedSeat",
      [call.offer.reservation.sessionId],
    );
    return isOpen ? call : null;
  }

  /** @throws ServerError when there is no seat, the room is closed, or the player is in it. */
  private async reserve(player: Admitted, isSpectator: boolean): Promise<SeatOffer> {
    const listing = await this.findListing();
    if (listing === null) throw new ServerError(JoinRefusal.Gone, "The match is over.");
    await this.untilGone(player.accountId);
    const [offer] = await callTogether(this.room, listing, [called(player, isSpectator)]);
    return offer as SeatOffer;
  }

  /** Who has just left may still be seen there. @throws ServerError when it stays: another tab plays. */
  private async untilGone(accountId: string): Promise<void> {
    const untilMs = performance.now() + LEAVING_MS;
    for (;;) {
      const isThere = await matchMaker.remoteRoomCall<MatchRoom, "isConnected">(
        this.roomId,
        "isConnected",
        [accountId],
      );
      if (!isThere) return;
      if (performance.now() > untilMs) {
        throw new ServerError(JoinRefusal.AlreadyPlaying, "You are in the match already.");
      }
      await sleep(LEAVING_LOOK_MS);
    }
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

async function openArena(
  call: PartyCall,
  seats: readonly CalledSeat[],
): Promise<{ match: PartyMatch; offers: SeatOffer[] }> {
  const { roomId, offers } = await callIntoArena(seats);
  return { match: new PartyMatch(ARENA_ROOM, roomId, call), offers };
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
