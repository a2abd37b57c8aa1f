// Who waits, and what two who were found are told, without a network.
import { describe, expect, test } from "vitest";
import { MatchOffers, offerEndFor, offerFor } from "../../server/match/matchOffers.ts";
import { PLACE_HOLD_MS, QueueLine, type Waiter } from "../../server/match/QueueLine.ts";
import { ACCEPT_S, BOT_OFFER_S } from "../../shared/net/queue.ts";

const S = 1000;
const isFree = () => true;

/** A line in which everybody came at 0 and is known. */
function makeLine(...accounts: string[]): QueueLine {
  const line = new QueueLine();
  for (const account of accounts) know(line.enter(account, account.toUpperCase(), 0));
  return line;
}

function know(waiter: Waiter): void {
  waiter.rating = { rating: 1500, tier: null, placementsLeft: 5 };
  waiter.pingMs = 30;
}

describe("the line", () => {
  test("[QUE-5] keeps the wait of who comes back in 15 s, and no longer", () => {
    const line = makeLine("ada", "bo");
    line.lose("ada", 10 * S);
    expect(line.tickets(12 * S, isFree).map(({ id }) => id)).toEqual(["bo"]);
    expect(line.overdue(10 * S + PLACE_HOLD_MS)).toEqual([]);
    expect(line.overdue(10 * S + PLACE_HOLD_MS + 1).map(({ accountId }) => accountId)).toEqual([
      "ada",
    ]);
    know(line.enter("ada", "Ada", 20 * S));
    const [ada] = line.tickets(25 * S, isFree);
    expect(ada).toMatchObject({ id: "ada", waitedS: 25 });
    expect(line.overdue(99 * S)).toEqual([]);
  });

  test("[QUE-8] hands nobody to the matchmaker whose rating or round trip is not known", () => {
    const line = makeLine("ada", "bo", "cy");
    const [ada, bo] = line.all();
    if (ada === undefined || bo === undefined) throw new Error("an empty line");
    ada.rating = null;
    bo.pingMs = 0;
    expect(line.tickets(S, isFree).map(({ id }) => id)).toEqual(["cy"]);
    expect(line.tickets(S, (account) => account !== "cy")).toEqual([]);
    expect(line.statusOf(ada, S)).toMatchObject({ rating: null, queued: 3 });
  });

  test("[QUE-11] offers a bot after 20 s, to the second", () => {
    const line = makeLine("ada");
    const [ada] = line.all() as [Waiter];
    expect(line.statusOf(ada, BOT_OFFER_S * S - 1).isBotOffered).toBe(false);
    expect(line.statusOf(ada, BOT_OFFER_S * S)).toMatchObject({ isBotOffered: true, waitedS: 20 });
  });
});

describe("offers", () => {
  test("[QUE-3] are open for 10 s, to their two, until both have said yes", () => {
    const offers = new MatchOffers();
    const offer = offers.make("o1", "ada", "bo", 0);
    expect(offers.open("o1", "ada", ACCEPT_S * S - 1)).toBe(offer);
    expect(offers.open("o1", "cy", S)).toBeNull();
    expect(offers.open("o2", "ada", S)).toBeNull();
    expect(offers.open("o1", "ada", ACCEPT_S * S)).toBeNull();
    expect(offers.expired(ACCEPT_S * S - 1)).toEqual([]);
    expect(offers.expired(ACCEPT_S * S)).toEqual([offer]);
    offer.isStarting = true;
    expect(offers.expired(ACCEPT_S * S)).toEqual([]);
    expect(offers.open("o1", "ada", S)).toBeNull();
    offers.end(offer);
    expect(offers.of("bo")).toBeUndefined();
  });

  test("are made to nobody who has one: that is the caller's mistake", () => {
    const offers = new MatchOffers();
    offers.make("o1", "ada", "bo", 0);
    expect(() => offers.make("o2", "bo", "cy", 0)).toThrow("offer o2: bo has offer o1");
  });

  test("[QUE-2] tell each of the other", () => {
    const line = makeLine("ada", "bo");
    const offer = new MatchOffers().make("o1", "ada", "bo", 0);
    offer.sides[1].hasAccepted = true;
    expect(offerFor(offer, "ada", line, 4 * S)).toEqual({
      offerId: "o1",
      opponent: { name: "BO", rating: { rating: 1500, tier: null, placementsLeft: 5 } },
      leftMs: 6 * S,
      hasAccepted: false,
      hasOpponentAccepted: true,
    });
    expect(offerFor(offer, "bo", line, 4 * S)).toMatchObject({
      hasAccepted: true,
      hasOpponentAccepted: false,
    });
    line.leave("bo");
    expect(offerFor(offer, "ada", line, 4 * S)).toBeNull();
  });

  test.each([
    ["declined", ["ada"], "declined", false, "opponentDeclined", true],
    ["expired", ["bo"], "opponentExpired", true, "expired", false],
    ["expired", ["ada", "bo"], "expired", false, "expired", false],
    ["failed", [], "failed", true, "failed", true],
  ] as const)(
    "[QUE-3] %s by %j: who is at fault is out, the other waits on",
    (how, atFault, forAda, adaWaits, forBo, boWaits) => {
      const offer = new MatchOffers().make("o1", "ada", "bo", 0);
      const [ada, bo] = ["ada", "bo"].map((one) => offerEndFor(offer, how, atFault, one));
      expect(ada).toEqual({ offerId: "o1", reason: forAda, isQueued: adaWaits });
      expect(bo).toEqual({ offerId: "o1", reason: forBo, isQueued: boWaits });
    },
  );
});
