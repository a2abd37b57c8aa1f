// Nothing that proves who somebody is stands in a log or in a URL: a whole session of the real client against the
// server's own process, which says all that it can say.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AccountLink } from "../../client/net/account.ts";
import { Connection } from "../../client/net/connection.ts";
import { GuestIdentity } from "../../client/net/identity.ts";
import { SIGN_IN_PATH } from "../../shared/net/account.ts";
import { CloseReason } from "../../shared/net/closeCodes.ts";
import { GUEST_PATH, TICKET_PARAM } from "../../shared/net/guest.ts";
import { ARENA_ROOM } from "../../shared/net/protocol.ts";
import { AUTH_SECRET } from "../helpers/forgedToken.ts";
import {
  askSeat,
  JOIN_OPTIONS,
  makeGuest,
  postJson,
  reserveSeat,
  socketUrl,
} from "../helpers/guest.ts";
import { openSocket } from "../helpers/guestSocket.ts";
import { waitFor } from "../helpers/waitFor.ts";

const ENTRY = join(import.meta.dirname, "../../server/index.ts");
const dataDir = mkdtempSync(join(tmpdir(), "fraywire-"));

let child: ChildProcess;
/** All that the process has printed. */
let printed = "";
/** All that went up to it. */
let sent = "";
let wire: Server;
/** Through the wire that is listened to. */
let url: string;

beforeAll(async () => {
  const env = {
    ...process.env,
    NODE_ENV: "production",
    HOST: "127.0.0.1",
    PORT: "0",
    LOG_LEVEL: "trace",
    // Upstream's own, on the terminal.
    DEBUG: "colyseus:*",
    AUTH_SECRET,
    DATA_DIR: dataDir,
    ARENA_MIN_ACTORS: "0",
  };
  child = spawn(process.execPath, [ENTRY], { env, stdio: ["ignore", "pipe", "pipe"] });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (data) => {
      printed += data;
    });
  }
  const port = await waitFor(() => /up: http:\/\/127\.0\.0\.1:(\d+)/.exec(printed)?.[1], {
    describe: "the server",
    timeoutMs: 15_000,
  });
  wire = createServer((client) => {
    const server = connect(Number(port), "127.0.0.1");
    client.on("data", (data) => {
      sent += data.toString("latin1");
    });
    client.pipe(server).pipe(client);
    client.on("error", () => server.destroy());
    server.on("error", () => client.destroy());
  });
  await new Promise<void>((resolve) => wire.listen(0, "127.0.0.1", resolve));
  const address = wire.address();
  url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
});
afterAll(() => {
  child.kill("SIGKILL");
  wire.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Joins, plays, loses its socket, comes back, leaves. @returns what only this player may know. */
async function playAndReturn(): Promise<string[]> {
  const kept: string[] = [];
  const identity = new GuestIdentity(url, {
    load: () => kept[0] ?? null,
    save: (device) => kept.push(device),
  });
  const connection = await Connection.join(url, JOIN_OPTIONS, ARENA_ROOM, identity);
  const { room } = connection;
  let isBack = false;
  room.onReconnect(() => {
    isBack = true;
  });
  room.connection.close(CloseReason.Watchdog);
  await waitFor(() => isBack, { describe: "the return" });
  const returning = room.reconnectionToken.split(":")[1] ?? "";
  const secrets = [await identity.getToken(), ...kept, returning];
  await connection.leave();
  return secrets;
}

/** Everything that is refused, with true secrets in the wrong places. @returns them. */
async function tryInVain(): Promise<string[]> {
  const guest = await makeGuest(url);
  const { token, device } = guest;
  await askSeat(url, `Basic ${token}`);
  await askSeat(url, `Bearer ${token}x`);
  await askSeat(url, `Bearer ${token}`, ARENA_ROOM, { ...JOIN_OPTIONS, device });
  await askSeat(url, `Bearer ${token}`, ARENA_ROOM, { ...JOIN_OPTIONS, name: device });
  await postJson(`${url}${GUEST_PATH}`, { device: [device], token });
  await fetch(`${url}${GUEST_PATH}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: `{"device":"${device}"`,
  });
  const seat = await reserveSeat(url, token);
  const reconnectionToken = "NoSuchTokenOfMine";
  expect(
    (await openSocket(socketUrl(url, seat, { ticket: device, reconnectionToken }))).status,
  ).toBe(401);
  return [token, device, reconnectionToken];
}

/** Claims, signs in, recovers, and fails at each. @returns what only this player may know. */
async function claimAndRecover(): Promise<string[]> {
  const email = "whoever.it.is@example.org";
  const passwords = ["the first of my passwords", "the second of my passwords"] as const;
  const [password, next] = passwords;
  const identity = new GuestIdentity(url);
  const account = new AccountLink(identity);
  const code = await account.claim({ email, password });
  await expect(account.claim({ email, password })).rejects.toMatchObject({ code: 409 });
  await expect(account.signIn({ email, password: next })).rejects.toMatchObject({ code: 403 });
  await account.signIn({ email, password });
  const before = await identity.getToken();
  const recoveryCode = await account.recover({ email, recoveryCode: code, password: next });
  await postJson(`${url}${SIGN_IN_PATH}`, { email, password, recoveryCode });
  await fetch(`${url}${SIGN_IN_PATH}?password=${encodeURIComponent(email)}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: `{"email":"${email}","password":"${password}"`,
  });
  const after = await identity.getToken();
  await account.signOutEverywhere();
  return [email, ...passwords, code, recoveryCode, before, after];
}

test("[EDGE-36] no token, ticket, device or key stands in any line that the process prints, or in any URL but the ticket", async () => {
  const secrets = [
    AUTH_SECRET,
    ...(await playAndReturn()),
    ...(await tryInVain()),
    ...(await claimAndRecover()),
  ];
  const tickets = [...sent.matchAll(new RegExp(`${TICKET_PARAM}=([^& ]+)`, "g"))].map(
    ([, it]) => it,
  );
  await waitFor(() => printed.includes('"left"'), { describe: "the end in the log" });
  child.kill("SIGTERM");
  await waitFor(() => child.exitCode !== null, { describe: "the end", timeoutMs: 8000 });

  for (const event of ["joined", "dropped", "reconnected", "left"]) {
    expect(printed).toContain(event);
  }
  expect(tickets.length).toBeGreaterThanOrEqual(2);
  for (const secret of [...secrets, ...tickets]) {
    expect(secret?.length).toBeGreaterThan(8);
    expect(printed).not.toContain(secret);
  }

  const targets = [...sent.matchAll(/(?:GET|POST) (\S+) HTTP\/1\.1\r\n/g)].map(([, it]) => it);
  expect(targets.some((target) => target?.includes("sessionId="))).toBe(true);
  const [, ownToken = "", ownDevice = ""] = secrets;
  for (const target of targets) {
    expect(target).not.toContain(ownToken);
    expect(target).not.toContain(ownDevice);
  }
  expect(sent).toContain(`Bearer ${ownToken}`);
});
