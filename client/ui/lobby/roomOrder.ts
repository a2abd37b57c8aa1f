// The order of the live list. In: rooms as they came. Out: those where most is going on first, full ones last; rooms
// that are alike keep their order, so that rows do not jump. Pure.
import type { RoomListing } from "../../../shared/net/lobby.ts";

export function orderRooms(rooms: readonly RoomListing[]): readonly RoomListing[] {
  const isFull = ({ people, capacity }: RoomListing): number => Number(people >= capacity);
  return [...rooms].sort(
    (a, b) => isFull(a) - isFull(b) || b.people - a.people || a.id.localeCompare(b.id),
  );
}
