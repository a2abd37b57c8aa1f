// A private room's members, rules and readiness, without its network. In: who comes, goes, and asks for what, and the
// time. Out: who is a member, who leads, and why something cannot be. Pure but for its own state; server only.
import {
  PARTY_HOLD_S,
  PARTY_MAX,
  type PartyRules,
  type PartySide,
} from "../../shared/net/party.ts";
import { cleanRules } from "./partyRules.ts";

export interface Member {
  /** The member's name on the wire: its account's id is nobody's business. */
  readonly key: string;
  readonly accountId: string;
  name: string;
  side: PartySide;
  isReady: boolean;
  isConnected: boolean;
  /** Until when its place is kept while it is away, monotonic ms. */
  heldUntilMs: number;
  isPlaying: boolean;
}

/** True, or why not, in words for the one who asked. */
export type Answer = true | string;

export const Refusal = {
  NotHost: "Only the host can do this.",
  NoMember: "There is no such member.",
  SideTaken: "Somebody plays there already.",
  NoMap: "There is no such map.",
  Running: "The match runs already.",
  NotReady: "Not everybody is ready.",
  NobodyPlays: "Somebody must play.",
  DuelOfTwo: "A Duel needs two players, or one and a bot.",
} as const;

export class Party {
  /** In order of arrival. */
  readonly members: Member[] = [];
  rules: PartyRules = { mode: "open", mapId: "", bots: 0, minutes: 5 };
  /** A match of the party's is being made, or runs. */
  hasMatch = false;
  private host: Member | null = null;
  private readonly removed = new Set<string>();

  isHost(member: Member): boolean {
    return member === this.host;
  }

  find(accountId: string): Member | undefined {
    return this.members.find((member) => member.accountId === accountId);
  }

  /** Why an account may not come in; null when it may. Who is a member may always come back. */
  whyNotEnter(accountId: string): "removed" | "full" | null {
    if (this.removed.has(accountId)) return "removed";
    if (this.find(accountId) !== undefined) return null;
    return this.members.length < PARTY_MAX ? null : "full";
  }

  /**
   * After `whyNotEnter`. Who is a member already is it again, with place, side and rank.
   * @param key for a new one.
   */
  enter(accountId: string, name: string, key: string): Member {
    const known = this.find(accountId);
    if (known !== undefined) {
      known.name = name;
      known.isConnected = true;
      return known;
    }
    const member: Member = {
      key,
      accountId,
      name,
      side: this.sideForNext(),
      isReady: false,
      isConnected: true,
      heldUntilMs: 0,
      isPlaying: false,
    };
    this.members.push(member);
    this.host ??= member;
    return member;
  }

  /** Its connection is gone, its place is kept for PARTY_HOLD_S. */
  drop(member: Member, nowMs: number): void {
    member.isConnected = false;
    member.isReady = false;
    member.heldUntilMs = nowMs + PARTY_HOLD_S * 1000;
  }

  leave(member: Member): void {
    const at = this.members.indexOf(member);
    if (at < 0) return;
    this.members.splice(at, 1);
    if (member !== this.host) return;
    this.host = this.members.find(({ isConnected }) => isConnected) ?? this.members[0] ?? null;
  }

  /** Lets go of places that were kept long enough. @returns whether any were. */
  lapse(nowMs: number): boolean {
    const over = this.members.filter((one) => !one.isConnected && one.heldUntilMs <= nowMs);
    for (const member of over) this.leave(member);
    return over.length > 0;
  }

  setReady(member: Member, isReady: boolean): Answer {
    member.isReady = isReady;
    return true;
  }

  setSide(member: Member, side: PartySide): Answer {
    const isDuel = this.rules.mode === "duel";
    const wanted = !isDuel && side === 2 ? 1 : side;
    const isTaken = isDuel && wanted !== 0 && this.members.some((one) => one.side === wanted);
    if (isTaken && member.side !== wanted) return Refusal.SideTaken;
    member.side = wanted;
    return true;
  }

  /** Whoever was ready was so for other rules. Another mode deals the sides anew. */
  setRules(member: Member, rules: PartyRules): Answer {
    if (!this.isHost(member)) return Refusal.NotHost;
    const cleaned = cleanRules(rules);
    if (cleaned === null) return Refusal.NoMap;
    const wasDuel = this.rules.mode === "duel";
    this.rules = cleaned;
    if (wasDuel !== (cleaned.mode === "duel")) this.dealSides();
    this.unready();
    return true;
  }

  /** @returns the member that is removed: its account never comes back to this room. */
  remove(member: Member, key: string): Member | string {
    if (!this.isHost(member)) return Refusal.NotHost;
    const target = this.members.find((one) => one.key === key);
    if (target === undefined || target === member) return Refusal.NoMember;
    this.removed.add(target.accountId);
    this.leave(target);
    return target;
  }

  makeHost(member: Member, key: string): Answer {
    if (!this.isHost(member)) return Refusal.NotHost;
    const target = this.members.find((one) => one.key === key);
    if (target === undefined || !target.isConnected) return Refusal.NoMember;
    this.host = target;
    return true;
  }

  /** Who would play, and who would watch, if it began now. */
  get players(): Member[] {
    return this.members
      .filter(({ isConnected, side }) => isConnected && side !== 0)
      .sort((a, b) => (this.rules.mode === "duel" ? a.side - b.side : 0));
  }

  get watchers(): Member[] {
    return this.members.filter(({ isConnected, side }) => isConnected && side === 0);
  }

  /** The host is ready by asking. */
  mayStart(member: Member): Answer {
    if (!this.isHost(member)) return Refusal.NotHost;
    if (this.hasMatch) return Refusal.Running;
    const { players } = this;
    if (!players.every((one) => one.isReady || one === member)) return Refusal.NotReady;
    if (players.length === 0) return Refusal.NobodyPlays;
    const actors = players.length + this.rules.bots;
    if (this.rules.mode === "duel" && actors < 2) return Refusal.DuelOfTwo;
    return true;
  }

  /** The match is over, or came to nothing: everybody is here again. */
  endMatch(): void {
    this.hasMatch = false;
    for (const member of this.members) member.isPlaying = false;
    this.unready();
  }

  private unready(): void {
    for (const member of this.members) member.isReady = false;
  }

  private dealSides(): void {
    const dealt = this.members.splice(0);
    for (const member of dealt) {
      member.side = this.sideForNext();
      this.members.push(member);
    }
  }

  /** In a Duel the first two places, then none; else everybody plays. */
  private sideForNext(): PartySide {
    if (this.rules.mode !== "duel") return 1;
    const isFree = (side: PartySide) => this.members.every((one) => one.side !== side);
    return isFree(1) ? 1 : isFree(2) ? 2 : 0;
  }
}
