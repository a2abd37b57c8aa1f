// The one way into any room. In: a token and join options, as a client sends them. Out: what becomes `client.auth`:
// nothing in it is the client's word but its name and version. Run by the server, in each room's static `onAuth`.
import { type AuthContext, type Client, type Room, ServerError } from "@colyseus/core";
import { type JoinOptions, JoinRefusal, PROTOCOL_VERSION } from "../../shared/net/protocol.ts";
import { JoinOptionsSchema } from "../edge/messageSchemas.ts";
import type { RoundScore } from "../match/roundScore.ts";
import { currentIdentity } from "./Identity.ts";
import type { SeatKind } from "./liveSeats.ts";
import type { Admission } from "./tokens.ts";

export interface Admitted extends JoinOptions, Admission {
  /** The server reserved the seat, for an account that it has admitted elsewhere. */
  readonly isCalled: boolean;
}

/** `client.auth` of a seat that the server reserved: who was admitted elsewhere, and what for. Plain data. */
export interface CalledSeat extends Admitted {
  readonly isCalled: true;
  /** Watches, without a slot. Private rooms only. */
  readonly isSpectator?: boolean;
  /** Goes on with it: its arena's process goes down in the middle of a round. */
  readonly score?: RoundScore;
}

/**
 * Before a seat is reserved: whom this server can play with at all.
 * @throws ServerError with a code of JoinRefusal.
 */
export async function admitToRoom(
  kind: SeatKind,
  token: string | undefined,
  options: unknown,
  context: AuthContext,
): Promise<Admitted> {
  const parsed = JoinOptionsSchema.safeParse(options);
  if (!parsed.success) {
    throw new ServerError(JoinRefusal.Malformed, "These join options are not valid.");
  }
  checkVersion(parsed.data);
  const { accountId, expiresMs } = await currentIdentity().admit(token, kind, context);
  return { ...parsed.data, accountId, expiresMs, isCalled: false };
}

function checkVersion({ protocol }: JoinOptions): void {
  if (protocol !== PROTOCOL_VERSION)
    throw new ServerError(JoinRefusal.OldClient, "This page is out of date: reload it.");
}

/** What `onAuth` returned, or what the server reserved the seat with. */
export function admittedOf(client: Client): Admitted {
  return client.auth as Admitted;
}

/**
 * In `onJoin`. Who was called may come from a process of another version.
 * @throws ServerError as LiveSeats.take does; OldClient.
 */
export function takeSeat(room: Room, client: Client, kind: SeatKind): Admitted {
  const admitted = admittedOf(client);
  checkVersion(admitted);
  const { accountId, expiresMs, isCalled } = admitted;
  const { sessionId } = client;
  currentIdentity().seats.take({ room, sessionId, accountId, expiresMs, kind, isCalled });
  return admitted;
}
