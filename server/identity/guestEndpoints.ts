// POST /api/guest and POST /api/ticket. In: a device's secret, or a token. Out: a token, or a ticket; or a refusal.
// Run by the server, behind the edge.
import { getBearerToken } from "@colyseus/core";
import type { Application, Request } from "express";
import { z } from "zod";
import {
  DEVICE_PATTERN,
  GUEST_PATH,
  type GuestAnswer,
  type GuestRequest,
  TICKET_PATH,
  type TicketAnswer,
  type TicketRequest,
} from "../../shared/net/guest.ts";
import { waitOf } from "../edge/addressLimit.ts";
import { RateLimit } from "../edge/connectionLimits.ts";
import { readJsonBody } from "../edge/jsonBody.ts";
import { makeReply, type Outcome } from "../edge/outcome.ts";
import type { Logger } from "../log.ts";
import { StoreAwayError } from "../store/circuitBreaker.ts";
import type { Identity } from "./Identity.ts";
import * as limits from "./identityConstants.ts";

const GuestRequestSchema: z.ZodType<GuestRequest> = z.strictObject({
  device: z.string().regex(DEVICE_PATTERN).exactOptional(),
});
const TicketRequestSchema: z.ZodType<TicketRequest> = z.strictObject({
  session: z.string().regex(/^[\w-]{1,32}$/),
});

/** What is told, and nothing of why. The body repeats the status: the SDK reads it there. */
const REFUSALS = {
  400: "This request is not valid.",
  401: "You could not be signed in: reload the page.",
  403: "This account may not play here.",
  429: "Too many sign-ins: wait a moment.",
  503: "Signing in is not possible right now.",
} as const;

export interface GuestEndpointOptions {
  readonly identity: Identity;
  readonly log: Logger;
  readonly onRefusal: (reason: string) => void;
}

type GuestOutcome<Answer> = Outcome<Answer, keyof typeof REFUSALS>;

export function serveGuests(page: Application, options: GuestEndpointOptions): void {
  const desk = new GuestDesk(options);
  const reply = makeReply("guest", REFUSALS, options.onRefusal);
  page.post(GUEST_PATH, readJsonBody, async (req, res) => reply(res, await desk.signIn(req)));
  page.post(TICKET_PATH, readJsonBody, async (req, res) => reply(res, await desk.giveTicket(req)));
}

class GuestDesk {
  private readonly options: GuestEndpointOptions;
  private readonly asked = new RateLimit(limits.GUESTS_PER_MINUTE, 60);
  private readonly made = new RateLimit(limits.NEW_GUESTS_PER_HOUR, 3600);
  private readonly tickets = new RateLimit(limits.TICKETS_PER_MINUTE, 60);

  constructor(options: GuestEndpointOptions) {
    this.options = options;
  }

  async signIn(req: Request): Promise<GuestOutcome<GuestAnswer>> {
    const body = GuestRequestSchema.safeParse(req.body);
    if (!body.success) return { refused: 400 };
    const { device } = body.data;
    const askedS = await waitOf(req, this.asked);
    if (askedS > 0) return { refused: 429, retryAfterS: askedS };
    const { identity } = this.options;
    try {
      const returning = device === undefined ? null : await identity.welcomeBack(device);
      if (returning === "revoked") return { refused: 403 };
      if (returning !== null) return { answer: returning };
      const madeS = await waitOf(req, this.made);
      if (madeS > 0) return { refused: 429, retryAfterS: madeS };
      return { answer: await identity.welcome() };
    } catch (error) {
      // That the store is away is in the log once, not once for each who asks.
      if (!(error instanceof StoreAwayError)) {
        this.options.log.error({ err: error }, "sign-in failed");
      }
      return { refused: 503, retryAfterS: limits.STORE_RETRY_MS / 1000 };
    }
  }

  async giveTicket(req: Request): Promise<GuestOutcome<TicketAnswer>> {
    const { identity } = this.options;
    const body = TicketRequestSchema.safeParse(req.body);
    if (!body.success) return { refused: 400 };
    const admission = await identity.recognise(getBearerToken(req.headers.authorization ?? ""));
    if (admission === null) return { refused: 401 };
    const retryAfterS = await this.tickets.take(admission.accountId);
    if (retryAfterS > 0) return { refused: 429, retryAfterS };
    const ticket = await identity.tickets.issue(admission.accountId, body.data.session);
    return { answer: { ticket } };
  }
}
