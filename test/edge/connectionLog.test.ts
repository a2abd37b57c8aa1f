// What the log says of connections: one line an event, and no secret in any of them.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { redact } from "../../server/log.ts";
import { joinHeadless } from "../helpers/headlessPlayer.ts";
import { type ServerProcess, startServerProcess } from "../helpers/serverProcess.ts";
import { makeTcpProxy } from "../helpers/tcpProxy.ts";
import { waitFor } from "../helpers/waitFor.ts";

let server: ServerProcess;
beforeAll(async () => {
  server = await startServerProcess({ LOG_LEVEL: "info", ARENA_MIN_ACTORS: "0" });
});
afterAll(() => server.kill());

test("[EDGE-49] a connection's life is one line an event, each with room, session and account, ends with code and reason", async () => {
  const targetPort = Number(new URL(server.url).port);
  const proxy = await makeTcpProxy({ targetPort, rttMs: 0, jitterMs: 0, seed: 1 });
  const player = await joinHeadless(`http://127.0.0.1:${proxy.port}`, "Logged");
  const { roomId: room, sessionId: session } = player.connection.room;
  const events = () => server.log().filter((line) => line.session === session);
  proxy.cut();
  proxy.restore();
  await waitFor(() => events().some(({ msg }) => msg === "reconnected"), {
    describe: "the return",
  });
  await waitFor(() => player.connection.canSend, { describe: "the client's side of it" });
  await player.leave();
  await waitFor(() => events().some(({ msg }) => msg === "left"), { describe: "the last line" });
  await proxy.close();
  expect(events().map(({ msg }) => msg)).toEqual(["joined", "dropped", "reconnected", "left"]);
  const account = expect.stringMatching(/^[\w-]{8,}$/);
  for (const event of events()) expect(event).toMatchObject({ room, session, account });
  expect(new Set(events().map((event) => event.account)).size).toBe(1);
  expect(events()[1]).toMatchObject({ code: 1006, reason: "abnormal" });
  expect(events()[3]).toMatchObject({ code: 4000, reason: "left" });
});

const SECRET = "s3cr3t-Value_1234";

describe("[EDGE-49] a secret never reaches the log", () => {
  test.each([
    ["a property", { a: 1, token: SECRET, after: "kept" }],
    ["a nested property", { request: { headers: { authorization: `Bearer ${SECRET}` } } }],
    ["a property with quotes in it", { secret: `a"${SECRET}"\\`, after: "kept" }],
    ["an object written into a text", { text: JSON.stringify({ reconnectionToken: SECRET }) }],
    ["one written twice", { text: JSON.stringify({ t: JSON.stringify({ device: SECRET }) }) }],
    ["a URL", { url: `/p/r?sessionId=x&reconnectionToken=${SECRET}&_authToken=${SECRET}` }],
    ["a signed token in a message", { msg: `bad: eyJhbGciOi.eyJzdWIi.${SECRET}` }],
    ["an environment", { env: { AUTH_SECRET: SECRET, ADMIN_PASSWORD: SECRET } }],
  ])("%s", (_where, line) => {
    const redacted = redact(JSON.stringify(line));
    expect(redacted).not.toContain(SECRET);
    const kept = JSON.parse(redacted) as { after?: string };
    if ("after" in line) expect(kept.after).toBe("kept");
  });

  test("and what is none stays readable", () => {
    const line = JSON.stringify({ msg: "no token given", tokens: 3, reason: "ticket-401" });
    expect(redact(line)).toBe(line);
  });
});
