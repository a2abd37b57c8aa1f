// Who this device is: a guest's account, its token and tickets. In: the server's address, a place to keep the device's
// secret. Out: tokens and tickets when they are needed. Run by the client.
import {
  DEVICE_PATTERN,
  GUEST_PATH,
  type GuestAnswer,
  type GuestRequest,
  TICKET_PATH,
  type TicketAnswer,
  type TicketRequest,
} from "../../shared/net/guest.ts";

/** Where the device's secret survives the page. */
export interface DeviceShelf {
  load(): string | null;
  save(device: string): void;
}

/** A ticket that does not come in this time is given up, ms: a reconnection's next attempt may find the way. */
const TICKET_TIMEOUT_MS = 1200;
/** A token that does not come in this time is given up, ms: the first request of a visit, on any link. */
const TOKEN_TIMEOUT_MS = 8000;
/** A token is renewed once less than this share of its life is left: several tries before it expires. */
const RENEW_AT_SHARE = 1 / 3;
/** After a renewal that failed, the next is tried this much later, ms. */
const RENEW_RETRY_MS = 5000;

const NO_CONTENT = 204;
const UNAUTHORIZED = 401;

/** The server, or the way to it, refused. */
export class IdentityError extends Error {
  /** HTTP status; 0 when there was no answer. */
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/** One request of ours over HTTP. */
export interface Question {
  /** Sent as JSON by POST; left out for a GET. */
  readonly body?: object;
  readonly token?: string;
  readonly timeoutMs: number;
}

/**
 * @param endpoint http(s) address of the server.
 * @returns the answer's JSON; null for one without a body.
 * @throws IdentityError with the status of a refusal; 0 without an answer in time.
 */
export async function askServer<Answer>(
  endpoint: string,
  path: string,
  { body, token, timeoutMs }: Question,
): Promise<Answer> {
  const headers = {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(body === undefined ? {} : { "content-type": "application/json" }),
  };
  let response: Response;
  try {
    response = await fetch(new URL(path, endpoint), {
      headers,
      ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
      cache: "no-store",
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (response.status === NO_CONTENT) return null as Answer;
    if (response.ok) return (await response.json()) as Answer;
  } catch (error) {
    throw new IdentityError(0, `The server gave no answer (${String(error)}).`);
  }
  throw new IdentityError(response.status, `The server refused (${response.status}).`);
}

/** For a device that is forgotten with its page. */
const NO_SHELF: DeviceShelf = { load: () => null, save: () => undefined };

export class GuestIdentity {
  private readonly endpoint: string;
  private readonly shelf: DeviceShelf;
  /** As the shelf has it, if it keeps anything. */
  private device: string | null = null;
  private token: string | null = null;
  /** performance.now() from which on it is worth renewing, and from which on it is worthless. */
  private renewAtMs = 0;
  private expiresAtMs = 0;
  private asking: Promise<string> | null = null;
  private adoptions = 0;

  /** @param endpoint http(s) address of the server. */
  constructor(endpoint: string, shelf: DeviceShelf = NO_SHELF) {
    this.endpoint = endpoint;
    this.shelf = shelf;
  }

  /** Has a token ready before it is needed. Failures show when it is. */
  prefetch(): void {
    this.getToken().catch(() => undefined);
  }

  /** @throws IdentityError: 403 for an account that was shut out, 0 without an answer. */
  getToken(): Promise<string> {
    if (this.token !== null && performance.now() < this.expiresAtMs) {
      return Promise.resolve(this.token);
    }
    return this.ask();
  }

  /** To be called now and then while connected: the server closes connections whose token has expired. */
  keepFresh(): void {
    const nowMs = performance.now();
    if (this.asking !== null || nowMs < this.renewAtMs) return;
    this.renewAtMs = nowMs + RENEW_RETRY_MS;
    this.ask().catch(() => undefined);
  }

  /** The server did not take it: the next one is asked for anew. */
  forgetToken(): void {
    this.token = null;
  }

  /**
   * The right to come back to the seat of `session`, once, within seconds.
   * @throws IdentityError: 401 and 403 are final, anything else may be tried again.
   */
  async getTicket(session: string): Promise<string> {
    const body: TicketRequest = { session };
    return (await this.askAsSelf<TicketAnswer>(TICKET_PATH, { body, timeoutMs: TICKET_TIMEOUT_MS }))
      .ticket;
  }

  /** Asks with this device's token, and once more with a new one when the server does not take it. */
  async askAsSelf<Answer>(path: string, question: Question): Promise<Answer> {
    const ask = async () =>
      askServer<Answer>(this.endpoint, path, { ...question, token: await this.getToken() });
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof IdentityError) || error.code !== UNAUTHORIZED) throw error;
      this.forgetToken();
      return ask();
    }
  }

  /** As `askServer`, as nobody. */
  askAsStranger<Answer>(path: string, question: Question): Promise<Answer> {
    return askServer<Answer>(this.endpoint, path, question);
  }

  /** This device belongs to another account from now on: it has just signed in to it. */
  adopt(answer: GuestAnswer): void {
    this.adoptions++;
    this.keep(answer);
  }

  private ask(): Promise<string> {
    this.asking ??= this.askToken().finally(() => {
      this.asking = null;
    });
    return this.asking;
  }

  private async askToken(): Promise<string> {
    const kept = this.shelf.load() ?? this.device;
    const request: GuestRequest =
      kept !== null && DEVICE_PATTERN.test(kept) ? { device: kept } : {};
    const { adoptions } = this;
    const answer = await askServer<GuestAnswer>(this.endpoint, GUEST_PATH, {
      body: request,
      timeoutMs: TOKEN_TIMEOUT_MS,
    });
    // Signed in to another account meanwhile: what was asked for is the former one's.
    if (adoptions !== this.adoptions && this.token !== null) return this.token;
    this.keep(answer);
    return answer.token;
  }

  private keep({ token, device, expiresInS }: GuestAnswer): void {
    if (device !== this.shelf.load()) this.shelf.save(device);
    this.device = device;
    const lifeMs = expiresInS * 1000;
    this.expiresAtMs = performance.now() + lifeMs;
    this.renewAtMs = this.expiresAtMs - lifeMs * RENEW_AT_SHARE;
    this.token = token;
  }
}
