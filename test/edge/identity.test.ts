// The client's side of signing in: one click is enough, whatever is old or broken. On the real server.
import { afterEach, expect, test } from "vitest";
import { Connection } from "../../client/net/connection.ts";
import { type DeviceShelf, GuestIdentity } from "../../client/net/identity.ts";
import { currentIdentity } from "../../server/identity/Identity.ts";
import { DEVICE_PATTERN } from "../../shared/net/guest.ts";
import { ARENA_ROOM, JoinRefusal } from "../../shared/net/protocol.ts";
import { AUTH_SECRET, claimsOf } from "../helpers/forgedToken.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { JOIN_OPTIONS } from "../helpers/guest.ts";

let server: GameServer;
afterEach(() => server.close());

class TestShelf implements DeviceShelf {
  device: string | null;

  constructor(device: string | null) {
    this.device = device;
  }
  load(): string | null {
    return this.device;
  }
  save(device: string): void {
    this.device = device;
  }
}

async function start(settings: Record<string, string> = {}): Promise<void> {
  server = await startGameServer({ ARENA_MIN_ACTORS: "0", ...settings });
}

async function joinAndLeave(identity: GuestIdentity): Promise<void> {
  const connection = await Connection.join(server.url, JOIN_OPTIONS, ARENA_ROOM, identity);
  expect(connection.state.phase).toBe("live");
  await connection.leave();
}

test("[EDGE-32] a page that stayed open while the server got another key joins at the first click", async () => {
  await start();
  const identity = new GuestIdentity(server.url);
  const before = await identity.getToken();
  const { port } = server;
  await server.close();
  await start({ AUTH_SECRET, PORT: `${port}` });
  expect(await identity.getToken()).toBe(before);
  await joinAndLeave(identity);
  expect(await identity.getToken()).not.toBe(before);
});

test.each(["", "something else of this origin", "x".repeat(43)])(
  "[EDGE-32] a shelf that holds %j gets a device that works",
  async (kept) => {
    await start();
    const shelf = new TestShelf(kept);
    await joinAndLeave(new GuestIdentity(server.url, shelf));
    expect(shelf.device).toMatch(DEVICE_PATTERN);
    expect(shelf.device).not.toBe(kept);
  },
);

test("[EDGE-32] who asks twice at once signs in once, and the next visit is the same account", async () => {
  await start();
  const shelf = new TestShelf(null);
  const first = new GuestIdentity(server.url, shelf);
  const [token, same] = await Promise.all([first.getToken(), first.getToken()]);
  expect(same).toBe(token);
  const next = await new GuestIdentity(server.url, shelf).getToken();
  expect(claimsOf(next).sub).toBe(claimsOf(token).sub);
});

test("[EDGE-34] a device that was shut out is told so", async () => {
  await start();
  const shelf = new TestShelf(null);
  const token = await new GuestIdentity(server.url, shelf).getToken();
  await currentIdentity().revoke(String(claimsOf(token).sub));
  await expect(joinAndLeave(new GuestIdentity(server.url, shelf))).rejects.toMatchObject({
    code: JoinRefusal.ShutOut,
  });
});

test("without a server the failure comes at once, and the next try works", async () => {
  await start();
  const { port } = server;
  const identity = new GuestIdentity(server.url);
  await server.close();
  identity.prefetch();
  await expect(identity.getToken()).rejects.toMatchObject({ code: 0 });
  await start({ PORT: `${port}` });
  await joinAndLeave(identity);
});
