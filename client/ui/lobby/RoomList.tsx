// Public arenas, live. In: the lobby as it is known. Out: a list whose rows join their room.
import type { JSX } from "preact";
import type { RoomListing } from "../../../shared/net/lobby.ts";
import type { LobbyView } from "../../net/lobbyLink.ts";
import { netQuality } from "../../net/netQuality.ts";
import { NetBadIcon, NetOkIcon, NetWarnIcon } from "../lib/icons.tsx";
import { lobbyStrings } from "./lobbyStrings.ts";
import { MAP_NAMES } from "./mapNames.ts";
import { orderRooms } from "./roomOrder.ts";

/** Rows that fit beside the form on the smallest screen; the rest is counted. */
const ROWS_MAX = 5;

export interface RoomListProps {
  /** Null until the live list's code has loaded. */
  readonly lobby: LobbyView | null;
  readonly isBusy: boolean;
  readonly onRoom: (id: string) => void;
}

export function RoomList({ lobby, isBusy, onRoom }: RoomListProps): JSX.Element {
  const rooms = orderRooms(lobby?.rooms ?? []);
  const hidden = rooms.length - ROWS_MAX;
  return (
    <section class="rooms panel" aria-label={lobbyStrings.rooms}>
      <h2 class="rooms-title">{lobbyStrings.rooms}</h2>
      {rooms.length === 0 ? (
        <p class="rooms-note" role="status">
          {emptyWords(lobby)}
        </p>
      ) : (
        <ul>
          {rooms.slice(0, ROWS_MAX).map((room) => (
            <li key={room.id}>
              <RoomRow room={room} isBusy={isBusy} onRoom={onRoom} />
            </li>
          ))}
        </ul>
      )}
      {hidden > 0 && <p class="rooms-note">{lobbyStrings.more(hidden)}</p>}
    </section>
  );
}

function RoomRow(props: {
  room: RoomListing;
  isBusy: boolean;
  onRoom: (id: string) => void;
}): JSX.Element {
  const { id, mapId, people, capacity, pingMs } = props.room;
  const map = MAP_NAMES[mapId] ?? mapId;
  const isFull = people >= capacity;
  return (
    <button
      type="button"
      class="room"
      disabled={props.isBusy || isFull}
      onClick={() => props.onRoom(id)}
      aria-label={`${lobbyStrings.join(map)}: ${lobbyStrings.peopleWords(people, capacity)}`}
    >
      <span class="room-map">{map}</span>
      <span class="room-people" data-full={isFull}>
        {isFull ? lobbyStrings.full : lobbyStrings.people(people, capacity)}
      </span>
      <span class="room-ping" data-grade={pingMs > 0 ? netQuality(pingMs, 0) : "none"}>
        <PingIcon pingMs={pingMs} />
        {lobbyStrings.ping(pingMs)}
      </span>
    </button>
  );
}

function PingIcon({ pingMs }: { pingMs: number }): JSX.Element | null {
  if (pingMs <= 0) return null;
  switch (netQuality(pingMs, 0)) {
    case "ok":
      return <NetOkIcon />;
    case "warn":
      return <NetWarnIcon />;
    case "bad":
      return <NetBadIcon />;
  }
}

function emptyWords(lobby: LobbyView | null): string {
  if (lobby?.rooms != null) return lobbyStrings.none;
  return lobby === null || lobby.isOpen ? lobbyStrings.connecting : lobbyStrings.away;
}
