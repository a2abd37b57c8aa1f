// A private room on the network: friends who agree on a match, and are here again after it. Its id is its code. In:
// members' requests. Out: PartyState, and seats in the match. Who may do what is in match/party.ts.
import { randomBytes } from "node:crypto";
import { type AuthContext, type Client, ServerError } from "@colyseus/core";
import { CloseReason, closeRuleOf } from "../../shared/net/closeCodes.ts";
import { PARTY_MAX, PartyMessage, type PartyNotice } from "../../shared/net/party.ts";
import { JoinRefusal } from "../../shared/net/protocol.ts";
import type { SeatOffer } from "../../shared/net/seatOffer.ts";
import { PartyState } from "../../shared/schema/PartyState.ts";
import type { Role, Stage } from "../edge/messageRules.ts";
import {
  KeyedSchema,
  MemberRequestSchema,
  SetReadySchema,
  SetRulesSchema,
  SetSideSchema,
} from "../edge/messageSchemas.ts";
import { type Admitted, admitToRoom, admittedOf, takeSeat } from "../identity/admission.ts";
import { currentIdentity } from "../identity/Identity.ts";
import { SEAT_CLAIM_S } from "../identity/identityConstants.ts";
import { type Answer, type Member, Party } from "../match/party.ts";
import { drawCode, retireCode } from "../match/partyCodes.ts";
import { mirrorParty } from "../net/partyMirror.ts";
import { repeat } from "../net/repeat.ts";
import { RequestLog } from "../net/requests.ts";
import { BaseRoom } from "./BaseRoom.ts";
import { openMatch, type PartyMatch } from "./partyMatch.ts";
import type { RoomServices } from "./roomServices.ts";

/** Private rooms open in this process. Each has people in it: none is kept for longer than PARTY_HOLD_S without. */
const open = new Set<PartyRoom>();
const ROOMS_MAX = 500;
/** Connections beyond the members: who reloads comes back before the old connection is found dead. */
const SPARE_CLIENTS = 4;
/** How often the match is looked after, and places that were held lapse, ms. */
const BEAT_MS = 1000;
/** How often changes are told, ms: nobody is faster in a menu. */
const PATCH_MS = 100;
const KEY_BYTES = 6;

/** Plain data: it may cross processes. */
export interface PartyRefusal {
  readonly code: number;
  readonly text: string;
}

/** A member's present connection. */
interface Attendance {
  readonly client: Client;
  readonly requests: RequestLog<Answer | Promise<Answer>>;
}

export class PartyRoom extends BaseRoom<PartyState, Record<string, never>> {
  override seatReservationTimeout = SEAT_CLAIM_S;
  override maxClients = PARTY_MAX + SPARE_CLIENTS;
  override patchRate = PATCH_MS;
  override state = new PartyState();
  private readonly party = new Party();
  private readonly present = new Map<Member, Attendance>();
  private match: PartyMatch | null = null;
  private stopBeat: () => void = () => undefined;

  static override onAuth(
    token: string | undefined,
    options: unknown,
    context: AuthContext,
  ): Promise<Admitted> {
    return admitToRoom("party", token, options, context);
  }

  override async onCreate({ log }: RoomServices): Promise<void> {
    if (open.size >= ROOMS_MAX) {
      throw new ServerError(JoinRefusal.Full, "No more private rooms can be made now.");
    }
    open.add(this);
    this.log = log;
    this.roomId = await drawCode();
    this.state.code = this.roomId;
    await this.setPrivate(true);
    this.acceptRequests();
    const onFault = (err: unknown) => log.error({ room: this.roomId, err }, "room fault");
    this.stopBeat = repeat(BEAT_MS, () => this.beat(), onFault);
    log.info({ room: this.roomId }, "party opened");
  }

  override onJoin(client: Client): void {
    const { accountId, name } = admittedOf(client);
    const refusal = this.refusalOf(accountId);
    if (refusal !== null) throw new ServerError(refusal.code, refusal.text);
    const member = this.party.enter(accountId, name, randomBytes(KEY_BYTES).toString("base64url"));
    this.present.set(member, { client, requests: new RequestLog() });
    takeSeat(this, client, "party");
    this.autoDispose = false;
    client.send(PartyMessage.Self, member.key);
    this.tell();
    this.logClient("joined", client, { members: this.party.members.length });
  }

  /** Who leaves by choice, or is sent away, is no member any more; everybody else is waited for. */
  override onLeave(client: Client, code?: number): void {
    currentIdentity().seats.free(client.sessionId);
    const { retry, name } = closeRuleOf(code);
    this.logClient("left", client, { code, reason: name });
    const member = this.memberOf(client);
    if (member === undefined) return;
    this.present.delete(member);
    if (retry === "never" || code === CloseReason.Unauthorized) this.party.leave(member);
    else this.party.drop(member, performance.now());
    this.tell();
  }

  override onDispose(): Promise<void> | undefined {
    this.stopBeat();
    // A room that was refused never opened.
    if (!open.delete(this) || this.state.code === "") return;
    this.log?.info({ room: this.roomId }, "party closed");
    return retireCode(this.state.code);
  }

  /** Asked before a seat is reserved, from any process; and again when it is taken. */
  refusalOf(accountId: string): PartyRefusal | null {
    const why = this.party.whyNotEnter(accountId);
    if (why === null) return null;
    return why === "full"
      ? { code: JoinRefusal.Full, text: "This room is full." }
      : { code: JoinRefusal.ShutOut, text: "The host has removed you from this room." };
  }

  /** Friends stay together for as long as they can: the room closes with its process. */
  override drain(): void {
    void this.lock();
  }

  protected override roleOf(): Role {
    return "member";
  }

  protected override get stage(): Stage {
    return this.match === null ? "before" : "match";
  }

  private acceptRequests(): void {
    const { party } = this;
    this.accept(PartyMessage.SetReady, SetReadySchema, (client, { key, ready }) =>
      this.answer(client, key, (member) => party.setReady(member, ready)),
    );
    this.accept(PartyMessage.SetSide, SetSideSchema, (client, { key, side }) =>
      this.answer(client, key, (member) => party.setSide(member, side)),
    );
    this.accept(PartyMessage.SetRules, SetRulesSchema, (client, { key, rules }) =>
      this.answer(client, key, (member) => party.setRules(member, rules)),
    );
    this.accept(PartyMessage.MakeHost, MemberRequestSchema, (client, { key, member: target }) =>
      this.answer(client, key, (member) => party.makeHost(member, target)),
    );
    this.accept(PartyMessage.Remove, MemberRequestSchema, (client, { key, member: target }) =>
      this.answer(client, key, (member) => this.remove(member, target)),
    );
    this.accept(PartyMessage.Start, KeyedSchema, (client, { key }) =>
      this.answer(client, key, (member) => this.start(member)),
    );
    this.accept(PartyMessage.JoinMatch, KeyedSchema, (client, { key }) =>
      this.answer(client, key, (member) => this.joinMatch(member)),
    );
  }

  /** Once for each key of a connection, whatever arrives twice. */
  private answer(
    client: Client,
    key: number,
    act: (member: Member) => Answer | Promise<Answer>,
  ): Answer | Promise<Answer> {
    const member = this.memberOf(client);
    const attendance = member && this.present.get(member);
    if (member === undefined || attendance === undefined) return "You are no member any more.";
    return attendance.requests.once(key, () => {
      const answer = act(member);
      this.tell();
      return answer;
    });
  }

  private remove(host: Member, key: string): Answer {
    const removed = this.party.remove(host, key);
    if (typeof removed === "string") return removed;
    const attendance = this.present.get(removed);
    this.present.delete(removed);
    attendance?.client.leave(CloseReason.Kicked, "removed by the host");
    return true;
  }

  private async start(host: Member): Promise<Answer> {
    const { party } = this;
    const may = party.mayStart(host);
    if (may !== true) return may;
    party.hasMatch = true;
    const { players, rules } = party;
    const watchers = rules.mode === "open" ? [] : party.watchers;
    try {
      const { match, offers } = await openMatch({
        code: this.roomId,
        rules,
        players: players.map((member) => this.admittedOf(member)),
        watchers: watchers.map((member) => this.admittedOf(member)),
      });
      this.match = match;
      for (const [i, member] of [...players, ...watchers].entries()) {
        this.seat(member, match, offers[i] as SeatOffer);
      }
      this.tell();
      this.log?.info({ room: this.roomId, mode: rules.mode, match: match.roomId }, "party starts");
      return true;
    } catch (err) {
      const isFull = err instanceof ServerError && err.code === JoinRefusal.Full;
      this.endMatch(isFull ? "noSeats" : "matchFailed");
      if (!isFull) this.log?.error({ room: this.roomId, err }, "party's match failed");
      return isFull ? "All arenas are full." : "The match could not be made.";
    }
  }

  /** For who came late, or has left: whether it plays or watches is what its side says. */
  private async joinMatch(member: Member): Promise<Answer> {
    const { match } = this;
    if (match === null) return "No match runs.";
    const isWatcher =
      match.mode === "duel" ? !match.isDuellist(member.accountId) : member.side === 0;
    const told = this.sessionOf(member);
    const offer = await match.joinLate(this.admittedOf(member), told, isWatcher);
    if (typeof offer === "string") return offer;
    this.seat(member, match, offer);
    this.tell();
    return true;
  }

  private seat(member: Member, match: PartyMatch, offer: SeatOffer): void {
    match.noteCall(member.accountId, this.sessionOf(member), offer, performance.now());
    member.isPlaying = true;
    this.present.get(member)?.client.send(PartyMessage.Seat, offer);
  }

  /** The member's connection; "" for who is away. */
  private sessionOf(member: Member): string {
    return this.present.get(member)?.client.sessionId ?? "";
  }

  /** Once a second: lets held places lapse, and looks who is in the match, if it still is. */
  private async beat(): Promise<void> {
    const { party, match } = this;
    party.lapse(performance.now());
    if (match !== null) {
      const here = await match.whoIsThere(party.members.map(({ accountId }) => accountId));
      const nowMs = performance.now();
      for (const member of party.members) {
        const { accountId } = member;
        const isThere = here?.has(accountId) === true;
        if (isThere) match.forgetCall(accountId);
        member.isPlaying = isThere || match.isCalled(accountId, nowMs);
      }
      const isOver = here === null || party.members.every(({ isPlaying }) => !isPlaying);
      if (isOver) this.endMatch("matchOver");
    }
    this.tell();
  }

  private endMatch(text: PartyNotice["text"]): void {
    this.match = null;
    this.party.endMatch();
    this.tell();
    // Who reads it finds the state as it says.
    this.broadcast(PartyMessage.Notice, { text } satisfies PartyNotice, { afterNextPatch: true });
  }

  private tell(): void {
    mirrorParty(this.party, this.state);
    // The last one's place has been given up: the room closes unless somebody joins within a second.
    if (this.party.members.length === 0) this.autoDispose = true;
  }

  private memberOf(client: Client): Member | undefined {
    for (const [member, attendance] of this.present) {
      if (attendance.client.sessionId === client.sessionId) return member;
    }
    return undefined;
  }

  /** Whom a seat is reserved for: the connection's sign-in, as long as it holds by now. */
  private admittedOf(member: Member): Admitted {
    const { client } = this.present.get(member) as Attendance;
    const live = currentIdentity().seats.ofSession(client.sessionId);
    const admitted = admittedOf(client);
    return { ...admitted, expiresMs: live?.expiresMs ?? admitted.expiresMs };
  }
}
