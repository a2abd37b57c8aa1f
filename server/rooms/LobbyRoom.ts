// What can be joined, live: public arenas, and how many people play and wait. In: the listings of all processes. Out:
// messages of shared/net/lobby.ts; its clients send nothing.
// Not Colyseus' own LobbyRoom (core 0.18.17): it has none of our guards, lets clients search the metadata of all rooms
// with filters of their own making, sends whole listings (process ids, addresses), and keeps for ever what a process
// that died has listed. The feed under it, `subscribeLobby`, is used.
import { type AuthContext, type Client, subscribeLobby } from "@colyseus/core";
import { LobbyMessage, type PlayCounts, type RoomListing } from "../../shared/net/lobby.ts";
import type { Role, Stage } from "../edge/messageRules.ts";
import { type Admitted, admitToRoom, takeSeat } from "../identity/admission.ts";
import { currentIdentity } from "../identity/Identity.ts";
import { SEAT_CLAIM_S } from "../identity/identityConstants.ts";
import { type Census, listingOf } from "../match/census.ts";
import { repeat } from "../net/repeat.ts";
import { BaseRoom } from "./BaseRoom.ts";
import type { RoomServices } from "./roomServices.ts";

/** A full lobby is followed by another, in the process with the fewest rooms. */
const CLIENTS_MAX = 1000;
/** How often people are counted and the list is compared with the driver's, ms. */
const BEAT_MS = 1000;
/** How often the edge looks at connections, ms: there is no state to patch. */
const SWEEP_MS = 250;

export class LobbyRoom extends BaseRoom<object, Record<string, never>> {
  override seatReservationTimeout = SEAT_CLAIM_S;
  override maxClients = CLIENTS_MAX;
  override patchRate = SWEEP_MS;
  private readonly rooms = new Map<string, RoomListing>();
  private counts: PlayCounts = { arena: 0, duel: 0, queued: 0 };
  private census!: Census;
  private unsubscribe: () => void = () => undefined;
  private stopBeat: () => void = () => undefined;

  static override onAuth(
    token: string | undefined,
    options: unknown,
    context: AuthContext,
  ): Promise<Admitted> {
    return admitToRoom("lobby", token, options, context);
  }

  override async onCreate({ log, census }: RoomServices): Promise<void> {
    this.log = log;
    this.census = census;
    // First the feed, then the list: what changes in between is told again.
    this.unsubscribe = await subscribeLobby((id, room) => this.note(id, listingOf(room)));
    await this.beat();
    const onFault = (err: unknown) => log.error({ room: this.roomId, err }, "room fault");
    this.stopBeat = repeat(BEAT_MS, () => this.beat(), onFault);
  }

  override onJoin(client: Client): void {
    takeSeat(this, client, "lobby");
    client.send(LobbyMessage.Rooms, [...this.rooms.values()]);
    client.send(LobbyMessage.Counts, this.counts);
    this.logClient("joined", client);
  }

  override onLeave(client: Client, code?: number): void {
    currentIdentity().seats.free(client.sessionId);
    this.logClient("left", client, { code });
  }

  override onDispose(): void {
    this.unsubscribe();
    this.stopBeat();
  }

  protected override roleOf(): Role {
    return "member";
  }

  protected override get stage(): Stage {
    return "before";
  }

  /** Counts, and whatever the feed has missed: nobody announces the rooms of a process that died. */
  private async beat(): Promise<void> {
    const { counts, listed } = await this.census.read();
    for (const id of [...this.rooms.keys()]) if (!listed.has(id)) this.note(id, null);
    for (const [id, listing] of listed) this.note(id, listing);
    if (isSame(counts, this.counts)) return;
    this.counts = counts;
    this.broadcast(LobbyMessage.Counts, counts);
  }

  /** @param listing null for a room that is closed or not public. */
  private note(id: string, listing: RoomListing | null): void {
    const known = this.rooms.get(id);
    if (listing === null) {
      if (this.rooms.delete(id)) this.broadcast(LobbyMessage.RoomGone, id);
      return;
    }
    if (known !== undefined && isSame(known, listing)) return;
    this.rooms.set(id, listing);
    this.broadcast(LobbyMessage.RoomChanged, listing);
  }
}

/** Of flat records of the same keys. */
function isSame<T extends object>(a: T, b: T): boolean {
  return (Object.keys(a) as (keyof T)[]).every((key) => a[key] === b[key]);
}
