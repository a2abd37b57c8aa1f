// The ranked queue on the network, one room in the whole cluster. In: accounts that wait, and their answers. Out:
// statuses, offers, and seats in the Duels that it makes. Who is paired is decided in match/matchmaker.ts.
// Not Colyseus' own QueueRoom (core 0.18.17): it believes the rank and team that a client names in its join options (a
// `teamId` of "__proto__" breaks it), keeps no place over a reload, knows no offer that can be declined, throws the
// whole group out when one seat cannot be had, and pairs neighbours of a list instead of by windows.
import { randomUUID } from "node:crypto";
import {
  type AuthContext,
  type Client,
  ClientState,
  matchMaker,
  ServerError,
} from "@colyseus/core";
import { CloseReason, closeRuleOf } from "../../shared/net/closeCodes.ts";
import { ARRIVE_S } from "../../shared/net/duel.ts";
import { JoinRefusal, QUEUE_ROOM } from "../../shared/net/protocol.ts";
import { BOT_OFFER_S, QueueMessage } from "../../shared/net/queue.ts";
import type { Role, Stage } from "../edge/messageRules.ts";
import { KeyedSchema, OfferAnswerSchema } from "../edge/messageSchemas.ts";
import { type Admitted, admitToRoom, takeSeat } from "../identity/admission.ts";
import { currentIdentity } from "../identity/Identity.ts";
import { botLevelFor } from "../match/duelOptions.ts";
import { formGroups } from "../match/matchmaker.ts";
import { MatchOffers, type Offer, offerEndFor, offerFor, ownSide } from "../match/matchOffers.ts";
import { QueueLine } from "../match/QueueLine.ts";
import { queueFigures } from "../metrics/queueFigures.ts";
import { RequestLog } from "../net/requests.ts";
import { RoundTrip } from "../net/roundTrip.ts";
import { BaseRoom } from "./BaseRoom.ts";
import { QueueRecords } from "./queueRecords.ts";
import type { RoomServices } from "./roomServices.ts";
import { makeDuel } from "./seatCalls.ts";

/** Matching, statuses and round trips: once in this, ms. Less would find nobody sooner who comes later. */
const CYCLE_MS = 1000;
/** After a room could not be made, nobody is offered an opponent for this long, ms. */
const AFTER_FAILURE_MS = 5000;

/** The one connection of an account that waits. */
interface Member {
  readonly client: Client;
  readonly admitted: Admitted;
  readonly roundTrip: RoundTrip;
  readonly requests: RequestLog;
  /** A Duel against a bot was made for it until then: the next is not made before. */
  botSeatEndsMs: number;
}

export class QueueRoom extends BaseRoom<object, object> {
  private readonly line = new QueueLine();
  private readonly offers = new MatchOffers();
  /** By account; those who lost their connection are in the line, not here. */
  private readonly members = new Map<string, Member>();
  private records!: QueueRecords;
  private pausedUntilMs = Number.NEGATIVE_INFINITY;

  static override onAuth(
    token: string | undefined,
    options: unknown,
    context: AuthContext,
  ): Promise<Admitted> {
    return admitToRoom("queue", token, options, context);
  }

  /** @throws ServerError when there is a queue: Colyseus asks for another one because that one is full. */
  override async onCreate({ config, log, store }: RoomServices): Promise<void> {
    const others = await matchMaker.query({ name: QUEUE_ROOM });
    if (others.length > 0) {
      throw new ServerError(JoinRefusal.Full, "The queue is full: try again in a minute.");
    }
    this.maxClients = config.queueMaxPlayers;
    this.log = log;
    this.records = new QueueRecords(store, this.presence, log);
    this.accept(QueueMessage.Answer, OfferAnswerSchema, (client, { key, offerId, accept }) =>
      this.memberOf(client)?.requests.once(key, () => this.answer(client, offerId, accept)),
    );
    this.accept(QueueMessage.PlayBot, KeyedSchema, (client, { key }) =>
      this.memberOf(client)?.requests.once(key, () => this.playBot(client)),
    );
    this.setTimestep(() => this.cycle(performance.now()), CYCLE_MS);
    log.info({ room: this.roomId }, "queue opened");
  }

  /** A reload, or another tab, is the same player in the same place. */
  override onJoin(client: Client): void {
    const admitted = takeSeat(this, client, "queue");
    const { accountId, name } = admitted;
    const isNew = this.line.find(accountId) === undefined;
    const waiter = this.line.enter(accountId, name, performance.now());
    const roundTrip = new RoundTrip(client, ({ ms }) => {
      if (this.members.get(accountId)?.client === client) waiter.pingMs = ms;
    });
    const requests = new RequestLog();
    this.members.set(accountId, { client, admitted, roundTrip, requests, botSeatEndsMs: 0 });
    this.noteLine();
    this.logClient(isNew ? "queued" : "queued again", client, { queued: this.line.length });
    roundTrip.probe();
    if (isNew) void this.records.readMet(waiter);
    void this.readRatings();
    this.tellStatus(accountId, performance.now());
    this.tellOffer(accountId);
  }

  override onLeave(client: Client, code?: number): void {
    currentIdentity().seats.free(client.sessionId);
    const { accountId } = client.auth as Admitted;
    const rule = closeRuleOf(code);
    this.logClient("left", client, { code, reason: rule.name });
    // Another connection of the account took over.
    if (this.members.get(accountId)?.client !== client) return;
    this.members.delete(accountId);
    if (rule.retry === "seat") this.line.lose(accountId, performance.now());
    else this.give(accountId);
    this.noteLine();
  }

  protected override roleOf(client: Client): Role {
    return this.memberOf(client) === undefined ? "spectator" : "member";
  }

  protected override get stage(): Stage {
    return "before";
  }

  private memberOf(client: Client): Member | undefined {
    const member = this.members.get((client.auth as Admitted).accountId);
    return member?.client === client ? member : undefined;
  }

  private cycle(nowMs: number): void {
    for (const { accountId } of this.line.overdue(nowMs)) this.give(accountId);
    for (const offer of this.offers.all()) this.startIfAccepted(offer);
    for (const offer of this.offers.expired(nowMs)) {
      const late = offer.sides.filter((side) => !this.isReady(side.accountId, side.hasAccepted));
      this.endOffer(
        offer,
        "expired",
        late.map(({ accountId }) => accountId),
      );
    }
    if (nowMs >= this.pausedUntilMs) this.pair(nowMs);
    void this.readRatings();
    for (const [accountId, { roundTrip }] of this.members) {
      roundTrip.probe();
      this.tellStatus(accountId, nowMs);
    }
    this.noteLine();
  }

  private pair(nowMs: number): void {
    const tickets = this.line.tickets(nowMs, (account) => this.offers.of(account) === undefined);
    for (const group of formGroups(tickets)) {
      const [first, second] = group.flat();
      if (first === undefined || second === undefined) continue;
      for (const { waitedS } of [first, second]) queueFigures.waits.observe(waitedS);
      const offer = this.offers.make(randomUUID(), first.id, second.id, nowMs);
      for (const { accountId } of offer.sides) this.tellOffer(accountId);
    }
  }

  private answer(client: Client, offerId: string, accept: boolean): boolean {
    const { accountId } = client.auth as Admitted;
    const offer = this.offers.open(offerId, accountId, performance.now());
    if (offer === null) return false;
    if (!accept) {
      // After the answer to this request: the connection ends with it.
      setImmediate(() => this.give(accountId));
      return true;
    }
    ownSide(offer, accountId).hasAccepted = true;
    for (const side of offer.sides) this.tellOffer(side.accountId);
    this.startIfAccepted(offer);
    return true;
  }

  /** Takes an account out of the queue, by its own wish: an offer that it has is declined. */
  private give(accountId: string): void {
    const offer = this.offers.of(accountId);
    if (offer === undefined || offer.isStarting) this.remove(accountId);
    else this.endOffer(offer, "declined", [accountId]);
    this.noteLine();
  }

  /** There, with a complete join: what is sent before is lost when the connection ends. */
  private isReady(accountId: string, hasAccepted: boolean): boolean {
    return hasAccepted && this.members.get(accountId)?.client.state === ClientState.JOINED;
  }

  private startIfAccepted(offer: Offer): void {
    if (offer.isStarting) return;
    if (!offer.sides.every((side) => this.isReady(side.accountId, side.hasAccepted))) return;
    offer.isStarting = true;
    void this.startDuel(offer);
  }

  /** The room first, then the seats, then the players are told: nobody is sent to a place that is not there. */
  private async startDuel(offer: Offer): Promise<void> {
    const players = offer.sides.map(({ accountId }) => this.members.get(accountId) as Member);
    try {
      const seats = await makeDuel(
        { isRanked: true, botLevel: 0 },
        players.map(({ admitted }) => admitted),
      );
      for (const [i, { client }] of players.entries()) client.send(QueueMessage.Seat, seats[i]);
    } catch (error) {
      this.log?.warn({ room: this.roomId, err: error }, "no Duel could be made");
      this.pausedUntilMs = performance.now() + AFTER_FAILURE_MS;
      this.endOffer(offer, "failed", []);
      return;
    }
    this.offers.end(offer);
    const [first, second] = offer.sides;
    void this.records.noteMet(first.accountId, second.accountId);
    for (const { accountId } of offer.sides) this.remove(accountId);
    this.noteLine();
  }

  /** @returns whether one is being made; its seat follows as a message. */
  private playBot(client: Client): boolean {
    const member = this.memberOf(client);
    const waiter = this.line.find((client.auth as Admitted).accountId);
    const nowMs = performance.now();
    if (member === undefined || waiter === undefined || nowMs < member.botSeatEndsMs) return false;
    if (nowMs - waiter.sinceMs < BOT_OFFER_S * 1000) return false;
    member.botSeatEndsMs = nowMs + ARRIVE_S * 1000;
    const botLevel = botLevelFor(waiter.rating?.rating ?? null);
    makeDuel({ isRanked: false, botLevel }, [member.admitted]).then(
      ([seat]) => client.send(QueueMessage.Seat, seat),
      (error: unknown) => {
        member.botSeatEndsMs = 0;
        this.log?.warn({ room: this.roomId, err: error }, "no Duel against a bot could be made");
      },
    );
    return true;
  }

  /** @param atFault leave the queue; the others go on with the time that they have waited. */
  private endOffer(
    offer: Offer,
    how: "declined" | "expired" | "failed",
    atFault: readonly string[],
  ): void {
    this.offers.end(offer);
    const [first, second] = offer.sides;
    if (how !== "failed") this.keepApart(first.accountId, second.accountId);
    for (const { accountId } of offer.sides) {
      const end = offerEndFor(offer, how, atFault, accountId);
      this.members.get(accountId)?.client.send(QueueMessage.OfferEnded, end);
      if (!end.isQueued) this.remove(accountId);
    }
  }

  /** Who declined comes back at once, now and then: the other is not asked again and again. */
  private keepApart(a: string, b: string): void {
    void this.records.noteMet(a, b);
    const waiters = [this.line.find(a), this.line.find(b)];
    for (const waiter of waiters) {
      if (waiter !== undefined) waiter.met = [waiter.accountId === a ? b : a];
    }
  }

  private remove(accountId: string): void {
    this.line.leave(accountId);
    const member = this.members.get(accountId);
    this.members.delete(accountId);
    member?.client.leave(CloseReason.Consented);
  }

  private readRatings(): Promise<void> {
    return this.records.readRatings(this.line.all(), (accountId) =>
      this.tellStatus(accountId, performance.now()),
    );
  }

  private tellStatus(accountId: string, nowMs: number): void {
    const waiter = this.line.find(accountId);
    if (waiter === undefined) return;
    const status = this.line.statusOf(waiter, nowMs);
    this.members.get(accountId)?.client.send(QueueMessage.Status, status);
  }

  private tellOffer(accountId: string): void {
    const offer = this.offers.of(accountId);
    if (offer === undefined) return;
    const told = offerFor(offer, accountId, this.line, performance.now());
    if (told !== null) this.members.get(accountId)?.client.send(QueueMessage.Offer, told);
  }

  /** After each change, and once a cycle. Places are held for who reloads: the room stays while there is one. */
  private noteLine(): void {
    const { length } = this.line;
    this.autoDispose = length === 0;
    queueFigures.people = length;
    queueFigures.longestWaitS = this.line.longestWaitMs(performance.now()) / 1000;
  }
}
