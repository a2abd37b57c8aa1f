// The lobby room: what can be joined, and how many people play. Server to client only; both sides.

export const LobbyMessage = {
  /** All public rooms, on joining (`RoomListing[]`). */
  Rooms: 16,
  /** A room is new, or is not as it was (`RoomListing`). */
  RoomChanged: 17,
  /** A room is closed or no longer public: its id. */
  RoomGone: 18,
  /** How many play and wait (`PlayCounts`), at most once a second. */
  Counts: 19,
} as const;

/** A public room. */
export interface RoomListing {
  readonly id: string;
  readonly mode: "arena";
  /** Id of the map (shared/maps/catalogue.ts). */
  readonly mapId: string;
  readonly people: number;
  readonly capacity: number;
  /** Median round trip of its people, ms; 0 while nobody has told. */
  readonly pingMs: number;
}

export interface PlayCounts {
  /** People in public arenas, in Duels of all kinds, and waiting in the queue. */
  readonly arena: number;
  readonly duel: number;
  readonly queued: number;
}
