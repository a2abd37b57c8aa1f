// A seat as the matchmaking gives it to a guest, or a room offers it. In: a server's address, a name; or the offer. Out:
// where its socket connects to.
import { unpack } from "msgpackr";
import type { GuestIdentity } from "../../client/net/identity.ts";
import { ARENA_ROOM, PROTOCOL_VERSION } from "../../shared/net/protocol.ts";
import type { SeatOffer } from "../../shared/net/seatOffer.ts";

export interface RawSeat {
  readonly sessionId: string;
  readonly roomId: string;
  /** ws address of the socket that takes the seat. */
  readonly address: string;
}

type Reservation = SeatOffer["reservation"];

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
  const seat = JSON.parse(text) as Reservation;
  return { ...seat, address: seatAddress(url, seat) };
}

/** @param body of a Message.Seat, as it comes over the socket. */
export function readOffer(body: Uint8Array): SeatOffer {
  return unpack(body) as SeatOffer;
}

/** @param url http(s) address of the server, or of the proxy before its processes. */
export function seatAddress(url: string, { sessionId, roomId, processId }: Reservation): string {
  return `${url.replace("http", "ws")}/${processId}/${roomId}?sessionId=${sessionId}`;
}
