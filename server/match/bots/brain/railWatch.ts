// Whom the bot must fear a Rail from. In: whom it sees, where they aim, whose Rail winds up. Out: a direction to dash in.
// Server only. A wind-up is shorter than any reaction and a round trip: nobody answers one that comes as a surprise.
// A bot answers a Rail that it was ready for: its shooter's aim had lain on it for a reaction before.
import { AIM_DIRECTIONS, BODY_RADIUS_U } from "../../../../shared/sim/constants.ts";
import { BLOCKS_SIGHT, isLineClear } from "../../../../shared/sim/raycast.ts";
import type { Rng } from "../../../../shared/sim/rng.ts";
import { AIM_COS, AIM_SIN } from "../../../../shared/sim/vec2.ts";
import { RAIL } from "../../../../shared/sim/weaponDefs.ts";
import { isLucky } from "./chance.ts";
import type { BotSkill } from "./levels.ts";
import type { BotSenses, SeenPlayer } from "./senses.ts";
import { type Track, type TrackMemory, trackOf } from "./tracks.ts";
import { isRoomToDash } from "./walking.ts";

/** An aim line that passes within this of a body is meant for it, u: people lead, and hands tremble. */
const NEAR_LINE_U = 75;
/** An aim that swings off is forgotten this many times as fast as it was noticed. */
const DRAIN = 2;
const QUARTER_TURN = AIM_DIRECTIONS / 4;

/** Takes in where those in sight aim; the direction to dash in to escape a Rail that winds up now, or -1. */
export function watchRails(
  memory: TrackMemory,
  skill: BotSkill,
  rng: Rng,
  senses: BotSenses,
  reactionSteps: number,
): number {
  let answer = -1;
  if (skill.railDodgeChance === 0) return answer;
  for (let i = 0; i < senses.seenCount; i++) {
    const seen = senses.seen[i] as SeenPlayer;
    const track = trackOf(memory, seen.slot);
    if (track === undefined) continue;
    const offU = offLine(senses, seen);
    const isReady = track.aimedSteps >= reactionSteps;
    noteAim(track, Math.abs(offU) <= NEAR_LINE_U, senses.stepsPerTick, reactionSteps);
    if (!seen.isWindingUp || track.isRailJudged || !isReady) continue;
    if (Math.abs(offU) > NEAR_LINE_U) continue;
    track.isRailJudged = true;
    if (isLucky(rng, skill.railDodgeChance)) answer = asideOf(senses, seen.aim, offU);
  }
  return answer;
}

/** How far the bot is aside of a player's aim line, u, positive clockwise of it; Infinity when it cannot be meant. */
function offLine(senses: BotSenses, seen: SeenPlayer): number {
  const { own, map } = senses;
  const dirX = AIM_COS[seen.aim] as number;
  const dirY = AIM_SIN[seen.aim] as number;
  const dx = own.x - seen.x;
  const dy = own.y - seen.y;
  const alongU = dx * dirX + dy * dirY;
  if (alongU < 0 || alongU > RAIL.rangeU + 2 * BODY_RADIUS_U) return Infinity;
  const offU = dirX * dy - dirY * dx;
  if (Math.abs(offU) > NEAR_LINE_U) return Infinity;
  return isLineClear(map, seen.x, seen.y, own.x, own.y, BLOCKS_SIGHT) ? offU : Infinity;
}

function noteAim(track: Track, isOnMe: boolean, steps: number, mostSteps: number): void {
  const aimed = track.aimedSteps + (isOnMe ? steps : -DRAIN * steps);
  track.aimedSteps = aimed < 0 ? 0 : aimed > mostSteps ? mostSteps : aimed;
}

/** Across the line, on to the side that the bot is on already; to the other where that is blocked. */
function asideOf(senses: BotSenses, aim: number, offU: number): number {
  const turn = offU < 0 ? -QUARTER_TURN : QUARTER_TURN;
  const first = (aim + turn) & (AIM_DIRECTIONS - 1);
  if (isRoomToDash(senses, first)) return first;
  const second = (aim - turn) & (AIM_DIRECTIONS - 1);
  return isRoomToDash(senses, second) ? second : -1;
}
