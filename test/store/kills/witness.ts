// What was said of the matches, by whoever was there: the server's log, and the players. In: log lines, results as they
// reach a player. Out: which matches ended, and what was acknowledged to whom. Filled by killing.ts, read by stock.ts.
import { takeOffer } from "../../../client/net/joining.ts";
import type { DuelResult } from "../../../shared/net/duel.ts";
import { Message } from "../../../shared/net/protocol.ts";
import type { SeatOffer } from "../../../shared/net/seatOffer.ts";
import type { LogLine } from "./victim.ts";

/** A result that a player was told is safe. */
export interface Acknowledged {
  readonly matchId: string;
  readonly session: string;
  readonly rating: DuelResult["rating"];
}

export class Witness {
  readonly accountOfSession = new Map<string, string>();
  /** The two accounts of each match whose outcome was known. */
  readonly ended = new Map<string, readonly string[]>();
  readonly acknowledged: Acknowledged[] = [];
  /** Matches that lay in the outbox after a kill. */
  readonly inOutbox = new Set<string>();
  private readonly accountsOfRoom = new Map<string, string[]>();

  /** @returns whether a Duel's outcome is known with it. */
  read({ msg, room = "", session = "", account = "", matchId = "" }: LogLine): boolean {
    if (msg === "joined") {
      this.accountOfSession.set(session, account);
      this.accountsIn(room).push(account);
    }
    if (msg !== "duel is over") return false;
    this.ended.set(matchId, this.accountsIn(room));
    return true;
  }

  hear(session: string, { matchId, saved, rating }: DuelResult): void {
    if (saved === "saved") this.acknowledged.push({ matchId, session, rating });
  }

  private accountsIn(room: string): string[] {
    const accounts = this.accountsOfRoom.get(room) ?? [];
    this.accountsOfRoom.set(room, accounts);
    return accounts;
  }
}

/** A player by the client's own way in, who does not come back. Resolves once seated. */
export async function sitDown(
  url: string,
  offer: SeatOffer,
  witness: Witness,
): Promise<{ readonly left: Promise<void> }> {
  const room = await takeOffer(url, offer);
  room.reconnection.enabled = false;
  const { sessionId } = room;
  room.onMessage<DuelResult>(Message.DuelResult, (result) => witness.hear(sessionId, result));
  for (const type of [Message.Moments, Message.DeathReceipt]) room.onMessage(type, () => undefined);
  room.onError(() => undefined);
  return { left: new Promise((resolve) => room.onLeave(() => resolve())) };
}
