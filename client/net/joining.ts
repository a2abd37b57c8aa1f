// The way into a room: a seat over HTTP, or one that the server has offered, then its WebSocket. In: an endpoint and
// join options. Out: the SDK's room, or why there is none; a WebSocket that something blocks is told from a server
// that is away.
import { Client, Room } from "@colyseus/sdk";
import { type JoinOptions, JoinRefusal, type PlayRoomName } from "../../shared/net/protocol.ts";
import type { SeatOffer } from "../../shared/net/seatOffer.ts";
import { ArenaState } from "../../shared/schema/ArenaState.ts";
import type { GuestIdentity } from "./identity.ts";

export type ArenaRoomHandle = Room<unknown, ArenaState>;

/** The server answers over HTTP, and no WebSocket to it opens. */
export class SocketBlockedError extends Error {
  /** Tells it apart without this module, which loads late. */
  override readonly name = "SocketBlockedError";
}

/** A proxy that swallows the upgrade never answers it: after this long it is taken for blocked. */
const SOCKET_TIMEOUT_MS = 8000;
const STATUS_TIMEOUT_MS = 4000;

type SeatReservation = Parameters<Client["consumeSeatReservation"]>[0];

/** The SDK gives no hold of a room that never joins: this one closes it. */
class JoiningClient extends Client {
  private joining: Room | null = null;

  abandon(): void {
    this.joining?.connection?.close();
  }

  protected override createRoom<T>(
    name: string,
    schema?: ConstructorParameters<typeof Room<unknown, T>>[1],
  ): Room<unknown, T> {
    const room = new Room<unknown, T>(name, schema);
    this.joining = room;
    return room;
  }
}

/** Constructor of a room's state. */
export type StateSchema<State> = ConstructorParameters<typeof Room<unknown, State>>[1];

export interface SeatRequest {
  /** http(s) address of the server. */
  readonly endpoint: string;
  /** Below /matchmake/, such as "joinOrCreate/arena". */
  readonly path: string;
  readonly options: JoinOptions;
  readonly identity: GuestIdentity;
}

/**
 * Takes a seat in a room that is played in, and connects to it.
 * @param endpoint http(s) address of the server.
 * @throws as enterRoom does.
 */
export function joinRoom(
  endpoint: string,
  options: JoinOptions,
  roomName: PlayRoomName,
  identity: GuestIdentity,
): Promise<ArenaRoomHandle> {
  const path = `joinOrCreate/${roomName}`;
  return enterRoom({ endpoint, path, options, identity }, ArenaState);
}

/**
 * Takes a seat and connects to it.
 * @throws SocketBlockedError; IdentityError without a token; else the SDK's error, with the server's code (see
 * JoinRefusal) when it refused.
 */
export async function enterRoom<State>(
  { endpoint, path, options, identity }: SeatRequest,
  schema?: StateSchema<State>,
): Promise<Room<unknown, State>> {
  const client = makeClient(endpoint);
  const seat = await withToken(identity, (token) =>
    client.http.post(`/matchmake/${path}`, {
      headers: {
        Accept: "application/json",
        "Content-Type": "application/json",
        Authorization: `Bearer ${token}`,
      },
      body: options,
    }),
  );
  return connect(client, endpoint, seat.data as SeatReservation, schema);
}

/**
 * Connects to a seat that the server has reserved.
 * @throws SocketBlockedError; the SDK's error when the seat is not held any more.
 */
export function takeOffer(endpoint: string, offer: SeatOffer): Promise<ArenaRoomHandle> {
  const seat = offer.reservation as SeatReservation;
  return connect(makeClient(endpoint), endpoint, seat, ArenaState);
}

function makeClient(endpoint: string): JoiningClient {
  const client = new JoiningClient(endpoint);
  // The SDK would put a token of its own into the socket's URL.
  client.http.authToken = undefined;
  return client;
}

async function connect<State>(
  client: JoiningClient,
  endpoint: string,
  seat: SeatReservation,
  schema?: StateSchema<State>,
): Promise<Room<unknown, State>> {
  try {
    const joining = client.consumeSeatReservation<State>(seat, schema);
    return await inTime(joining, SOCKET_TIMEOUT_MS);
  } catch (error) {
    client.abandon();
    if ((error as { code?: number }).code === JoinRefusal.AlreadyPlaying) throw error;
    if (await isServerUp(endpoint)) throw new SocketBlockedError("No WebSocket gets through.");
    throw error;
  }
}

/** A token that the server does not take (it may have a new key) is replaced once. */
async function withToken<T>(
  identity: GuestIdentity,
  work: (token: string) => Promise<T>,
): Promise<T> {
  try {
    return await work(await identity.getToken());
  } catch (error) {
    if ((error as { code?: number }).code !== JoinRefusal.NotAdmitted) throw error;
    identity.forgetToken();
    return work(await identity.getToken());
  }
}

/** @throws Error when `work` is not done after `timeoutMs`. */
export async function inTime<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`Nothing came for ${timeoutMs} ms.`)), timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function isServerUp(endpoint: string): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(STATUS_TIMEOUT_MS);
    return (await fetch(new URL("/api/status", endpoint), { signal, cache: "no-store" })).ok;
  } catch {
    return false;
  }
}
