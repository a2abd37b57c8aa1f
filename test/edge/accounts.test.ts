// Claiming, signing in, recovering and signing out, over HTTP as anybody can write it, on the real server.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GuestIdentity } from "../../client/net/identity.ts";
import { currentIdentity } from "../../server/identity/Identity.ts";
import { Passwords } from "../../server/identity/passwords.ts";
import { refusalCount } from "../../server/metrics/refusals.ts";
import {
  AccountRefusal,
  CLAIM_PATH,
  type ClaimAnswer,
  RECOVER_PATH,
  type RecoverAnswer,
  SIGN_IN_PATH,
  SIGN_OUT_PATH,
} from "../../shared/net/account.ts";
import { CloseReason } from "../../shared/net/closeCodes.ts";
import type { GuestAnswer } from "../../shared/net/guest.ts";
import { OWN_STATS_PATH, type OwnStats } from "../../shared/net/stats.ts";
import { claimsOf } from "../helpers/forgedToken.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { askSeat, type HttpAnswer, makeGuest, postJson } from "../helpers/guest.ts";
import { joinRaw } from "../helpers/rawPlayer.ts";
import { waitFor } from "../helpers/waitFor.ts";

const PASSWORD = "a horse of battery staples";
const WRONG = {
  status: AccountRefusal.Wrong,
  body: { code: 403, error: "The e-mail address, password or code is not right." },
};

let server: GameServer;
beforeAll(async () => {
  server = await startGameServer({ ARENA_MIN_ACTORS: "0" });
});
afterAll(() => server.close());

let addresses = 0;
const freshEmail = () => `player${++addresses}@example.org`;
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const subject = (answer: GuestAnswer) => claimsOf(answer.token).sub;

function post<T>(path: string, body: unknown, token?: string): Promise<HttpAnswer<T>> {
  return postJson<T>(`${server.url}${path}`, body, token === undefined ? {} : bearer(token));
}

const signIn = (email: string, password = PASSWORD) =>
  post<GuestAnswer>(SIGN_IN_PATH, { email, password });
const recover = (email: string, recoveryCode: string, password: string) =>
  post<RecoverAnswer>(RECOVER_PATH, { email, recoveryCode, password });
const claim = (email: string, token: string) =>
  post<ClaimAnswer>(CLAIM_PATH, { email, password: PASSWORD }, token);

async function signOut(token: string): Promise<number> {
  const response = await fetch(`${server.url}${SIGN_OUT_PATH}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...bearer(token) },
    body: "{}",
  });
  return response.status;
}

async function statsOf(token: string): Promise<OwnStats> {
  const response = await fetch(`${server.url}${OWN_STATS_PATH}`, { headers: bearer(token) });
  expect(response.status).toBe(200);
  return (await response.json()) as OwnStats;
}

async function claimed(email = freshEmail()) {
  const guest = await makeGuest(server.url);
  const { status, body } = await claim(email, guest.token);
  expect(status).toBe(200);
  return { email, guest, code: body.recoveryCode };
}

describe("[ACC-1] a claim", () => {
  test("keeps the account, its device and its statistics, and answers a recovery code once", async () => {
    const { email, guest, code } = await claimed();
    expect(code).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect((await statsOf(guest.token)).isClaimed).toBe(true);
    expect(subject(await makeGuest(server.url, guest.device))).toBe(subject(guest));
    const second = await claim(freshEmail(), guest.token);
    expect(second.status).toBe(AccountRefusal.Claimed);
    expect((await signIn(email)).status).toBe(200);
  });

  test("of an address that is another's is refused, however it is written", async () => {
    const { email } = await claimed();
    const guest = await makeGuest(server.url);
    for (const spelling of [email, ` ${email.toUpperCase()} `]) {
      expect(await claim(spelling, guest.token)).toEqual(WRONG);
    }
    expect((await statsOf(guest.token)).isClaimed).toBe(false);
  });

  test("of one address by two at once is one's", async () => {
    const email = freshEmail();
    const guests = await Promise.all([makeGuest(server.url), makeGuest(server.url)]);
    const answers = await Promise.all(guests.map(({ token }) => claim(email, token)));
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([
      200,
      AccountRefusal.Wrong,
    ]);
  });

  test.each([
    ["no token", CLAIM_PATH, undefined, 401],
    ["a token of nobody's", CLAIM_PATH, "banana", 401],
    ["a sign-out without a token", SIGN_OUT_PATH, undefined, 401],
  ])("%s: %s answers 401", async (_what, path, token, status) => {
    const body = path === CLAIM_PATH ? { email: freshEmail(), password: PASSWORD } : {};
    expect((await post(path, body, token)).status).toBe(status);
  });
});

describe("[ACC-2] signing in", () => {
  test("on a second device adds it to the account: both play as the same", async () => {
    const { email, guest } = await claimed();
    const { status, body: second } = await signIn(` ${email.toUpperCase()}`);
    expect(status).toBe(200);
    expect(second.device).not.toBe(guest.device);
    expect(subject(second)).toBe(subject(guest));
    for (const { device } of [guest, second]) {
      expect(subject(await makeGuest(server.url, device))).toBe(subject(guest));
    }
    expect((await askSeat(server.url, `Bearer ${second.token}`)).status).toBe(200);
  });

  test("with a password composed on another keyboard works", async () => {
    const guest = await makeGuest(server.url);
    const email = freshEmail();
    const body = { email, password: "gr\u00fc\u00dfe aus dem netz" };
    expect((await post(CLAIM_PATH, body, guest.token)).status).toBe(200);
    expect((await signIn(email, "gru\u0308\u00dfe aus dem netz")).status).toBe(200);
  });

  test("an address that nobody has, a wrong password and a wrong code are told alike", async () => {
    const { email, code } = await claimed();
    const before = refusalCount("account-403");
    expect(await signIn(email, `${PASSWORD}!`)).toEqual(WRONG);
    expect(await signIn(freshEmail())).toEqual(WRONG);
    expect(await recover(email, code.replaceAll("-", "0"), PASSWORD)).toEqual(WRONG);
    expect(await recover(freshEmail(), code, PASSWORD)).toEqual(WRONG);
    expect(refusalCount("account-403")).toBe(before + 4);
  });

  test("an unknown address costs the server the same work as a known one", async () => {
    const worked: number[] = [];
    class Counting extends Passwords {
      override async verify(password: string, kept: string | null) {
        const startedMs = process.cpuUsage().user;
        const verdict = await super.verify(password, kept);
        worked.push(process.cpuUsage().user - startedMs);
        return verdict;
      }
    }
    const passwords = new Counting();
    const kept = await passwords.hash(PASSWORD);
    expect((await passwords.verify(PASSWORD, kept)).isRight).toBe(true);
    expect((await passwords.verify(PASSWORD, null)).isRight).toBe(false);
    const [known = 0, unknown = 0] = worked;
    // Without the work it is a thousandth.
    expect(unknown).toBeGreaterThan(known / 10);
  });

  test("answers nothing that a cache may keep", async () => {
    const response = await fetch(`${server.url}${SIGN_IN_PATH}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email: freshEmail(), password: PASSWORD }),
    });
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.status).toBe(AccountRefusal.Wrong);
  });
});

describe("[ACC-3] recovering", () => {
  test("sets a new password, signs every other device out, and gives the next code", async () => {
    const { email, guest, code } = await claimed();
    const spoken = code.toLowerCase().replaceAll("-", " ");
    const { status, body } = await recover(email, spoken, "another one of mine");
    expect(status).toBe(200);
    expect(body.recoveryCode).not.toBe(code);
    expect(subject(body)).toBe(subject(guest));
    expect((await statsOf(body.token)).isClaimed).toBe(true);
    expect((await askSeat(server.url, `Bearer ${guest.token}`)).status).toBe(401);
    expect(subject(await makeGuest(server.url, guest.device))).not.toBe(subject(guest));
    expect(await signIn(email)).toEqual(WRONG);
    expect((await signIn(email, "another one of mine")).status).toBe(200);
  });

  test("works once with each code, also when two try at once", async () => {
    const { email, code } = await claimed();
    const answers = await Promise.all([
      recover(email, code, "the first of the two"),
      recover(email, code, "the second of the two"),
    ]);
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([
      200,
      AccountRefusal.Wrong,
    ]);
    expect(await recover(email, code, "a third of the two")).toEqual(WRONG);
    const next = answers.find(({ status }) => status === 200)?.body.recoveryCode ?? "";
    expect((await recover(email, next, "the one after that")).status).toBe(200);
  });
});

describe("[ACC-4] signing out everywhere", () => {
  test("closes a running match with 1008, ends every token and device, and lets one sign in at once", async () => {
    const { email, guest } = await claimed();
    const second = (await signIn(email)).body;
    const player = await joinRaw(server.url, { identity: identityOf(second) });
    expect(await signOut(guest.token)).toBe(204);
    const back = await signIn(email);
    expect(back.status).toBe(200);
    await waitFor(() => player.ended, { describe: "the end of the match" });
    expect(player.ended?.code).toBe(CloseReason.Unauthorized);
    for (const { token, device } of [guest, second]) {
      expect((await askSeat(server.url, `Bearer ${token}`)).status).toBe(401);
      expect(subject(await makeGuest(server.url, device))).not.toBe(subject(guest));
    }
    // Signed in within the same second: the new token is good, and stays so.
    expect(subject(back.body)).toBe(subject(guest));
    expect((await askSeat(server.url, `Bearer ${back.body.token}`)).status).toBe(200);
  });

  test("is not for a guest, who could not come back", async () => {
    const guest = await makeGuest(server.url);
    expect(await signOut(guest.token)).toBe(AccountRefusal.Claimed);
    expect(subject(await makeGuest(server.url, guest.device))).toBe(subject(guest));
  });
});

test("[ACC-5] an account that the host shut out is told so by its own password alone", async () => {
  const { email, guest } = await claimed();
  await currentIdentity().revoke(String(subject(guest)));
  expect((await signIn(email)).status).toBe(AccountRefusal.ShutOut);
  expect(await signIn(email, "not the password")).toEqual(WRONG);
});

/** A device of the account, as its page has it. */
function identityOf({ device }: GuestAnswer): GuestIdentity {
  return new GuestIdentity(server.url, { load: () => device, save: () => undefined });
}
