// A server of its own for a test file of the queue. In: settings. Out: ways to come to its queue; whoever came leaves
// after each test, and the next one begins with the queue closed.
import { matchMaker } from "@colyseus/core";
import { afterAll, afterEach, beforeAll } from "vitest";
import type { GuestIdentity } from "../../client/net/identity.ts";
import { QUEUE_ROOM } from "../../shared/net/protocol.ts";
import { type GameServer, startGameServer } from "./gameServer.ts";
import { meetInQueue, QueueGuest } from "./queueGuest.ts";
import { LONG_MS, waitFor } from "./waitFor.ts";

export class QueueServer {
  private readonly guests: QueueGuest[] = [];
  private started: GameServer | null = null;

  /** Registers the hooks of the test file that calls it. */
  constructor(settings: Record<string, string> = {}) {
    beforeAll(async () => {
      this.started = await startGameServer({ ARENA_MIN_ACTORS: "0", ...settings });
    });
    afterAll(() => this.started?.close());
    afterEach(() => this.empty());
  }

  /** @throws Error before the file's tests begin. */
  get game(): GameServer {
    if (this.started === null) throw new Error("the queue's server has not started");
    return this.started;
  }

  get url(): string {
    return this.game.url;
  }

  get port(): number {
    return this.game.port;
  }

  /** @param url by which the guest comes, the server's own unless told. */
  async join(name: string, identity?: GuestIdentity, url: string = this.url): Promise<QueueGuest> {
    const guest = await QueueGuest.join(url, name, identity);
    this.guests.push(guest);
    return guest;
  }

  /** Two accounts that were offered each other. */
  async meet(one: string, other: string): Promise<[QueueGuest, QueueGuest]> {
    const { url } = this;
    const pair = await meetInQueue({ url, name: one }, { url, name: other });
    this.guests.push(...pair);
    return pair;
  }

  private async empty(): Promise<void> {
    for (const guest of this.guests.splice(0)) guest.leave();
    await waitFor(async () => (await matchMaker.query({ name: QUEUE_ROOM })).length === 0, {
      describe: "the queue to close",
      timeoutMs: LONG_MS,
    });
  }
}
