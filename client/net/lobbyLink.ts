// The lobby as the landing page shows it. In: the server's messages. Out: public rooms and how many people play, live;
// what is not known yet is null.
import { LobbyMessage, type PlayCounts, type RoomListing } from "../../shared/net/lobby.ts";
import { type JoinOptions, LOBBY_ROOM } from "../../shared/net/protocol.ts";
import type { GuestIdentity } from "./identity.ts";
import { MenuRoom } from "./menuRoom.ts";

export interface LobbyView {
  readonly isOpen: boolean;
  readonly rooms: readonly RoomListing[] | null;
  readonly counts: PlayCounts | null;
}

export class LobbyLink {
  private readonly menuRoom: MenuRoom;
  private readonly onView: (view: LobbyView) => void;
  private readonly byId = new Map<string, RoomListing>();
  private isOpen = false;
  private hasRooms = false;
  private counts: PlayCounts | null = null;

  /**
   * Joins the lobby at once, and goes on trying.
   * @param onView told of each change, until `leave`.
   */
  constructor(
    endpoint: string,
    options: JoinOptions,
    identity: GuestIdentity,
    onView: (view: LobbyView) => void,
  ) {
    this.onView = onView;
    const path = `joinOrCreate/${LOBBY_ROOM}`;
    this.menuRoom = new MenuRoom(
      () => ({ endpoint, path, options, identity }),
      undefined,
      {
        onRoom: (room) => {
          room.onMessage(LobbyMessage.Rooms, (rooms: RoomListing[]) => this.replaceAll(rooms));
          room.onMessage(LobbyMessage.RoomChanged, (one: RoomListing) => this.put(one));
          room.onMessage(LobbyMessage.RoomGone, (id: string) => this.drop(id));
          room.onMessage(LobbyMessage.Counts, (counts: PlayCounts) => this.count(counts));
        },
        onPhase: (phase) => {
          this.isOpen = phase === "open";
          // What was known may be wrong by now, and nobody would put it right.
          if (phase === "away") this.forget();
          if (phase !== "ended") this.tell();
        },
      },
      { isPatient: true },
    );
    this.menuRoom.open();
  }

  leave(): Promise<void> {
    return this.menuRoom.leave();
  }

  private replaceAll(rooms: readonly RoomListing[]): void {
    this.byId.clear();
    for (const room of rooms) this.byId.set(room.id, room);
    this.hasRooms = true;
    this.tell();
  }

  private put(room: RoomListing): void {
    this.byId.set(room.id, room);
    this.tell();
  }

  private drop(id: string): void {
    if (this.byId.delete(id)) this.tell();
  }

  private count(counts: PlayCounts): void {
    this.counts = counts;
    this.tell();
  }

  private forget(): void {
    this.byId.clear();
    this.hasRooms = false;
    this.counts = null;
  }

  private tell(): void {
    const { isOpen, hasRooms, byId, counts } = this;
    this.onView({ isOpen, rooms: hasRooms ? [...byId.values()] : null, counts });
  }
}
