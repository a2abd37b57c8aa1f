// The Duel's map: 1600 x 1200 u, a hub with four ways in and a room for each side. Characters as in
// shared/sim/arenaMap.ts; symmetric under half a turn, with the Guard in the very middle.
import type { MapData } from "../sim/arenaMap.ts";

export const duel: MapData = {
  id: "duel",
  name: "Short Circuit",
  centre: "g",
  rows: [
    "...oo...#####..~~#..",
    "...oo...#####..~~#..",
    "........#.........S.",
    "........#...........",
    "####....#..####..#..",
    "......##.......###..",
    ".m....##........##..",
    "..##..##....##..##..",
    "..##........##....m.",
    "..###.......##......",
    "..#..####..#....####",
    "...........#........",
    ".S.........#........",
    "..#~~..#####...oo...",
    "..#~~..#####...oo...",
  ],
};
