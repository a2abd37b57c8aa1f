// The Duel's map: 1600 x 1200 u, a room for each side, and a hub between two porches of two ways in each, which nobody
// need pass: two lanes lead around it. Characters as in shared/sim/arenaMap.ts; symmetric under half a turn, with the
// Guard in the very middle.
import type { MapData } from "../sim/arenaMap.ts";

export const duel: MapData = {
  id: "duel",
  name: "Short Circuit",
  centre: "g",
  rows: [
    "oo........#......###",
    "..........#.........",
    "......##..#..#....S.",
    "..oo..#......#......",
    "..##..#......#####..",
    "....###..#######....",
    ".m..###......~~#....",
    "##..#~~......~~#..##",
    "....#~~......###..m.",
    "....#######..###....",
    "..#####......#..##..",
    "......#......#..oo..",
    ".S....#..#..##......",
    ".........#..........",
    "###......#........oo",
  ],
};
