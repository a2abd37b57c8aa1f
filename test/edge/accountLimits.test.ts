// What stands before claims and sign-ins: limits, the queue for passwords, the form of what is written. On the real
// server.
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Passwords } from "../../server/identity/passwords.ts";
import { openStoreHere } from "../../server/store/openStore.ts";
import { DATABASE_FILE } from "../../server/store/sqliteStore.ts";
import {
  AccountRefusal,
  CLAIM_PATH,
  SIGN_IN_PATH,
  SIGN_OUT_PATH,
} from "../../shared/net/account.ts";
import { GUEST_PATH } from "../../shared/net/guest.ts";
import { OWN_STATS_PATH } from "../../shared/net/stats.ts";
import { claimsOf } from "../helpers/forgedToken.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { makeGuest, postJson } from "../helpers/guest.ts";

const PASSWORD = "a horse of battery staples";

let server: GameServer;
beforeAll(async () => {
  server = await startGameServer({ ARENA_MIN_ACTORS: "0" });
});
afterAll(() => server.close());

/** For what hashes dozens of passwords on a machine with other work to do. */
const DEAR_MS = 60_000;

let addresses = 0;
const freshEmail = () => `player${++addresses}@example.org`;
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  postJson<unknown>(`${server.url}${path}`, body, headers);
const signIn = (email: string, password = PASSWORD) => post(SIGN_IN_PATH, { email, password });

/** An account of that address, and whose it is. */
async function claimed(email: string): Promise<string> {
  const { token } = await makeGuest(server.url);
  const headers = { authorization: `Bearer ${token}` };
  expect((await post(CLAIM_PATH, { email, password: PASSWORD }, headers)).status).toBe(200);
  return String(claimsOf(token).sub);
}

describe("[ACC-6] tries are limited", () => {
  test(
    "for one e-mail address, known or not, with when to come back",
    async () => {
      const known = freshEmail();
      await claimed(known);
      for (const email of [known, freshEmail()]) {
        const statuses: number[] = [];
        for (let i = 0; i < 11; i++) statuses.push((await signIn(email, "wrong password")).status);
        expect(statuses).toEqual([...Array<number>(10).fill(403), 429]);
        // Right or wrong makes no difference then.
        const refused = await fetch(`${server.url}${SIGN_IN_PATH}`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ email, password: PASSWORD }),
        });
        expect(refused.status).toBe(429);
        expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(500);
      }
    },
    DEAR_MS,
  );

  test("for one account", async () => {
    const guest = await makeGuest(server.url);
    const statuses = new Set<number>();
    for (let i = 0; i < 21; i++) {
      const headers = { authorization: `Bearer ${guest.token}` };
      statuses.add((await post(SIGN_OUT_PATH, {}, headers)).status);
    }
    expect(statuses).toEqual(new Set([AccountRefusal.Claimed, 429]));
  });
});

test(
  "[ACC-7] a crowd is told to come back, before its passwords fill the memory",
  async () => {
    const crowd = Array.from({ length: 100 }, () => signIn(freshEmail()));
    const statuses = new Map<number, number>();
    for (const { status } of await Promise.all(crowd)) {
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect([...statuses.keys()].sort((a, b) => a - b)).toEqual([403, 503]);
    expect((await signIn(freshEmail())).status).toBe(403);
  },
  DEAR_MS,
);

test("[ACC-9] while the database cannot be written, a claim is told so; what could be read is; and it works later", async () => {
  const { token } = await makeGuest(server.url);
  const headers = { authorization: `Bearer ${token}` };
  const body = { email: freshEmail(), password: PASSWORD };
  const blocker = new DatabaseSync(join(server.dataDir, DATABASE_FILE));
  blocker.exec("BEGIN IMMEDIATE");
  const claiming = post(CLAIM_PATH, body, headers);
  expect((await fetch(`${server.url}${OWN_STATS_PATH}`, { headers })).status).toBe(200);
  const refused = await claiming;
  expect(refused.status).toBe(503);
  expect(refused.body).toEqual({ code: 503, error: "Accounts cannot be reached right now." });
  blocker.exec("ROLLBACK");
  blocker.close();
  expect((await post(CLAIM_PATH, body, headers)).status).toBe(200);
});

test("[ACC-7] a password that was kept at an older cost follows at its next sign-in", async () => {
  const email = freshEmail();
  const accountId = await claimed(email);
  const store = await openStoreHere({ dataDir: server.dataDir, databaseUrl: "" });
  const older = await new Passwords({ memoryKiB: 1024, passes: 1, lanes: 1 }).hash(PASSWORD);
  const recoveryHash = (await store.findCredentials(email))?.recoveryHash ?? "";
  const next = { passwordHash: older, recoveryHash };
  expect(await store.replaceCredentials(accountId, recoveryHash, next)).toBe(true);
  expect((await signIn(email)).status).toBe(200);
  const kept = await store.findCredentials(email);
  expect(kept?.passwordHash).toContain("$m=19456,t=2,p=1$");
  expect(kept?.recoveryHash).toBe(recoveryHash);
  expect((await signIn(email)).status).toBe(200);
  await store.close();
});

test.each([
  ["an e-mail without its @", { email: "somebody", password: PASSWORD }],
  ["an e-mail of 300 characters", { email: `${"x".repeat(300)}@example.org`, password: PASSWORD }],
  ["an e-mail with a blank", { email: "some body@example.org", password: PASSWORD }],
  ["an e-mail with two lines", { email: "a@example.org\nb@example.org", password: PASSWORD }],
  ["a password of 9 characters", { email: "a@example.org", password: "123456789" }],
  ["a password of 129 characters", { email: "a@example.org", password: "x".repeat(129) }],
  ["half a character in a password", { email: "a@example.org", password: "1234567890\ud800" }],
  ["a password that is no text", { email: "a@example.org", password: 1234567890 }],
  ["more than is asked for", { email: "a@example.org", password: PASSWORD, admin: true }],
  ["less", { email: "a@example.org" }],
])("[EDGE-29] %s: 400", async (_what, body) => {
  for (const path of [SIGN_IN_PATH, CLAIM_PATH]) {
    const answer = await post(path, body);
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({ code: 400, error: "This request is not valid." });
  }
});

test(
  "[ACC-6] one address tries 30 times a minute, whatever it tries",
  async () => {
    const limited = await startGameServer({ ARENA_MIN_ACTORS: "0", UNLIMITED_IPS: "none" });
    const statuses: number[] = [];
    for (let i = 0; i < 31; i++) {
      const body = { email: `guess${i}@example.org`, password: PASSWORD };
      statuses.push((await postJson(`${limited.url}${SIGN_IN_PATH}`, body)).status);
    }
    expect(statuses).toEqual([...Array<number>(30).fill(403), 429]);
    expect((await postJson(`${limited.url}${GUEST_PATH}`, {})).status).toBe(200);
    await limited.close();
  },
  DEAR_MS,
);
