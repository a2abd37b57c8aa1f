// Who sits where: one seat an account, with the means to end it. In: joins, drops, leaves. Out: whether an account may
// sit, whose a session is, and the closing of running connections. Run by the server, one for the process.
import { type Client, type Room, ServerError } from "@colyseus/core";
import { CloseReason } from "../../shared/net/closeCodes.ts";
import { JoinRefusal } from "../../shared/net/protocol.ts";
import { SEAT_CLAIM_S, SEAT_CLAIMS_MAX } from "./identityConstants.ts";

export interface LiveSeat {
  readonly accountId: string;
  readonly sessionId: string;
  readonly room: Room;
  /** When the right to sit ends unless it is renewed, wall clock, ms. */
  expiresMs: number;
  /** Set while the socket is gone and the seat is held: gives the seat up. */
  giveUp: (() => void) | null;
  /** The server has ended it: nothing holds it, nobody comes back to it. */
  isEnded: boolean;
}

/** A seat that was reserved, until it is taken or lapses. */
interface Claim {
  readonly untilMs: number;
  /** The request that claims: the matchmaking may ask several times for one. */
  readonly request: object;
}

export class LiveSeats {
  private readonly byAccount = new Map<string, LiveSeat>();
  private readonly bySession = new Map<string, LiveSeat>();
  private readonly claims = new Map<string, Claim[]>();

  /**
   * Before a seat is reserved. A second tab is refused and not let in over the first: two that take the seat from each
   * other, reconnecting as they do, would never end, and nobody may lose a match because a token was copied.
   * @throws ServerError AlreadyPlaying while the account is connected; TooManyJoins beyond SEAT_CLAIMS_MAX.
   */
  claim(accountId: string, request: object): void {
    if (this.isConnected(accountId)) throw alreadyPlaying();
    const nowMs = performance.now();
    const open = (this.claims.get(accountId) ?? []).filter(({ untilMs }) => untilMs > nowMs);
    if (!open.some((claim) => claim.request === request)) {
      if (open.length >= SEAT_CLAIMS_MAX) {
        throw new ServerError(JoinRefusal.TooMany, "Too many joins: wait a few seconds.");
      }
      open.push({ untilMs: nowMs + SEAT_CLAIM_S * 1000, request });
    }
    this.claims.set(accountId, open);
    this.forgetLapsed(nowMs);
  }

  /**
   * The reserved seat's socket is open. A seat that the same account holds without a socket gives way.
   * @throws ServerError AlreadyPlaying when two of an account's reservations are taken at the same time.
   */
  take(room: Room, sessionId: string, accountId: string, expiresMs: number): void {
    if (this.isConnected(accountId)) throw alreadyPlaying();
    this.claims.delete(accountId);
    const held = this.byAccount.get(accountId);
    const seat: LiveSeat = {
      accountId,
      sessionId,
      room,
      expiresMs,
      giveUp: null,
      isEnded: false,
    };
    this.byAccount.set(accountId, seat);
    this.bySession.set(sessionId, seat);
    if (held !== undefined) release(held);
  }

  /**
   * The socket is gone, the seat is held.
   * @param giveUp frees the held seat at once
   */
  hold(sessionId: string, giveUp: () => void): void {
    const seat = this.bySession.get(sessionId);
    if (seat !== undefined) seat.giveUp = giveUp;
  }

  /** The held seat has a socket again. */
  resume(sessionId: string): void {
    const seat = this.bySession.get(sessionId);
    if (seat !== undefined) seat.giveUp = null;
  }

  /** The seat is free, however it came to that. */
  free(sessionId: string): void {
    const seat = this.bySession.get(sessionId);
    if (seat === undefined) return;
    this.bySession.delete(sessionId);
    if (this.byAccount.get(seat.accountId) === seat) this.byAccount.delete(seat.accountId);
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
    if (seat.isEnded) return false;
    const client = clientOf(seat);
    release(seat);
    if (client !== undefined) closeForGood(client, reason);
    return true;
  }

  private isConnected(accountId: string): boolean {
    const seat = this.byAccount.get(accountId);
    return seat !== undefined && !seat.isEnded && seat.giveUp === null;
  }

  /** At most as many as there were joins in the last SEAT_CLAIM_S. */
  private forgetLapsed(nowMs: number): void {
    for (const [accountId, claims] of this.claims) {
      if (claims.some(({ untilMs }) => untilMs > nowMs)) break;
      this.claims.delete(accountId);
    }
  }
}

function alreadyPlaying(): ServerError {
  return new ServerError(
    JoinRefusal.AlreadyPlaying,
    "You are playing in another tab or window already.",
  );
}

function clientOf({ room, sessionId }: LiveSeat): Client | undefined {
  return room.clients.find((client) => client.sessionId === sessionId);
}

function release(seat: LiveSeat): void {
  seat.isEnded = true;
  seat.giveUp?.();
}

/** Nothing more is read from it. A peer that does not answer the closing is cut by the transport's pings, within 3 s. */
function closeForGood(client: Client, reason: string): void {
  client.ref.removeAllListeners("message");
  client.leave(CloseReason.Unauthorized, reason);
}
