// The real server inside the test's process, on a free port. In: settings. Out: its address, and its arenas.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { matchMaker } from "@colyseus/core";
import { type App, startApp } from "../../server/app.ts";
import { parseConfig } from "../../server/config.ts";
import { makeLogger } from "../../server/log.ts";
import type { Arena } from "../../server/match/Arena.ts";

export interface GameServer {
  readonly port: number;
  readonly url: string;
  /** Null without ADMIN_PORT and ADMIN_PASSWORD. */
  readonly adminUrl: string | null;
  /** Removed with the server. */
  readonly dataDir: string;
  /** The world behind a room: tests compare it with what clients were told. */
  arenaOf(roomId: string): Arena;
  /** Ends every connection to a room, with what is told as the reason. */
  closeClients(roomId: string, code: number): void;
  /** TCP connections of any kind that the server holds. */
  openSockets(): number;
  /** What SIGTERM begins with. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

/** @param settings environment variables, as a host would set them. */
export async function startGameServer(settings: Record<string, string> = {}): Promise<GameServer> {
  const dataDir = mkdtempSync(join(tmpdir(), "fraywire-"));
  const config = parseConfig({
    PORT: "0",
    HOST: "127.0.0.1",
    NODE_ENV: "test",
    LOG_LEVEL: process.env.TEST_LOG ?? "error",
    DATA_DIR: dataDir,
    ...settings,
  });
  const app: App = await startApp(config, makeLogger(config.logLevel));
  return {
    port: app.port,
    url: `http://127.0.0.1:${app.port}`,
    adminUrl: app.adminPort === null ? null : `http://127.0.0.1:${app.adminPort}`,
    dataDir,
    arenaOf(roomId) {
      const room = matchMaker.getLocalRoomById(roomId) as unknown as { arena: Arena };
      return room.arena;
    },
    closeClients(roomId, code) {
      for (const client of matchMaker.getLocalRoomById(roomId).clients) client.leave(code);
    },
    openSockets: () => app.openSockets(),
    drain: () => app.drain(),
    close: async () => {
      await app.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
