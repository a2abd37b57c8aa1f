// Signed statements of a fixed form (JWT, HS256), made and checked. In: a kind, a key, claims. Out: text; and back,
// or null. Run by the server: who verifies is who signed, so that one secret does.
import { randomUUID } from "node:crypto";
import { jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { CLOCK_TOLERANCE_S, TOKEN_MAX_LENGTH } from "./identityConstants.ts";

const ISSUER = "fraywire";
const ALGORITHM = "HS256";

/** One use of a signature. Nothing of one kind passes for another: audience, type and key all differ. */
export interface StatementKind<Own extends z.ZodRawShape> {
  readonly audience: string;
  /** `typ` of the header. */
  readonly type: string;
  readonly lifeS: number;
  /** What it says beside the claims that all have: subject, id, times, issuer and audience. */
  readonly own: Own;
}

export interface Statement {
  /** The account. */
  readonly sub: string;
  readonly jti: string;
  /** Beginning and end, s of the wall clock. */
  readonly iat: number;
  readonly exp: number;
}

export class Signer<Own extends z.ZodRawShape> {
  private readonly kind: StatementKind<Own>;
  private readonly key: Uint8Array;
  private readonly header: z.ZodType;
  private readonly claims: z.ZodType<Statement & z.infer<z.ZodObject<Own>>>;

  constructor(kind: StatementKind<Own>, key: Uint8Array) {
    this.kind = kind;
    this.key = key;
    this.header = z.strictObject({ alg: z.literal(ALGORITHM), typ: z.literal(kind.type) });
    const common = {
      iss: z.literal(ISSUER),
      aud: z.literal(kind.audience),
      sub: z.uuid(),
      jti: z.uuid(),
      iat: z.int(),
      exp: z.int(),
    };
    // Strict: a claim that is none of ours was not signed by us on purpose.
    this.claims = z.strictObject({ ...kind.own, ...common }) as unknown as typeof this.claims;
  }

  sign(accountId: string, own: z.infer<z.ZodObject<Own>>): Promise<string> {
    return new SignJWT({ ...own })
      .setProtectedHeader({ alg: ALGORITHM, typ: this.kind.type })
      .setIssuer(ISSUER)
      .setAudience(this.kind.audience)
      .setSubject(accountId)
      .setJti(randomUUID())
      .setIssuedAt()
      .setExpirationTime(`${this.kind.lifeS}s`)
      .sign(this.key);
  }

  /** @returns null for whatever this signer did not sign, and for what it signed too long ago. Never rejects. */
  async verify(text: string): Promise<(Statement & z.infer<z.ZodObject<Own>>) | null> {
    if (text.length > TOKEN_MAX_LENGTH) return null;
    try {
      const { payload, protectedHeader } = await jwtVerify(text, this.key, {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience: this.kind.audience,
        typ: this.kind.type,
        maxTokenAge: this.kind.lifeS,
        // For the beginning; the end is checked to the millisecond below.
        clockTolerance: CLOCK_TOLERANCE_S,
      });
      this.header.parse(protectedHeader);
      const claims = this.claims.parse(payload);
      const isOver = claims.exp * 1000 <= Date.now();
      return isOver || claims.exp - claims.iat > this.kind.lifeS ? null : claims;
    } catch {
      return null;
    }
  }
}
