// Guests over plain HTTP, for tests that speak to the server without our client. In: a server's address. Out: tokens,
// seats, tickets, and the URL that a seat's WebSocket has.
import {
  GUEST_PATH,
  type GuestAnswer,
  TICKET_PARAM,
  TICKET_PATH,
  type TicketAnswer,
} from "../../shared/net/guest.ts";
import { ARENA_ROOM, PROTOCOL_VERSION } from "../../shared/net/protocol.ts";

/** What the matchmaking answers. */
export interface Reservation {
  readonly roomId: string;
  readonly sessionId: string;
  readonly processId: string;
}

export interface HttpAnswer<T> {
  readonly status: number;
  readonly body: T;
}

export const JOIN_OPTIONS = { protocol: PROTOCOL_VERSION, name: "Raw Guest" };

export async function postJson<T>(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<HttpAnswer<T>> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as T };
}

/** A new account, or the device's own. */
export async function makeGuest(url: string, device?: string): Promise<GuestAnswer> {
  const request = device === undefined ? {} : { device };
  return (await expectOk(postJson<GuestAnswer>(`${url}${GUEST_PATH}`, request))).body;
}

/** @param authorization the header's whole value, or null for none. */
export function askSeat(
  url: string,
  authorization: string | null,
  room: string = ARENA_ROOM,
  options: unknown = JOIN_OPTIONS,
): Promise<HttpAnswer<Reservation & { error?: string; code?: unknown }>> {
  const headers: Record<string, string> = authorization === null ? {} : { authorization };
  return postJson(`${url}/matchmake/joinOrCreate/${room}`, options, headers);
}

export async function reserveSeat(url: string, token: string, room?: string): Promise<Reservation> {
  return (await expectOk(askSeat(url, `Bearer ${token}`, room))).body;
}

export async function getTicket(url: string, token: string, session: string): Promise<string> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = postJson<TicketAnswer>(`${url}${TICKET_PATH}`, { session }, headers);
  return (await expectOk(answer)).body.ticket;
}

/** Where the seat's WebSocket is, on the way in; with a ticket and a reconnection token, on the way back. */
export function socketUrl(
  url: string,
  seat: Reservation,
  back?: { readonly ticket: string; readonly reconnectionToken: string },
): string {
  const query = new URLSearchParams({ sessionId: seat.sessionId });
  if (back !== undefined) {
    query.set("reconnectionToken", back.reconnectionToken);
    query.set(TICKET_PARAM, back.ticket);
  }
  return `${url.replace("http", "ws")}/${seat.processId}/${seat.roomId}?${query}`;
}

async function expectOk<T>(asked: Promise<HttpAnswer<T>>): Promise<HttpAnswer<T>> {
  const answer = await asked;
  if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer;
}
