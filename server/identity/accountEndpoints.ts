// POST /api/account/*: claim, sign in, recover, sign out everywhere. In: a request behind the edge. Out: what the desk
// decides, after its limits by address, by account and by e-mail address. Run by the server.
import { createHash } from "node:crypto";
import { getBearerToken } from "@colyseus/core";
import type { Application, Request } from "express";
import type { z } from "zod";
import { CLAIM_PATH, RECOVER_PATH, SIGN_IN_PATH, SIGN_OUT_PATH } from "../../shared/net/account.ts";
import { waitOf } from "../edge/addressLimit.ts";
import { clientOf } from "../edge/clientAddress.ts";
import { RateLimit } from "../edge/connectionLimits.ts";
import { readJsonBody } from "../edge/jsonBody.ts";
import { makeReply } from "../edge/outcome.ts";
import type { Logger } from "../log.ts";
import type { AccountStore } from "../store/accountStore.ts";
import { StoreAwayError } from "../store/circuitBreaker.ts";
import * as limits from "./accountConstants.ts";
import { ACCOUNT_REFUSALS, AccountDesk, type AccountOutcome } from "./accountDesk.ts";
import { CredentialsSchema, NothingSchema, RecoverSchema } from "./accountSchemas.ts";
import type { Identity } from "./Identity.ts";
import { STORE_RETRY_MS } from "./identityConstants.ts";
import { Passwords } from "./passwords.ts";
import { BusyError } from "./workQueue.ts";

export interface AccountEndpointOptions {
  readonly identity: Identity;
  readonly store: AccountStore;
  readonly log: Logger;
  readonly onRefusal: (reason: string) => void;
}

type Answering = Promise<AccountOutcome<object | null>>;

export function serveAccounts(page: Application, options: AccountEndpointOptions): void {
  const { identity, store, log } = options;
  const desk = new AccountDesk(identity, store, new Passwords());
  const gate = new AccountGate(identity);
  const reply = makeReply("account", ACCOUNT_REFUSALS, options.onRefusal);
  const serve = (path: string, answer: (req: Request) => Answering) => {
    page.post(path, readJsonBody, async (req, res) => {
      reply(res, await answer(req).catch((error: unknown) => explainFault(error, log)));
    });
  };
  serve(CLAIM_PATH, (req) =>
    gate.own(req, CredentialsSchema, (accountId, body) => desk.claim(accountId, body)),
  );
  serve(SIGN_OUT_PATH, (req) =>
    gate.own(req, NothingSchema, (accountId) => desk.signOutEverywhere(accountId)),
  );
  serve(SIGN_IN_PATH, (req) => gate.strange(req, CredentialsSchema, (body) => desk.signIn(body)));
  serve(RECOVER_PATH, (req) => gate.strange(req, RecoverSchema, (body) => desk.recover(body)));
}

/** What stands before the desk: the body's form, the limits, the token. */
class AccountGate {
  private readonly identity: Identity;
  private readonly byAddress = new RateLimit(limits.TRIES_PER_MINUTE, 60);
  private readonly byAccount = new RateLimit(limits.CHANGES_PER_ACCOUNT_HOUR, 3600);
  private readonly byPair = new RateLimit(limits.TRIES_PER_PAIR, limits.PAIR_WINDOW_S);
  private readonly byEmail = new RateLimit(limits.TRIES_PER_EMAIL_HOUR, 3600);

  constructor(identity: Identity) {
    this.identity = identity;
  }

  /** A change of one's own account: with its token. */
  async own<Body>(
    req: Request,
    schema: z.ZodType<Body>,
    decide: (accountId: string, body: Body) => Answering,
  ): Answering {
    const body = schema.safeParse(req.body);
    if (!body.success) return { refused: 400 };
    const addressS = await waitOf(req, this.byAddress);
    if (addressS > 0) return { refused: 429, retryAfterS: addressS };
    const token = getBearerToken(req.headers.authorization ?? "");
    const admission = await this.identity.recognise(token);
    if (admission === null) return { refused: 401 };
    const accountS = await this.byAccount.take(admission.accountId);
    if (accountS > 0) return { refused: 429, retryAfterS: accountS };
    return decide(admission.accountId, body.data);
  }

  /** Whoever says that an account is theirs. Known addresses and unknown ones count alike. */
  async strange<Body extends { readonly email: string }>(
    req: Request,
    schema: z.ZodType<Body>,
    decide: (body: Body) => Answering,
  ): Answering {
    const body = schema.safeParse(req.body);
    if (!body.success) return { refused: 400 };
    const addressS = await waitOf(req, this.byAddress);
    if (addressS > 0) return { refused: 429, retryAfterS: addressS };
    // Fixed length, and nobody's address stays in memory.
    const email = createHash("sha256").update(body.data.email).digest("base64url");
    const pairS = await this.byPair.take(`${clientOf(req).limitKey} ${email}`);
    const retryAfterS = pairS > 0 ? pairS : await this.byEmail.take(email);
    if (retryAfterS > 0) return { refused: 429, retryAfterS };
    return decide(body.data);
  }
}

/** That the store is away is in the log once, not once for each who asks. */
function explainFault(error: unknown, log: Logger): AccountOutcome<never> {
  if (error instanceof BusyError) return { refused: 503, retryAfterS: limits.BUSY_RETRY_S };
  if (!(error instanceof StoreAwayError)) log.error({ err: error }, "account request failed");
  return { refused: 503, retryAfterS: STORE_RETRY_MS / 1000 };
}
