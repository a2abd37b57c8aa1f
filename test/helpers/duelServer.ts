// A server of its own for a test file of Duels. In: nothing. Out: pairs in their Duel; all of them leave when the file
// is through.
import { afterAll, beforeAll } from "vitest";
import { type Meeting, meetInDuel } from "./duelGuest.ts";
import { type GameServer, startGameServer } from "./gameServer.ts";

export class DuelServer {
  private readonly ends: (() => Promise<void> | void)[] = [];
  private started: GameServer | null = null;

  /** Registers the hooks of the test file that calls it. */
  constructor() {
    beforeAll(async () => {
      this.started = await startGameServer({ ARENA_MIN_ACTORS: "0" });
    });
    afterAll(async () => {
      for (const end of this.ends.splice(0)) await end();
      await this.started?.close();
    });
  }

  /** @throws Error before the file's tests begin. */
  get game(): GameServer {
    if (this.started === null) throw new Error("the Duels' server has not started");
    return this.started;
  }

  get url(): string {
    return this.game.url;
  }

  get port(): number {
    return this.game.port;
  }

  /** Ada and Bo in their running, ranked Duel. @param url by which Ada comes. */
  async meet(url?: string): Promise<Meeting> {
    const meeting = await meetInDuel(this.game, url);
    this.atEnd(() => meeting.first.leave());
    this.atEnd(() => meeting.second.leave());
    return meeting;
  }

  /** Done before the server closes, in the order in which it was asked for. */
  atEnd(end: () => Promise<void> | void): void {
    this.ends.push(end);
  }
}
