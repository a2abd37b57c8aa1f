// Coming back to a seat: what a reconnection token is worth without its account, on the real server.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { currentIdentity } from "../../server/identity/Identity.ts";
import { CloseReason } from "../../shared/net/closeCodes.ts";
import type { GuestAnswer } from "../../shared/net/guest.ts";
import { AUTH_SECRET, claimsOf, forgeTicket, forgeToken, nowS } from "../helpers/forgedToken.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import {
  getTicket,
  makeGuest,
  postJson,
  type Reservation,
  reserveSeat,
  socketUrl,
} from "../helpers/guest.ts";
import { type GuestSocket, openSocket } from "../helpers/guestSocket.ts";
import { waitFor } from "../helpers/waitFor.ts";

const REFUSAL = { code: 401, error: "This seat is not yours." };

let server: GameServer;
beforeAll(async () => {
  server = await startGameServer({ AUTH_SECRET, ARENA_MIN_ACTORS: "0" });
});
afterAll(() => server.close());

/** A person in the arena, and somebody else who knows its reconnection token. */
let victim: GuestAnswer;
let attacker: GuestAnswer;
let seat: Reservation;
let playing: GuestSocket;
const opened: GuestSocket[] = [];
beforeEach(async () => {
  [victim, attacker] = await Promise.all([makeGuest(server.url), makeGuest(server.url)]);
  seat = await reserveSeat(server.url, victim.token);
  playing = await openSocket(socketUrl(server.url, seat));
  opened.push(playing);
});
afterEach(() => {
  for (const { socket } of opened.splice(0)) socket.terminate();
});

const accountOf = ({ token }: GuestAnswer) => String(claimsOf(token).sub);

async function comeBack(ticket: string, of: Reservation = seat): Promise<GuestSocket> {
  const { reconnectionToken } = playing;
  const back = await openSocket(socketUrl(server.url, of, { ticket, reconnectionToken }));
  opened.push(back);
  return back;
}

/** The seat's socket breaks, and the server knows. */
async function drop(): Promise<void> {
  playing.socket.terminate();
  const isHeld = () => currentIdentity().seats.ofSession(seat.sessionId)?.giveUp !== null;
  await waitFor(isHeld, { describe: "the held seat" });
}

const THIEVES: readonly (readonly [string, () => string | Promise<string>])[] = [
  ["no ticket", () => ""],
  ["something that is no ticket", () => "banana"],
  ["its own ticket", () => getTicket(server.url, attacker.token, seat.sessionId)],
  ["its own token", () => attacker.token],
  ["the victim's token", () => victim.token],
  ["the victim's ticket to another seat", () => getTicket(server.url, victim.token, "another")],
  [
    "a ticket of the victim's that is late",
    () => forgeTicket(accountOf(victim), seat.sessionId, { iat: nowS() - 10, exp: nowS() - 5 }),
  ],
  [
    "a ticket of the victim's with an extra claim",
    () => forgeTicket(accountOf(victim), seat.sessionId, { admin: true }),
  ],
  [
    "a ticket of the victim's that would last",
    () => forgeTicket(accountOf(victim), seat.sessionId, { exp: nowS() + 3600 }),
  ],
];

describe("[EDGE-33] a reconnection token takes no seat without a ticket of the seat's account", () => {
  test.each(THIEVES)("%s: 401, and the player on the seat notices nothing", async (_what, make) => {
    const thief = await comeBack(await make());
    expect(thief.status).toBe(401);
    expect(thief.refusal).toEqual(REFUSAL);
    const { frames } = playing;
    await waitFor(() => playing.frames > frames + 5, { describe: "the player's patches" });
    expect(playing.closeCode).toBe(0);
  });

  test.each(THIEVES)(
    "%s: 401 while the seat is held, and its player returns to it",
    async (_what, make) => {
      await drop();
      expect((await comeBack(await make())).status).toBe(401);
      const back = await comeBack(await getTicket(server.url, victim.token, seat.sessionId));
      expect(back.status).toBe(101);
      expect(back.closeCode).toBe(0);
    },
  );

  test("a ticket is good once", async () => {
    await drop();
    const ticket = await getTicket(server.url, victim.token, seat.sessionId);
    expect((await comeBack(ticket)).status).toBe(101);
    expect((await comeBack(ticket)).status).toBe(401);
  });

  test("the HTTP way, which asks for no account and cuts whoever sits there, is closed", async () => {
    const { reconnectionToken } = playing;
    const url = `${server.url}/matchmake/reconnect/${seat.roomId}`;
    expect((await postJson(url, { reconnectionToken })).status).toBe(404);
    const { frames } = playing;
    await waitFor(() => playing.frames > frames + 5, { describe: "the player's patches" });
  });

  test("a seat that is gone is told as gone, to whoever has a ticket in order", async () => {
    await drop();
    currentIdentity().seats.ofSession(seat.sessionId)?.giveUp?.();
    await waitFor(() => currentIdentity().seats.ofSession(seat.sessionId) === undefined, {
      describe: "the free seat",
    });
    const back = await comeBack(await getTicket(server.url, victim.token, seat.sessionId));
    expect(back.closeCode).toBe(CloseReason.SeatLost);
  });

  test("tickets go to tokens that admit: none for a revoked or an expired one", async () => {
    const ask = (token: string) =>
      postJson(
        `${server.url}/api/ticket`,
        { session: seat.sessionId },
        { authorization: `Bearer ${token}` },
      );
    const expired = forgeToken(accountOf(victim), {
      claims: { iat: nowS() - 60, exp: nowS() - 30 },
    });
    const refusal = {
      status: 401,
      body: { code: 401, error: "You could not be signed in: reload the page." },
    };
    expect(await ask(expired)).toEqual(refusal);
    await currentIdentity().revoke(accountOf(attacker));
    expect(await ask(attacker.token)).toEqual(refusal);
  });

  test("a ticket from before a revocation is worth nothing after it", async () => {
    const ticket = await getTicket(server.url, victim.token, seat.sessionId);
    await drop();
    await currentIdentity().revoke(accountOf(victim));
    expect((await comeBack(ticket)).status).toBe(401);
  });
});
