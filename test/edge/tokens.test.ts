// Who is let in: tokens with one flaw each, against the real server.
import { generateKeyPairSync, sign } from "node:crypto";
import { matchMaker, Room } from "@colyseus/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { currentIdentity } from "../../server/identity/Identity.ts";
import { TicketMint } from "../../server/identity/tickets.ts";
import { GUEST_PATH, type GuestAnswer } from "../../shared/net/guest.ts";
import { ARENA_ROOM, JoinRefusal, LAB_ROOM } from "../../shared/net/protocol.ts";
import { AUTH_SECRET, claimsOf, forgeToken, keyFor, nowS } from "../helpers/forgedToken.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { askSeat, JOIN_OPTIONS, makeGuest, postJson } from "../helpers/guest.ts";

let server: GameServer;
let guest: GuestAnswer;
let accountId: string;
beforeAll(async () => {
  server = await startGameServer({ AUTH_SECRET, ARENA_MIN_ACTORS: "0" });
  guest = await makeGuest(server.url);
  accountId = String(claimsOf(guest.token).sub);
});
afterAll(() => server.close());

const HOUR_S = 3600;
const bearer = (token: string) => `Bearer ${token}`;
const flawed = (claims: Record<string, unknown>) => bearer(forgeToken(accountId, { claims }));
const headed = (header: Record<string, unknown>) => bearer(forgeToken(accountId, { header }));

/** An asymmetric signature, and the public key in the header for whoever believes it. */
function signedByStranger(): string {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const header = { alg: "EdDSA", typ: "guest+jwt", jwk: publicKey.export({ format: "jwk" }) };
  const payload = forgeToken(accountId).split(".")[1];
  const text = `${Buffer.from(JSON.stringify(header)).toString("base64url")}.${payload}`;
  return bearer(`${text}.${sign(null, Buffer.from(text), privateKey).toString("base64url")}`);
}

function withPayloadOf(token: string, other: string): string {
  const [header, , signature] = token.split(".");
  return bearer([header, other.split(".")[1], signature].join("."));
}

/** What is wrong, and the Authorization header that has it wrong. */
const FLAWS: readonly (readonly [string, () => string | null | Promise<string>])[] = [
  ["no header at all", () => null],
  ["an empty token", () => "Bearer "],
  ["no token", () => bearer("banana")],
  ["another scheme", () => `Basic ${guest.token}`],
  ["a scheme in lower case only", () => `bearer  ${guest.token}`],
  ["the device's secret", () => bearer(guest.device)],
  ["a ticket", async () => bearer(await new TicketMint(keyFor("token")).issue(accountId, "seat"))],
  ["no signature", () => bearer(guest.token.replace(/[^.]*$/, ""))],
  ["a signature cut short", () => bearer(guest.token.slice(0, -4))],
  ["the claims of another token", () => withPayloadOf(guest.token, forgeToken(accountId))],
  ["another key", () => bearer(forgeToken(accountId, { key: new Uint8Array(32) }))],
  ["the key for tickets", () => bearer(forgeToken(accountId, { key: keyFor("ticket") }))],
  ["alg none, unsigned", () => headed({ alg: "none" }).replace(/[^.]*$/, "")],
  ["alg none, signed", () => headed({ alg: "none" })],
  ["HS512", () => bearer(forgeToken(accountId, { header: { alg: "HS512" }, hash: "sha512" }))],
  ["a stranger's key in the header", signedByStranger],
  ["an address for keys in the header", () => headed({ jku: "https://example.org/keys" })],
  ["another type in the header", () => headed({ typ: "ticket+jwt" })],
  ["an unknown critical header", () => headed({ crit: ["b64"], b64: true })],
  ["another issuer", () => flawed({ iss: "somebody" })],
  ["another audience", () => flawed({ aud: "fraywire:upgrade" })],
  ["ours among several audiences", () => flawed({ aud: ["fraywire:room", "other"] })],
  ["another purpose", () => flawed({ purpose: "reset-password" })],
  ["no purpose", () => flawed({ purpose: undefined })],
  ["an extra claim", () => flawed({ admin: true })],
  ["a claim that would choose the seat", () => flawed({ sessionId: "AAAAAAAAA" })],
  ["no subject", () => flawed({ sub: undefined })],
  ["a subject that is no account", () => flawed({ sub: "__proto__" })],
  ["an expiry long ago", () => flawed({ iat: nowS() - HOUR_S, exp: nowS() - HOUR_S / 2 })],
  ["an expiry a moment ago", () => flawed({ iat: nowS() - 60, exp: nowS() - 3 })],
  ["no expiry", () => flawed({ exp: undefined })],
  ["an expiry in a year", () => flawed({ exp: nowS() + 365 * 24 * HOUR_S })],
  ["a beginning in an hour", () => flawed({ iat: nowS() + HOUR_S, exp: nowS() + HOUR_S + 60 })],
  ["4,000 characters", () => flawed({ jti: "x".repeat(4000) })],
];

describe("[EDGE-30] only a token that this server signed, for this use, in these minutes, lets its bearer in", () => {
  test("the forger's own tokens are right but for their flaw: without one they pass", async () => {
    for (const room of [ARENA_ROOM, LAB_ROOM]) {
      const answer = await askSeat(server.url, bearer(forgeToken(accountId)), room);
      expect(answer.status).toBe(200);
    }
  });

  test.each(FLAWS)("%s: 401 in every room, and nothing of why", async (_what, makeHeader) => {
    const header = await makeHeader();
    const before = await matchMaker.stats.fetchAll();
    for (const room of [ARENA_ROOM, LAB_ROOM]) {
      const { status, body } = await askSeat(server.url, header, room);
      expect(status).toBe(JoinRefusal.NotAdmitted);
      expect(body).toEqual({
        code: JoinRefusal.NotAdmitted,
        error: "You could not be signed in: reload the page.",
      });
    }
    expect((await matchMaker.stats.fetchAll())[0]?.roomCount).toBe(before[0]?.roomCount);
  });

  test("a token in the URL, the body or the join options counts for nothing", async () => {
    const path = `${server.url}/matchmake/joinOrCreate/${ARENA_ROOM}`;
    const inUrl = await postJson(`${path}?_authToken=${guest.token}`, JOIN_OPTIONS);
    expect(inUrl.status).toBe(JoinRefusal.NotAdmitted);
    const inOptions = await postJson(path, { ...JOIN_OPTIONS, accountId, token: guest.token });
    expect(inOptions.status).toBe(JoinRefusal.Malformed);
  });

  test("an account that was revoked: 401 with its token, 403 with its device", async () => {
    const outcast = await makeGuest(server.url);
    const id = String(claimsOf(outcast.token).sub);
    expect(await currentIdentity().revoke(id)).toBe(true);
    expect((await askSeat(server.url, bearer(outcast.token))).status).toBe(JoinRefusal.NotAdmitted);
    const again = await postJson(`${server.url}${GUEST_PATH}`, { device: outcast.device });
    expect(again.status).toBe(JoinRefusal.ShutOut);
    expect(again.body).toEqual({ code: 403, error: "This account may not play here." });
  });
});

test.each([ARENA_ROOM, LAB_ROOM])(
  "[EDGE-31] %s has an onAuth of ours: Colyseus' own admits everybody",
  (room) => {
    const ours = matchMaker.getRoomClass(room) as unknown as { onAuth: unknown };
    const upstream = Room as unknown as { onAuth: unknown };
    expect(upstream.onAuth).toBeInstanceOf(Function);
    expect(ours.onAuth).not.toBe(upstream.onAuth);
  },
);

describe("[EDGE-32] POST /api/guest", () => {
  test("a new device gets an account of its own, a known one keeps its account", async () => {
    const [first, second] = await Promise.all([makeGuest(server.url), makeGuest(server.url)]);
    expect(claimsOf(first.token).sub).not.toBe(claimsOf(second.token).sub);
    const back = await makeGuest(server.url, first.device);
    expect(back.device).toBe(first.device);
    expect(claimsOf(back.token).sub).toBe(claimsOf(first.token).sub);
  });

  test("a device that nobody knows gets another account and another secret", async () => {
    const stranger = "A".repeat(43);
    const answer = await makeGuest(server.url, stranger);
    expect(answer.device).not.toBe(stranger);
  });

  test("the token says who, for what and until when, and nothing that the client chose", async () => {
    const claims = claimsOf((await makeGuest(server.url)).token);
    expect(Object.keys(claims).sort()).toEqual([
      "aud",
      "exp",
      "iat",
      "iss",
      "jti",
      "purpose",
      "sub",
    ]);
    expect(Number(claims.exp) - Number(claims.iat)).toBe(900);
  });

  test.each([
    ["a device of another form", { device: "short" }],
    ["a device that is no string", { device: { length: 43 } }],
    ["claims of the caller's choice", { admin: true }],
    ["an account to become", { accountId: "b1f5a0e0-0000-4000-8000-000000000000" }],
  ])("%s: 400", async (_what, body) => {
    const answer = await postJson(`${server.url}${GUEST_PATH}`, body);
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({ code: 400, error: "This request is not valid." });
  });
});
