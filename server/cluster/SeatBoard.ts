// One seat an account, over all processes. In: seats that are taken and left here, and what other processes tell of
// theirs. Out: whether an account plays elsewhere; and the end of a seat here whose account has sat down elsewhere since.
// Told, not asked: a join waits for no other process, and a game needs no Redis. Run by each server of a cluster.
import type { LiveSeat, LiveSeats, SeatKind, SeatWatch } from "../identity/liveSeats.ts";
import type { ClusterPresence } from "./ClusterPresence.ts";

const CHANNEL = "fraywire:seats";

interface ToldSeat {
  readonly accountId: string;
  readonly kind: SeatKind;
  readonly sessionId: string;
  /** Wall clock, ms: of two seats of an account the newer stays. */
  readonly sinceMs: number;
  readonly isCalled: boolean;
}

/** `here`: has a socket. `away`: has none, or is no more. `all`: those that are here, and no others. */
interface SeatNews {
  readonly from: string;
  readonly is: "here" | "away" | "all";
  readonly seats: readonly ToldSeat[];
}

export class SeatBoard implements SeatWatch {
  private readonly presence: ClusterPresence;
  private readonly processId: string;
  private readonly seats: LiveSeats;
  /** By process: sessions of accounts that play there. */
  private readonly elsewhere = new Map<string, Map<string, string>>();

  constructor(presence: ClusterPresence, processId: string, seats: LiveSeats) {
    this.presence = presence;
    this.processId = processId;
    this.seats = seats;
  }

  async start(): Promise<void> {
    await this.presence.subscribe(CHANNEL, this.hear);
    this.seats.watch = this;
  }

  async stop(): Promise<void> {
    this.seats.watch = null;
    await this.presence.unsubscribe(CHANNEL, this.hear);
  }

  isPlayingElsewhere(accountId: string): boolean {
    for (const sessions of this.elsewhere.values()) if (sessions.has(accountId)) return true;
    return false;
  }

  here(seat: LiveSeat, isCalled: boolean): void {
    if (seat.kind !== "lobby") this.tell("here", [tellOf(seat, isCalled)]);
  }

  away(seat: LiveSeat): void {
    if (seat.kind === "play") this.tell("away", [tellOf(seat, false)]);
  }

  /** For a process that is new, and after a time in which nobody could be told. */
  tellAll(): void {
    const connected = [...this.seats.all()].filter(
      (seat) => seat.kind !== "lobby" && !seat.isEnded && seat.giveUp === null,
    );
    this.tell(
      "all",
      connected.map((seat) => tellOf(seat, false)),
    );
  }

  /** @param processId one that is gone, with whoever played there. */
  forget(processId: string): void {
    this.elsewhere.delete(processId);
  }

  private tell(is: SeatNews["is"], seats: readonly ToldSeat[]): void {
    void this.presence.publish(CHANNEL, { from: this.processId, is, seats } satisfies SeatNews);
  }

  private readonly hear = ({ from, is, seats }: SeatNews): void => {
    if (from === this.processId) return;
    const there = (is === "all" ? undefined : this.elsewhere.get(from)) ?? new Map();
    this.elsewhere.set(from, there);
    for (const { accountId, kind, sessionId, sinceMs, isCalled } of seats) {
      if (is === "away") {
        if (there.get(accountId) === sessionId) there.delete(accountId);
        continue;
      }
      if (kind === "play") there.set(accountId, sessionId);
      this.seats.yieldTo({ accountId, kind, sessionId, sinceMs, isCalled });
    }
  };
}

function tellOf({ accountId, kind, sessionId, sinceMs }: LiveSeat, isCalled: boolean): ToldSeat {
  return { accountId, kind, sessionId, sinceMs, isCalled };
}
