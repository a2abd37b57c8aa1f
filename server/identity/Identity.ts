// Who plays here: guests by device, their tokens, tickets and seats. In: the settings. Out: one Identity for the
// process, which rooms, endpoints and upgrades ask.
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { ServerError } from "@colyseus/core";
import type { GuestAnswer } from "../../shared/net/guest.ts";
import { JoinRefusal } from "../../shared/net/protocol.ts";
import { type Config, ConfigError } from "../config.ts";
import type { Logger } from "../log.ts";
import type { Account, AccountStore } from "../store/accountStore.ts";
import { FRESH_TOKEN_WAIT_MAX_MS } from "./accountConstants.ts";
import { deriveKey, loadAuthKey } from "./authKey.ts";
import { DEVICE_SECRET_BYTES } from "./identityConstants.ts";
import { LiveSeats, type SeatKind } from "./liveSeats.ts";
import { Revocations } from "./revocations.ts";
import { SeatSweep } from "./seatSweep.ts";
import { TicketMint } from "./tickets.ts";
import { type Admission, TokenMint } from "./tokens.ts";

/** The one text for every token that is refused: whoever tries them learns nothing. */
const NOT_ADMITTED = "You could not be signed in: reload the page.";

/** Colyseus calls a room's static `onAuth` without `this`, and keeps its rooms for the whole process as well. */
let current: Identity | null = null;

/** @throws Error before `Identity.start`. */
export function currentIdentity(): Identity {
  if (current === null) throw new Error("a room asks for identity before it was started");
  return current;
}

export class Identity {
  readonly seats = new LiveSeats();
  readonly tickets: TicketMint;
  private readonly tokens: TokenMint;
  private readonly store: AccountStore;
  private readonly revocations: Revocations;
  private readonly sweeper: SeatSweep;

  private constructor(store: AccountStore, root: Buffer, tokenLifeS: number, log: Logger) {
    this.store = store;
    this.tokens = new TokenMint(deriveKey(root, "token"), tokenLifeS);
    this.tickets = new TicketMint(deriveKey(root, "ticket"));
    this.revocations = new Revocations(store, tokenLifeS);
    const { seats, revocations } = this;
    this.sweeper = new SeatSweep({ seats, revocations, store, tokenLifeS, log });
  }

  /**
   * @param store stays its opener's to close.
   * @throws ConfigError when DATA_DIR cannot be used.
   */
  static async start(config: Config, log: Logger, store: AccountStore): Promise<Identity> {
    const { authSecret, authTokenS, dataDir } = config;
    try {
      const root = loadAuthKey(authSecret, dataDir);
      const identity = new Identity(store, root, authTokenS, log);
      await identity.revocations.refresh();
      current = identity;
      return identity;
    } catch (error) {
      throw new ConfigError(`DATA_DIR=${dataDir} cannot be used: ${(error as Error).message}`);
    }
  }

  /** A new token for the device's account; null for a device that is not known. */
  async welcomeBack(device: string): Promise<GuestAnswer | "revoked" | null> {
    const account = await this.store.seeDevice(hashOf(device), Date.now());
    if (account === null) return null;
    return account.revokedMs === null ? this.grant(account, device) : "revoked";
  }

  /** An account and a device of its own. */
  async welcome(): Promise<GuestAnswer> {
    const device = randomBytes(DEVICE_SECRET_BYTES).toString("base64url");
    const id = randomUUID();
    const deviceHash = hashOf(device);
    return this.grant(
      await this.store.createAccount({ id, deviceHash, nowMs: Date.now() }),
      device,
    );
  }

  /** One more device of an account whose player has just proved to be its owner. */
  async welcomeDevice(accountId: string): Promise<GuestAnswer | "revoked"> {
    const device = randomBytes(DEVICE_SECRET_BYTES).toString("base64url");
    await this.store.addDevice(accountId, hashOf(device), Date.now());
    const account = await this.store.findAccount(accountId);
    if (account === null) throw new Error(`the account ${accountId} has credentials and is none`);
    return account.revokedMs === null ? this.grant(account, device) : "revoked";
  }

  /** @returns null for every token that does not admit its bearer now. */
  async recognise(token: string | undefined): Promise<Admission | null> {
    const admission = token === undefined ? null : await this.tokens.verify(token);
    if (admission === null || this.isRevoked(admission.accountId)) return null;
    const issuedMs = admission.expiresMs - this.tokens.lifeS * 1000;
    return this.revocations.isSignedOut(admission.accountId, issuedMs) ? null : admission;
  }

  /**
   * Whom a token lets into a room.
   * @param request the same object for each try of one request
   * @throws ServerError NotAdmitted, AlreadyPlaying or TooMany.
   */
  async admit(token: string | undefined, kind: SeatKind, request: object): Promise<Admission> {
    const admission = await this.recognise(token);
    if (admission === null) throw new ServerError(JoinRefusal.NotAdmitted, NOT_ADMITTED);
    this.seats.claim(admission.accountId, kind, request);
    return admission;
  }

  isRevoked(accountId: string): boolean {
    return this.revocations.has(accountId);
  }

  /** Shuts an account out: its tokens end at once, its connection within SWEEP_PERIOD_MS. */
  revoke(accountId: string): Promise<boolean> {
    return this.revocations.revoke(accountId);
  }

  /** No device is the account's any more; its tokens end at once, its connections within SWEEP_PERIOD_MS. */
  signOutEverywhere(accountId: string): Promise<void> {
    return this.revocations.signOutEverywhere(accountId);
  }

  close(): void {
    this.sweeper.stop();
    if (current === this) current = null;
  }

  private async grant({ id, tokensFromMs }: Account, device: string): Promise<GuestAnswer> {
    await untilGood(tokensFromMs);
    const token = await this.tokens.issue(id);
    return { token, expiresInS: this.tokens.lifeS, device };
  }
}

/** A token tells its beginning in whole seconds: one of the second of a sign-out everywhere would not be good. */
async function untilGood(tokensFromMs: number): Promise<void> {
  const waitMs = tokensFromMs - Date.now();
  if (waitMs > 0) await sleep(Math.min(waitMs + 1, FRESH_TOKEN_WAIT_MAX_MS));
}

/** The secret has 256 random bits: no salt, and nothing slow, would make it harder to find. */
function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}
