// One tick of a match. In: the world and the tick's commands. Out: the next world, and what
// happened. Run by the server, by replays, and by tests.
import { stepDeaths, stepRegeneration } from "./combat.ts";
import { beginDashPath, endDashPath } from "./dashPaths.ts";
import { stepDashStrikes } from "./dashStrikes.ts";
import { stepDuel, stepDuelSpawns, stepRing, stepVerdict } from "./duelRounds.ts";
import { rebuildGrid } from "./grid.ts";
import { isHeld } from "./hold.ts";
import { type Inbox, MAX_COMMANDS_PER_TICK } from "./inbox.ts";
import { stepCrown, stepMatch } from "./match.ts";
import { stepOrbs } from "./orbs.ts";
import { stepPickups } from "./pickups.ts";
import type { PlayerRecord } from "./playerRecord.ts";
import { isPoseNews, isTold, pushPose, type ToldPose } from "./poseTracks.ts";
import { stepPulses } from "./projectiles.ts";
import { unpackPoseAim, writePose } from "./quantize.ts";
import { stepRails } from "./rails.ts";
import { presentTick } from "./rewind.ts";
import { stepRespawns } from "./spawn.ts";
import { ownStepOf, stepPlayer } from "./stepPlayer.ts";
import type { InputCmd, WorldSink } from "./types.ts";
import { isDashing } from "./weapons.ts";
import type { World } from "./world.ts";

/**
 * Advances `world` by one tick of `stepsPerTick` steps. Commands come first, whole and in slot
 * order; then poses are quantised, and every step of the tick tests hits against them: what the
 * tick's patch shows is what is hit. A Duel has rounds, a ring and a verdict where the Open Arena has rounds, a
 * crown, regeneration and respawns. The sink must not change the world. Does not empty the inbox.
 */
export function stepWorld(world: World, inbox: Inbox, sink: WorldSink): void {
  applyCommands(world, inbox, sink);
  quantizePoses(world);
  rebuildGrid(world.grid, world);
  const { duel } = world;
  for (let subStep = 0; subStep < world.stepsPerTick; subStep++) {
    if (duel === null) stepMatch(world, sink);
    else stepDuel(world, duel, sink);
    stepRails(world, sink);
    stepPulses(world, sink);
    stepOrbs(world, sink);
    stepDashStrikes(world, sink);
    if (duel !== null) stepRing(world);
    stepDeaths(world, sink);
    if (duel === null) stepCrown(world);
    else stepVerdict(world, duel, sink);
    stepPickups(world, sink);
    if (duel === null) stepRegeneration(world);
    if (duel === null) stepRespawns(world, sink);
    else stepDuelSpawns(world, duel, sink);
    world.step++;
  }
  world.dashPaths.count = 0;
  world.rails.count = 0;
  world.tick++;
}

function applyCommands(world: World, inbox: Inbox, sink: WorldSink): void {
  world.commandSink.out = sink;
  for (let slot = 0; slot < world.maxPlayers; slot++) {
    const rec = world.players[slot] as PlayerRecord;
    if (!rec.active || rec.isAway) continue;
    const first = slot * MAX_COMMANDS_PER_TICK;
    const end = first + (inbox.counts[slot] as number);
    for (let i = first; i < end; i++) {
      rec.rewind = inbox.rewinds[i] as number;
      applyCommand(world, rec, inbox.cmds[i] as InputCmd, inbox.seqs[i] as number);
    }
  }
  world.commandSink.out = null;
}

/** The loop of `stepCommand`, with what only the server knows noted beside it. */
function applyCommand(world: World, rec: PlayerRecord, cmd: InputCmd, seq: number): void {
  const { state, slot } = rec;
  const { commandSink, dashPaths, stepsPerTick } = world;
  commandSink.rewind = rec.rewind;
  for (let subStep = 0; subStep < stepsPerTick; subStep++) {
    const ownStep = ownStepOf(state, seq, stepsPerTick, subStep);
    beginDashPath(dashPaths, state);
    commandSink.bornStep = world.step + subStep;
    commandSink.attacks = 0;
    stepPlayer(state, cmd, ownStep, world, commandSink);
    if (commandSink.attacks > 0) {
      rec.lastAttackStep = world.step + subStep;
      rec.protectedUntilStep = 0;
    }
    if (isDashing(state, ownStep) && !isHeld(state, ownStep)) {
      endDashPath(dashPaths, slot, subStep, state);
    }
  }
  rec.ownStep = ownStepOf(state, seq + 1, stepsPerTick, 0);
  rec.lastSeq = seq;
}

const told: ToldPose = { x: 0, y: 0, aim: 0 };

/** Writes the tick's public poses, and notes those that are told. */
function quantizePoses(world: World): void {
  const { poseTracks } = world;
  const tick = presentTick(world);
  for (let slot = 0; slot < world.maxPlayers; slot++) {
    const rec = world.players[slot] as PlayerRecord;
    if (!rec.active) continue;
    writePose(rec.state, rec);
    told.x = rec.poseX;
    told.y = rec.poseY;
    told.aim = unpackPoseAim(rec.pose);
    rec.isPoseTold = isPoseNews(poseTracks, slot, tick, told);
    if (!rec.isPoseTold) continue;
    // News must differ from what was told before, or it would not travel: by the aim's last bit.
    if (isTold(poseTracks, slot, told)) rec.pose = (rec.pose ^ 1) >>> 0;
    told.aim = unpackPoseAim(rec.pose);
    pushPose(poseTracks, slot, tick, told);
  }
}
