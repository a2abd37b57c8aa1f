// Who sits where: an account's seats, with the means to end them. In: joins, drops, leaves. Out: whether an account may
// sit, whose a session is, and the closing of running connections. Run by the server, one for the process.
import { type Client, type Room, ServerError } from "@colyseus/core";
import { CloseReason } from "../../shared/net/closeCodes.ts";
import { JoinRefusal } from "../../shared/net/protocol.ts";
import { LOBBY_SEATS_MAX, SEAT_CLAIM_S, SEAT_CLAIMS_MAX } from "./identityConstants.ts";

/** An account plays in one room; beside it, it may watch lobbies, wait in the queue, and be in a private room. */
export type SeatKind = "play" | "lobby" | "queue" | "party";

export interface SeatTaker {
  readonly room: Room;
  readonly sessionId: string;
  readonly accountId: string;
  /** When the right to sit ends unless it is renewed, wall clock, ms. */
  readonly expiresMs: number;
  readonly kind: SeatKind;
  /** The server itself reserved the seat: whatever the account plays in gives way to it. */
  readonly isCalled: boolean;
}

export interface LiveSeat extends Omit<SeatTaker, "isCalled"> {
  expiresMs: number;
  /** When it was taken, wall clock, ms. */
  readonly sinceMs: number;
  /** Set while the socket is gone and the seat is held: gives the seat up. */
  giveUp: (() => void) | null;
  /** The server has ended it: nothing holds it, nobody comes back to it. */
  isEnded: boolean;
}

/** Of several processes: tells the others of seats here, and knows of theirs. */
export interface SeatWatch {
  isPlayingElsewhere(accountId: string): boolean;
  /** The seat has a socket. */
  here(seat: LiveSeat, isCalled: boolean): void;
  /** It has none, or is no more. */
  away(seat: LiveSeat): void;
}

/** A seat that an account has taken in another process. */
export interface RemoteSeat extends Pick<LiveSeat, "accountId" | "kind" | "sessionId" | "sinceMs"> {
  readonly isCalled: boolean;
}

/** A seat that was reserved, until it is taken or lapses. */
interface Claim {
  readonly untilMs: number;
  /** The request that claims: the matchmaking may ask several times for one. */
  readonly request: object;
}

export class LiveSeats {
  /** By kind and account: see `holderOf`. */
  private readonly byHolder = new Map<string, LiveSeat[]>();
  private readonly bySession = new Map<string, LiveSeat>();
  private readonly claims = new Map<string, Claim[]>();
  /** Null for a process that is alone. */
  watch: SeatWatch | null = null;

  /**
   * Before a seat is reserved. A second tab that wants to play is refused and not let in over the first: two that take
   * the seat from each other, reconnecting as they do, would never end, and nobody may lose a match because a token
   * was copied.
   * @throws ServerError AlreadyPlaying while the account is connected; TooMany beyond SEAT_CLAIMS_MAX.
   */
  claim(accountId: string, kind: SeatKind, request: object): void {
    const holder = holderOf(accountId, kind);
    if (kind === "play") {
      const isHere = this.connectedOf(holder).length > 0;
      if (isHere || this.watch?.isPlayingElsewhere(accountId) === true) throw alreadyPlaying();
    }
    const nowMs = performance.now();
    const open = (this.claims.get(holder) ?? []).filter(({ untilMs }) => untilMs > nowMs);
    if (!open.some((claim) => claim.request === request)) {
      if (open.length >= SEAT_CLAIMS_MAX) throw tooMany();
      open.push({ untilMs: nowMs + SEAT_CLAIM_S * 1000, request });
    }
    this.claims.set(holder, open);
    this.forgetLapsed(nowMs);
  }

  /**
   * The reserved seat's socket is open. Seats of the kind that the account holds without a socket give way; of those
   * that are connected, see the kind.
   * @throws ServerError AlreadyPlaying when two reservations to play are taken at the same time; TooMany lobbies.
   */
  take({ isCalled, ...taker }: SeatTaker): void {
    const { accountId, kind, sessionId } = taker;
    const holder = holderOf(accountId, kind);
    const connected = this.connectedOf(holder);
    if (kind === "play" && connected.length > 0 && !isCalled) throw alreadyPlaying();
    if (kind === "lobby" && connected.length >= LOBBY_SEATS_MAX) throw tooMany();
    this.claims.delete(holder);
    const others = this.byHolder.get(holder) ?? [];
    const seat: LiveSeat = { ...taker, sinceMs: Date.now(), giveUp: null, isEnded: false };
    this.byHolder.set(holder, [...others, seat]);
    this.bySession.set(sessionId, seat);
    for (const other of others) {
      if (other.giveUp !== null) release(other);
      else if (kind === "play") this.close(other, CloseReason.Moved, "called elsewhere");
      else if (kind !== "lobby") this.close(other, CloseReason.Replaced, "connected anew");
    }
    this.watch?.here(seat, isCalled);
  }

  /**
   * The account has sat down in another process: its older seats of the kind here give way. Two processes that hear of
   * each other's seat at once come to the same end.
   */
  yieldTo({ accountId, kind, sessionId, sinceMs, isCalled }: RemoteSeat): void {
    for (const seat of this.byHolder.get(holderOf(accountId, kind)) ?? []) {
      const isOlder =
        seat.sinceMs < sinceMs || (seat.sinceMs === sinceMs && seat.sessionId < sessionId);
      if (isOlder && isCalled) this.close(seat, CloseReason.Moved, "called elsewhere");
      else if (isOlder) this.close(seat, CloseReason.Replaced, "connected anew");
    }
  }

  /**
   * The socket is gone, the seat is held.
   * @param giveUp frees the held seat at once
   */
  hold(sessionId: string, giveUp: () => void): void {
    const seat = this.bySession.get(sessionId);
    if (seat === undefined) return;
    seat.giveUp = giveUp;
    this.watch?.away(seat);
  }

  /** The held seat has a socket again. */
  resume(sessionId: string): void {
    const seat = this.bySession.get(sessionId);
    if (seat === undefined) return;
    seat.giveUp = null;
    this.watch?.here(seat, false);
  }

  /** The seat is free, however it came to that. */
  free(sessionId: string): void {
    const seat = this.bySession.get(sessionId);
    if (seat === undefined) return;
    this.bySession.delete(sessionId);
    const holder = holderOf(seat.accountId, seat.kind);
    const left = (this.byHolder.get(holder) ?? []).filter((other) => other !== seat);
    if (left.length > 0) this.byHolder.set(holder, left);
    else this.byHolder.delete(holder);
    this.watch?.away(seat);
  }

  ofSession(sessionId: string): LiveSeat | undefined {
    return this.bySession.get(sessionId);
  }

  all(): Iterable<LiveSeat> {
    return this.bySession.values();
  }

  /** Whether the server ended this session's seat, so that it must not be held. */
  isEnded(sessionId: string): boolean {
    return this.bySession.get(sessionId)?.isEnded === true;
  }

  /** Closes the seat's connection with 1008, or gives it up while it is held. @returns false when it has ended before. */
  end(seat: LiveSeat, reason: string): boolean {
    return this.close(seat, CloseReason.Unauthorized, reason);
  }

  private close(seat: LiveSeat, code: number, reason: string): boolean {
    if (seat.isEnded) return false;
    const client = clientOf(seat);
    release(seat);
    if (client !== undefined) closeForGood(client, code, reason);
    return true;
  }

  private connectedOf(holder: string): readonly LiveSeat[] {
    const seats = this.byHolder.get(holder) ?? [];
    return seats.filter((seat) => !seat.isEnded && seat.giveUp === null);
  }

  /** At most as many as there were joins in the last SEAT_CLAIM_S. */
  private forgetLapsed(nowMs: number): void {
    for (const [holder, claims] of this.claims) {
      if (claims.some(({ untilMs }) => untilMs > nowMs)) break;
      this.claims.delete(holder);
    }
  }
}

function holderOf(accountId: string, kind: SeatKind): string {
  return `${kind}:${accountId}`;
}

function alreadyPlaying(): ServerError {
  return new ServerError(
    JoinRefusal.AlreadyPlaying,
    "You are playing in another tab or window already.",
  );
}

function tooMany(): ServerError {
  return new ServerError(JoinRefusal.TooMany, "Too many joins: wait a few seconds.");
}

function clientOf({ room, sessionId }: LiveSeat): Client | undefined {
  return room.clients.find((client) => client.sessionId === sessionId);
}

function release(seat: LiveSeat): void {
  seat.isEnded = true;
  seat.giveUp?.();
}

/** Nothing more is read from it. A peer that does not answer the closing is cut by the transport's pings, within 3 s. */
function closeForGood(client: Client, code: number, reason: string): void {
  client.ref.removeAllListeners("message");
  client.leave(code, reason);
}
