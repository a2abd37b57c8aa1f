// Ends connections whose right to be there has ended. In: live seats, revocations, the store. Out: sockets closed with
// 1008, one log line each. Run by the server, once a second.
import { CloseReason } from "../../shared/net/closeCodes.ts";
import type { Logger } from "../log.ts";
import type { AccountStore } from "../store/accountStore.ts";
import { STORE_RETRY_MS, SWEEP_PERIOD_MS } from "./identityConstants.ts";
import type { LiveSeat, LiveSeats } from "./liveSeats.ts";
import type { Revocations } from "./revocations.ts";

export interface SweepOptions {
  readonly seats: LiveSeats;
  readonly revocations: Revocations;
  readonly store: AccountStore;
  readonly tokenLifeS: number;
  readonly log: Logger;
}

export class SeatSweep {
  private readonly options: SweepOptions;
  private timer: NodeJS.Timeout | null = null;
  private isStopped = false;
  private isStoreAway = false;

  constructor(options: SweepOptions) {
    this.options = options;
    this.schedule();
  }

  stop(): void {
    this.isStopped = true;
    if (this.timer !== null) clearTimeout(this.timer);
  }

  /**
   * Closes whoever was revoked or signed out since; and whoever's token has expired, unless its device got another
   * meanwhile.
   */
  async sweep(): Promise<void> {
    const { seats, revocations, tokenLifeS } = this.options;
    await this.ask(() => revocations.refresh());
    const nowMs = Date.now();
    for (const seat of [...seats.all()]) {
      if (seat.isEnded) continue;
      if (revocations.has(seat.accountId)) this.end(seat, "revoked", "This account was shut out.");
      else if (revocations.isSignedOut(seat.accountId, seat.expiresMs - tokenLifeS * 1000))
        this.end(seat, "signed-out", "This account was signed out everywhere.");
      // A held seat needs a ticket to be taken again, which a token that has expired does not get.
      else if (seat.expiresMs <= nowMs && seat.giveUp === null) await this.renew(seat, nowMs);
    }
  }

  private async renew(seat: LiveSeat, nowMs: number): Promise<void> {
    const { store, tokenLifeS } = this.options;
    const account = await this.ask(() => store.findAccount(seat.accountId));
    if (account === undefined) {
      seat.expiresMs = nowMs + STORE_RETRY_MS;
      return;
    }
    seat.expiresMs = account === null ? 0 : account.seenMs + tokenLifeS * 1000;
    if (seat.expiresMs <= nowMs) this.end(seat, "expired", "The sign-in has expired.");
  }

  private end(seat: LiveSeat, reason: string, text: string): void {
    const { seats, log } = this.options;
    const { accountId, sessionId, room } = seat;
    if (!seats.end(seat, text)) return;
    log.info(
      {
        room: room.roomId,
        session: sessionId,
        account: accountId,
        code: CloseReason.Unauthorized,
        reason,
      },
      "connection ended",
    );
  }

  /** Without the store nobody new is shut out, and nobody is thrown out either: matches go on. */
  private async ask<T>(question: () => Promise<T>): Promise<T | undefined> {
    try {
      const answer = await question();
      if (this.isStoreAway) this.options.log.info("store is back");
      this.isStoreAway = false;
      return answer;
    } catch (error) {
      if (!this.isStoreAway && !this.isStopped) {
        this.options.log.error({ err: error }, "store is away");
      }
      this.isStoreAway = true;
      return undefined;
    }
  }

  private schedule(): void {
    this.timer = setTimeout(() => {
      void this.sweep().finally(() => {
        if (!this.isStopped) this.schedule();
      });
    }, SWEEP_PERIOD_MS).unref();
  }
}
