// The Open Arena's maps, by the rules they are laid out by; and the rules, on maps that break them.
import { describe, expect, test } from "vitest";
import { arenaMapById, OPEN_ARENA_MAPS } from "../../shared/maps/catalogue.ts";
import { duel } from "../../shared/maps/duel.ts";
import { makeArenaMap, PickupKind, TileKind, tileAtPoint } from "../../shared/sim/arenaMap.ts";
import { TILE_U } from "../../shared/sim/constants.ts";
import { isBodyVisible } from "../../shared/sim/sight.ts";
import {
  blockedShare,
  chokePoints,
  countTiles,
  farthestFromCover,
  longestSight,
  narrowTiles,
  unreachedBlocks,
} from "../helpers/mapRules.ts";

const SIZES_U = [3200, 4800, 6400];

describe.each(OPEN_ARENA_MAPS.map(({ data, maxPlayers }, index) => ({ data, maxPlayers, index })))(
  "[MOV-14] the map $data.name",
  ({ data, maxPlayers, index }) => {
    const map = makeArenaMap(data);

    test("has its size, and its id finds it", () => {
      expect([map.widthU, map.heightU]).toEqual([SIZES_U[index], SIZES_U[index]]);
      expect(arenaMapById(data.id)?.name).toBe(data.name);
    });

    test("is 25 to 30 % blocked, with Glass and Gaps among it", () => {
      expect(blockedShare(map)).toBeGreaterThanOrEqual(0.25);
      expect(blockedShare(map)).toBeLessThanOrEqual(0.3);
      expect(countTiles(map, TileKind.Glass)).toBeGreaterThan(0);
      expect(countTiles(map, TileKind.Gap)).toBeGreaterThan(0);
    });

    test("has no corridor below 160 u, and all its ground hangs together by such", () => {
      expect(narrowTiles(map)).toEqual([]);
      expect(unreachedBlocks(map)).toBe(0);
    });

    test("has cover within 260 u of every place", () => {
      expect(farthestFromCover(map)).toBeLessThanOrEqual(260);
    });

    test("has no line of sight above 900 u", () => {
      expect(longestSight(map).lengthU).toBeLessThanOrEqual(900);
    }, 60_000);

    test("has a free spawn for each two players", () => {
      expect(map.spawns.length).toBeGreaterThanOrEqual(maxPlayers / 2);
      for (const { x, y } of map.spawns) expect(tileAtPoint(map, x, y)).toBe(TileKind.Floor);
    });

    test("has a Surge in the middle, a Mend for each six players or so, and half as many Guards", () => {
      const of = (kind: PickupKind) => map.pickups.filter((pickup) => pickup.kind === kind);
      const [surge] = of(PickupKind.Surge);
      expect(of(PickupKind.Surge)).toHaveLength(1);
      expect(Math.abs((surge?.x ?? 0) - map.widthU / 2)).toBeLessThanOrEqual(2 * TILE_U);
      expect(Math.abs((surge?.y ?? 0) - map.heightU / 2)).toBeLessThanOrEqual(2 * TILE_U);
      expect(of(PickupKind.Mend).length).toBeGreaterThanOrEqual(maxPlayers / 8);
      expect(of(PickupKind.Guard).length).toBeGreaterThanOrEqual(maxPlayers / 16);
    });
  },
);

describe("[DUEL-16] the Duel's map", () => {
  const map = makeArenaMap(duel);
  const { cols, rows, tiles, widthU, heightU, spawns, pickups } = map;

  test("is 1600 x 1200 u, and its id finds it", () => {
    expect([widthU, heightU]).toEqual([1600, 1200]);
    expect(arenaMapById("duel")?.name).toBe(duel.name);
  });

  test("is the same from both sides: every tile, spawn and pickup has its like under half a turn", () => {
    for (let i = 0; i < tiles.length; i++) {
      expect(tiles[i], `tile ${i % cols},${Math.floor(i / cols)}`).toBe(tiles[cols * rows - 1 - i]);
    }
    for (const { x, y } of spawns) {
      expect(spawns).toContainEqual({ x: widthU - x, y: heightU - y });
    }
    for (const { kind, x, y } of pickups) {
      expect(pickups).toContainEqual({ kind, x: widthU - x, y: heightU - y });
    }
  });

  test("keeps the rules of the Open Arena's: blocked share, corridors, cover, sight", () => {
    expect(blockedShare(map)).toBeGreaterThanOrEqual(0.25);
    expect(blockedShare(map)).toBeLessThanOrEqual(0.3);
    expect(countTiles(map, TileKind.Glass)).toBeGreaterThan(0);
    expect(countTiles(map, TileKind.Gap)).toBeGreaterThan(0);
    expect(narrowTiles(map)).toEqual([]);
    expect(unreachedBlocks(map)).toBe(0);
    expect(farthestFromCover(map)).toBeLessThanOrEqual(260);
    expect(longestSight(map).lengthU).toBeLessThanOrEqual(900);
  });

  test("has two Mends, a Guard in the very middle, and spawns out of each other's sight", () => {
    const [guard] = pickups.filter(({ kind }) => kind === PickupKind.Guard);
    expect(guard).toMatchObject({ x: widthU / 2, y: heightU / 2 });
    expect(pickups.filter(({ kind }) => kind === PickupKind.Mend)).toHaveLength(2);
    expect(pickups).toHaveLength(3);
    expect(tileAtPoint(map, widthU / 2 - 1, heightU / 2)).toBe(TileKind.Floor);
    const [one, two] = spawns;
    expect(spawns).toHaveLength(2);
    expect(isBodyVisible(map, one!.x, one!.y, two!.x, two!.y, 0)).toBe(false);
  });

  test("has no place from which one player bars every way between the spawns", () => {
    expect(chokePoints(map)).toEqual([]);
  });
});

describe("the rules can fail", () => {
  const make = (...rows: string[]) => makeArenaMap({ id: "test", name: "Test", rows });

  test("blocked share counts Wall, Glass and Gap", () => {
    expect(blockedShare(make("#o~.", "...."))).toBe(3 / 8);
  });

  test("a passage of one tile is narrow", () => {
    expect(narrowTiles(make("..#..", ".....", "..#..", "..#.."))).toEqual(["2,1"]);
  });

  test("ground behind it is not reached", () => {
    expect(unreachedBlocks(make("..#..", ".....", "..#.."))).toBe(2);
    expect(unreachedBlocks(make("....", "....", "...."))).toBe(0);
  });

  test("where a second way is missing, the only one has choke points", () => {
    const room = ["........", ".S......", "........"];
    const across = ["........", "......S.", "........"];
    expect(chokePoints(make(...room, "..####..", "..####..", ...across))).toEqual([]);
    expect(chokePoints(make(...room, "..######", "..######", ...across))).toContain("0,3");
  });

  test("cover 3 tiles off is 200 u away", () => {
    expect(farthestFromCover(make("#...", "#...", "#..."))).toBe(200);
  });

  test("sight ends at Wall, and not at Glass", () => {
    expect(longestSight(make("....o.......#")).lengthU).toBeGreaterThan(900);
    expect(longestSight(make("....#.......#")).lengthU).toBeLessThan(600);
  });
});
