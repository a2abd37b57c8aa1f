// A seat as the matchmaking gives it to a guest. In: a server's address, a name. Out: where its socket connects to.
import type { GuestIdentity } from "../../client/net/identity.ts";
import { ARENA_ROOM, PROTOCOL_VERSION } from "../../shared/net/protocol.ts";

export interface RawSeat {
  readonly sessionId: string;
  readonly roomId: string;
  /** ws address of the socket that takes the seat. */
  readonly address: string;
}

/** @throws Error with the server's answer when it refuses. */
export async function reserveSeat(
  url: string,
  name: string,
  identity: GuestIdentity,
  room: string = ARENA_ROOM,
): Promise<RawSeat> {
  const response = await fetch(`${url}/matchmake/joinOrCreate/${room}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${await identity.getToken()}`,
    },
    body: JSON.stringify({ protocol: PROTOCOL_VERSION, name }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${name} was refused: ${response.status} ${text}`);
  const { sessionId, roomId, processId } = JSON.parse(text) as {
    sessionId: string;
    roomId: string;
    processId: string;
  };
  const base = url.replace("http", "ws");
  return { sessionId, roomId, address: `${base}/${processId}/${roomId}?sessionId=${sessionId}` };
}
