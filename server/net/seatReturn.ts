// The way back to a seat over links that break again on the way. In: a room. Out: a return that waits for nothing and
// can be repeated. Server only. Written against @colyseus/core 0.18.17, whose own return
// - waits for an old socket that nobody has found dead yet: seconds after a change of network;
// - gives each return another token, told in an answer that may be lost: then no token leads back;
// - holds no seat for a socket that broke before it acknowledged that answer.
// The tests of EDGE-41 fail when upstream has changed.
import type { Client, Room } from "@colyseus/core";

interface RoomInternals {
  /** Called for each socket, after its claim to a seat was checked. */
  _onJoin(client: Client, ...rest: unknown[]): Promise<void>;
}

interface ReturningClient extends Client {
  /** Private: messages held back until the join is acknowledged; gone after that. `allowReconnection` asks for it. */
  _enqueuedMessages?: unknown;
}

/** From now on a socket that claims a seat back cuts the one that the session still has. */
export function returnAtOnce(room: Room): void {
  const inner = room as unknown as RoomInternals;
  const onJoin = inner._onJoin.bind(inner);
  inner._onJoin = (client, ...rest) => {
    for (const other of room.clients) {
      if (other.sessionId === client.sessionId && other !== client) cut(other);
    }
    return onJoin(client, ...rest);
  };
}

function cut(client: Client): void {
  (client.ref as Client["ref"] & { terminate(): void }).terminate();
}

/** After a return: the token that the player knows stays the one that leads back. Before the join is answered. */
export function keepToken(client: Client, token: string): void {
  client.reconnectionToken = token;
}

/** Before `allowReconnection`, for a client that had a seat, whether or not it acknowledged its last join. */
export function countAsJoined(client: Client): void {
  delete (client as ReturningClient)._enqueuedMessages;
}
