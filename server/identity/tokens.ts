// Guest tokens: who an account is, signed, for minutes. In: an account's id. Out: a token; and back, or null.
// Run by the server.
import { z } from "zod";
import { Signer } from "./signing.ts";

/** Whom a token admits, and until when. */
export interface Admission {
  readonly accountId: string;
  /** Wall clock, ms. */
  readonly expiresMs: number;
}

const PURPOSE = "play";
const own = { purpose: z.literal(PURPOSE) };

export class TokenMint {
  readonly lifeS: number;
  private readonly signer: Signer<typeof own>;

  constructor(key: Uint8Array, lifeS: number) {
    this.lifeS = lifeS;
    this.signer = new Signer({ audience: "fraywire:room", type: "guest+jwt", lifeS, own }, key);
  }

  issue(accountId: string): Promise<string> {
    return this.signer.sign(accountId, { purpose: PURPOSE });
  }

  /** @returns null for whatever this mint did not issue, and for what it issued too long ago. */
  async verify(token: string): Promise<Admission | null> {
    const claims = await this.signer.verify(token);
    return claims && { accountId: claims.sub, expiresMs: claims.exp * 1000 };
  }
}
