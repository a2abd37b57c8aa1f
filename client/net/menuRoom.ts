// A connection to a room that is not played in: lobby, queue, party. It keeps nothing that must survive a break, so it
// simply joins again. In: what to join. Out: the SDK's room each time it is there, and how things stand.
import type { Room } from "@colyseus/sdk";
import { CloseReason, closeRuleOf } from "../../shared/net/closeCodes.ts";
import { JoinRefusal } from "../../shared/net/protocol.ts";
import { enterRoom, inTime, type SeatRequest, type StateSchema } from "./joining.ts";

/** `away`: it has been lost for longer than a moment, and is tried again. `ended` is final. */
export type MenuPhase = "joining" | "open" | "away" | "ended";

/** Why it ended: left by choice; refused as `code` of JoinRefusal (0 for no answer); or closed with a close code. */
export type MenuEnd =
  | { readonly kind: "left" }
  | { readonly kind: "refused"; readonly error: unknown }
  | { readonly kind: "closed"; readonly code: number };

export interface MenuRoomHooks<State> {
  /** Joined, for the first time or again: listen here, before its first message is read. */
  readonly onRoom: (room: Room<unknown, State>) => void;
  readonly onPhase: (phase: MenuPhase, end: MenuEnd | null) => void;
}

export interface MenuRoomOptions {
  /** Tries the first join again too: for what nobody asked for, such as the lobby. */
  readonly isPatient: boolean;
}

/** A loss is told once it has lasted this long, ms: most are over before one has read of them. */
const AWAY_AFTER_MS = 3000;
/** Pause before a join; it doubles with each up to the longest, and is spread by half to either side. */
const RETRY_FIRST_MS = 500;
const RETRY_MAX_MS = 15_000;
/** An answer that does not come in this time is not waited for, ms. */
const ASK_TIMEOUT_MS = 5000;
/** How often the device's token is looked at, ms: the server closes connections whose token has expired. */
const TOKEN_CHECK_MS = 10_000;
/** A server that does not answer a goodbye within this is not waited for, ms. */
const LEAVE_TIMEOUT_MS = 500;
/** Refusals that another try does not change. */
const FINAL_REFUSALS: readonly number[] = [
  JoinRefusal.Malformed,
  JoinRefusal.ShutOut,
  JoinRefusal.NoSuchRoom,
  JoinRefusal.Gone,
  JoinRefusal.OldClient,
];

/** The code of a failed join: a JoinRefusal, or 0 when the server gave none. */
export function refusalCode(error: unknown): number {
  return (error as { code?: number } | null)?.code ?? 0;
}

export class MenuRoom<State = unknown> {
  private readonly request: () => SeatRequest;
  private readonly schema: StateSchema<State> | undefined;
  private readonly hooks: MenuRoomHooks<State>;
  private readonly isPatient: boolean;
  private room: Room<unknown, State> | null = null;
  private phase: MenuPhase = "joining";
  private hasBeenOpen = false;
  private attempt = 0;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private awayTimer: ReturnType<typeof setTimeout> | undefined;
  private tokenTimer: ReturnType<typeof setInterval> | undefined;
  /** Counts this client's requests (see Keyed): never reused, whichever seat they go through. */
  private nextKey = 1;

  /** @param request read at each join: a party's code is known after the first. */
  constructor(
    request: () => SeatRequest,
    schema: StateSchema<State> | undefined,
    hooks: MenuRoomHooks<State>,
    { isPatient }: MenuRoomOptions,
  ) {
    this.request = request;
    this.schema = schema;
    this.hooks = hooks;
    this.isPatient = isPatient;
  }

  /** Begins to join; once. */
  open(): void {
    void this.join();
  }

  /** Sends a request. @returns the server's answer; null when there was none in time, or the connection is away. */
  async ask(type: number, body: object): Promise<unknown> {
    const { room } = this;
    if (room === null) return null;
    const payload = { ...body, key: this.nextKey++ };
    try {
      return await room.request<unknown, unknown>(type, payload, { timeout: ASK_TIMEOUT_MS });
    } catch {
      return null;
    }
  }

  /** Leaves, and stops trying. Safe to call again. */
  async leave(): Promise<void> {
    const { room } = this;
    this.end({ kind: "left" });
    if (room === null) return;
    if (room.connection.isOpen)
      await inTime(room.leave(true), LEAVE_TIMEOUT_MS).catch(() => undefined);
    room.connection.close();
  }

  private get isOver(): boolean {
    return this.phase === "ended";
  }

  private async join(): Promise<void> {
    this.attempt++;
    try {
      const room = await enterRoom(this.request(), this.schema);
      if (this.isOver) {
        await inTime(room.leave(true), LEAVE_TIMEOUT_MS).catch(() => undefined);
        return;
      }
      this.adopt(room);
    } catch (error) {
      if (this.isOver) return;
      const isFinal = FINAL_REFUSALS.includes(refusalCode(error));
      if (isFinal || !(this.isPatient || this.hasBeenOpen)) this.end({ kind: "refused", error });
      else this.retry();
    }
  }

  private adopt(room: Room<unknown, State>): void {
    this.room = room;
    this.attempt = 0;
    this.hasBeenOpen = true;
    clearTimeout(this.awayTimer);
    this.awayTimer = undefined;
    // What is lost is joined anew: the seat belongs to the account, and the SDK would ask for the old one.
    room.reconnection.enabled = false;
    room.onError(() => undefined);
    room.onLeave((code) => this.noteClose(room, code));
    this.tokenTimer ??= setInterval(() => this.request().identity.keepFresh(), TOKEN_CHECK_MS);
    this.hooks.onRoom(room);
    this.setPhase("open", null);
  }

  private noteClose(room: Room<unknown, State>, code: number): void {
    if (this.room !== room || this.isOver) return;
    this.room = null;
    const isFinal = closeRuleOf(code).retry === "never" || code === CloseReason.Consented;
    if (isFinal) this.end({ kind: "closed", code });
    else this.retry();
  }

  private retry(): void {
    this.awayTimer ??= setTimeout(() => this.setPhase("away", null), AWAY_AFTER_MS);
    const paceMs = Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * 2 ** Math.min(10, this.attempt));
    this.retryTimer = setTimeout(() => void this.join(), paceMs * (0.5 + Math.random()));
  }

  private end(end: MenuEnd): void {
    if (this.isOver) return;
    clearTimeout(this.retryTimer);
    clearTimeout(this.awayTimer);
    clearInterval(this.tokenTimer);
    this.room = null;
    this.setPhase("ended", end);
  }

  private setPhase(phase: MenuPhase, end: MenuEnd | null): void {
    if (this.phase === phase) return;
    this.phase = phase;
    this.hooks.onPhase(phase, end);
  }
}
