// The static map of a match. In: a map as written in shared/maps, one character a tile.
// Out: tiles as numbers and answers about them. Run by both sides.

import { TILE_U } from "./constants.ts";

/** What fills a tile. Wall blocks all; Glass all but Rail and sight; Gap blocks walking only. */
export const TileKind = { Floor: 0, Wall: 1, Glass: 2, Gap: 3 } as const;
export type TileKind = (typeof TileKind)[keyof typeof TileKind];

export const PickupKind = { Mend: 0, Guard: 1, Surge: 2 } as const;
export type PickupKind = (typeof PickupKind)[keyof typeof PickupKind];

/**
 * A map as written by hand: rows from north to south, characters from west to east.
 * `.` floor, `#` wall, `o` glass, `~` gap; on floor: `S` spawn, `m` Mend, `g` Guard, `s` Surge.
 */
export interface MapData {
  readonly id: string;
  readonly name: string;
  readonly rows: readonly string[];
  /** A pickup's character: it lies in the very middle, where a map of an even number of columns has no tile. */
  readonly centre?: "m" | "g" | "s";
}

/** A point in world units: x grows to the east, y to the south, the map's corner is (0, 0). */
export interface MapPoint {
  readonly x: number;
  readonly y: number;
}

export interface MapPickup extends MapPoint {
  readonly kind: PickupKind;
}

export interface ArenaMap {
  readonly id: string;
  readonly name: string;
  /** Size in tiles. */
  readonly cols: number;
  readonly rows: number;
  readonly widthU: number;
  readonly heightU: number;
  /** A `TileKind` each, row-major: tile (col, row) is at `row * cols + col`. Never written after `makeArenaMap`. */
  readonly tiles: Uint8Array;
  /** Tile centres in reading order (row by row), a pickup in the middle last: both sides number them alike. */
  readonly spawns: readonly MapPoint[];
  readonly pickups: readonly MapPickup[];
}

/**
 * Parses `data`.
 * @throws Error naming the map, row, column and character when rows are missing, uneven or hold an unknown character.
 */
export function makeArenaMap(data: MapData): ArenaMap {
  const rows = data.rows.length;
  const cols = data.rows[0]?.length ?? 0;
  if (cols === 0) throw new Error(`map "${data.id}": no tiles (${rows} rows, ${cols} columns)`);

  const tiles = new Uint8Array(cols * rows);
  const spawns: MapPoint[] = [];
  const pickups: MapPickup[] = [];
  for (let row = 0; row < rows; row++) {
    const line = data.rows[row] as string;
    if (line.length !== cols) {
      throw new Error(
        `map "${data.id}": row ${row} has ${line.length} characters, row 0 has ${cols}`,
      );
    }
    for (let col = 0; col < cols; col++) {
      const char = line.charAt(col);
      const kind = tileOfChar(char);
      if (kind === undefined) {
        throw new Error(`map "${data.id}": unknown character "${char}" at row ${row}, col ${col}`);
      }
      tiles[row * cols + col] = kind;
      const x = (col + 0.5) * TILE_U;
      const y = (row + 0.5) * TILE_U;
      const pickup = pickupOfChar(char);
      if (pickup !== undefined) pickups.push({ kind: pickup, x, y });
      else if (char === "S") spawns.push({ x, y });
    }
  }
  const centre = pickupOfChar(data.centre ?? "");
  if (centre !== undefined) {
    pickups.push({ kind: centre, x: (cols * TILE_U) / 2, y: (rows * TILE_U) / 2 });
  }
  return {
    id: data.id,
    name: data.name,
    cols,
    rows,
    widthU: cols * TILE_U,
    heightU: rows * TILE_U,
    tiles,
    spawns,
    pickups,
  };
}

/** The tile at (col, row), whole numbers. Outside the map is Wall: the border needs no tiles. */
export function tileAt(map: ArenaMap, col: number, row: number): TileKind {
  if (col < 0 || row < 0 || col >= map.cols || row >= map.rows) return TileKind.Wall;
  return map.tiles[row * map.cols + col] as TileKind;
}

/** The tile that holds the point, u. A point on an edge belongs to the tile to its east or south. */
export function tileAtPoint(map: ArenaMap, xU: number, yU: number): TileKind {
  return tileAt(map, Math.floor(xU / TILE_U), Math.floor(yU / TILE_U));
}

function tileOfChar(char: string): TileKind | undefined {
  switch (char) {
    case "#":
      return TileKind.Wall;
    case "o":
      return TileKind.Glass;
    case "~":
      return TileKind.Gap;
    case ".":
    case "S":
    case "m":
    case "g":
    case "s":
      return TileKind.Floor;
    default:
      return undefined;
  }
}

function pickupOfChar(char: string): PickupKind | undefined {
  switch (char) {
    case "m":
      return PickupKind.Mend;
    case "g":
      return PickupKind.Guard;
    case "s":
      return PickupKind.Surge;
    default:
      return undefined;
  }
}
