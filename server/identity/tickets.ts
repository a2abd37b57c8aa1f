// Tickets: what stands in a socket's URL in place of a token. In: an account and its seat. Out: a ticket that opens
// that seat's socket once, within seconds. Run by the server.
import { z } from "zod";
import { TICKET_LIFE_S } from "./identityConstants.ts";
import { Signer } from "./signing.ts";

/** The session whose seat the ticket opens. */
const own = { seat: z.string() };

export class TicketMint {
  private readonly signer: Signer<typeof own>;
  /** When each used ticket may be forgotten, ms, in the order of their use. */
  private readonly used = new Map<string, number>();

  constructor(key: Uint8Array) {
    const kind = { audience: "fraywire:upgrade", type: "ticket+jwt", lifeS: TICKET_LIFE_S, own };
    this.signer = new Signer(kind, key);
  }

  /** @param seat a session's id, as the matchmaking answered it. */
  issue(accountId: string, seat: string): Promise<string> {
    return this.signer.sign(accountId, { seat });
  }

  /**
   * Uses the ticket up when it is one for `seat`.
   * @returns the account that it was given to; null for a ticket that is not ours, late, another seat's, or used.
   */
  async redeem(ticket: string, seat: string): Promise<string | null> {
    const claims = await this.signer.verify(ticket);
    if (claims === null || claims.seat !== seat) return null;
    return this.useUp(claims.jti, claims.exp * 1000) ? claims.sub : null;
  }

  private useUp(id: string, forgetMs: number): boolean {
    const nowMs = Date.now();
    for (const [old, untilMs] of this.used) {
      if (untilMs >= nowMs) break;
      this.used.delete(old);
    }
    if (this.used.has(id)) return false;
    this.used.set(id, forgetMs);
    return true;
  }
}
