// The live list's order and names.
import { expect, test } from "vitest";
import { MAP_NAMES } from "../../client/ui/lobby/mapNames.ts";
import { orderRooms } from "../../client/ui/lobby/roomOrder.ts";
import { OPEN_ARENA_MAPS } from "../../shared/maps/catalogue.ts";
import type { RoomListing } from "../../shared/net/lobby.ts";

const roomOf = (id: string, people: number): RoomListing => ({
  id,
  mode: "arena",
  mapId: "small",
  people,
  capacity: 24,
  pingMs: 0,
});

test("[MENU-1] most people first, full rooms last, and rooms alike in the same order however they come", () => {
  const rooms = [roomOf("b", 3), roomOf("full", 24), roomOf("c", 8), roomOf("a", 3)];
  const ids = (list: readonly RoomListing[]) => orderRooms(list).map(({ id }) => id);
  expect(ids(rooms)).toEqual(["c", "a", "b", "full"]);
  expect(ids(rooms.toReversed())).toEqual(["c", "a", "b", "full"]);
});

test("[MENU-1] every map of the Open Arena has its name on the landing page", () => {
  const names = OPEN_ARENA_MAPS.map(({ data }) => [data.id, data.name]);
  expect(Object.entries(MAP_NAMES)).toEqual(names);
});
