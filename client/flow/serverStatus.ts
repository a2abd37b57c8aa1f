// The server's state as the landing page shows it. In: nothing. Out: that, and whether this page is of the server's
// version. Run by the client; never rejects.
import { PROTOCOL_VERSION } from "../../shared/net/protocol.ts";
import { askStatus } from "../net/serverStatus.ts";
import type { ServerStatus } from "../ui/landing/StatusPill.tsx";

export const STATUS_UNKNOWN: ServerStatus = { state: "checking", players: 0, rooms: 0, pingMs: 0 };

export interface StatusCheck {
  readonly status: ServerStatus;
  /** The server speaks another version: reloading brings its page. */
  readonly isOldPage: boolean;
}

export async function checkServer(): Promise<StatusCheck> {
  try {
    const { protocol, players, rooms, pingMs } = await askStatus(location.origin);
    const status: ServerStatus = { state: "up", players, rooms, pingMs };
    return { status, isOldPage: protocol !== PROTOCOL_VERSION };
  } catch {
    return { status: { ...STATUS_UNKNOWN, state: "down" }, isOldPage: false };
  }
}
