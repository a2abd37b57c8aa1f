// The world written into the room's schema state, once a tick: what patches are made of. In: the world after
// a step. Out: changed fields only; an equal value writes nothing. Server only.
import type { StateView } from "@colyseus/schema";
import { CROWN_SQUARE_U } from "../../shared/net/netConstants.ts";
import { ArenaState, NO_PLACE, NO_SLOT, RosterEntry } from "../../shared/schema/ArenaState.ts";
import { DuelState } from "../../shared/schema/DuelState.ts";
import { OwnerState } from "../../shared/schema/OwnerState.ts";
import { PlayerPose, PoseFlag } from "../../shared/schema/PlayerPose.ts";
import { awaitedSlot } from "../../shared/sim/duel.ts";
import type { DuelMatch } from "../../shared/sim/duelMatch.ts";
import type { PlayerRecord } from "../../shared/sim/playerRecord.ts";
import type { World } from "../../shared/sim/world.ts";
import { writeOwnState } from "./ownState.ts";

/** The crown's square is told twice a second. */
const CROWN_TICKS_HZ = 2;

/** What shows on a player that the simulation knows nothing of. */
export interface PlayerSigns {
  isDropped(slot: number): boolean;
  isEmoting(slot: number): boolean;
}

export class StateMirror {
  readonly state = new ArenaState();
  private readonly world: World;
  private readonly poses: PlayerPose[] = [];
  private readonly owners: OwnerState[] = [];

  constructor(world: World) {
    this.world = world;
    // Poses first: the lowest reference ids are the ones that travel most.
    for (const { slot } of world.players) {
      const pose = new PlayerPose();
      this.poses.push(pose);
      this.state.poses.set(String(slot), pose);
    }
    for (const { slot } of world.players) {
      const owner = new OwnerState();
      owner.slot = slot;
      this.owners.push(owner);
      this.state.owners.set(String(slot), owner);
    }
    if (world.duel !== null) this.state.duel = new DuelState();
    this.writeMap();
  }

  /** A new player's line on the scoreboard. */
  addToRoster(slot: number, name: string, isBot: boolean): RosterEntry {
    const entry = new RosterEntry();
    entry.name = name;
    entry.isBot = isBot;
    this.state.roster.set(String(slot), entry);
    return entry;
  }

  removeFromRoster(slot: number): void {
    this.state.roster.delete(String(slot));
  }

  rosterOf(slot: number): RosterEntry | undefined {
    return this.state.roster.get(String(slot));
  }

  /** Lets a client see its own state; its own entity goes first into a view. */
  showOwner(view: StateView, slot: number): void {
    const owner = this.owners[slot];
    if (owner !== undefined) view.add(owner);
  }

  showPose(view: StateView, slot: number): void {
    const pose = this.poses[slot];
    if (pose !== undefined) view.add(pose);
  }

  hidePose(view: StateView, slot: number): void {
    const pose = this.poses[slot];
    if (pose !== undefined) view.remove(pose);
  }

  /** After each step. */
  write(signs: PlayerSigns): void {
    const { world } = this;
    for (const rec of world.players) {
      if (!rec.active) continue;
      const flags = flagsOf(rec, world, signs);
      this.writePose(rec, flags);
      if (!rec.isBot) this.writeOwner(rec, flags);
      this.writeScore(rec);
    }
    this.writeRound();
    const { duel: shown } = this.state;
    if (world.duel !== null && shown !== undefined) this.writeDuel(world.duel, shown);
  }

  writeScore(rec: PlayerRecord): void {
    const entry = this.state.roster.get(String(rec.slot));
    if (entry === undefined) return;
    entry.score = rec.score;
    entry.kills = rec.kills;
    entry.deaths = rec.deaths;
    entry.assists = rec.assists;
  }

  private writePose(rec: PlayerRecord, flags: number): void {
    const pose = this.poses[rec.slot] as PlayerPose;
    if (rec.isPoseTold) {
      pose.pose = rec.pose;
      pose.cell = rec.cell;
    }
    pose.hp = Math.ceil(rec.hp);
    pose.shield = Math.ceil(rec.shield);
    pose.flags = flags;
  }

  private writeOwner(rec: PlayerRecord, flags: number): void {
    const owner = this.owners[rec.slot] as OwnerState;
    writeOwnState(owner, rec.state);
    owner.hp = Math.ceil(rec.hp);
    owner.shield = Math.ceil(rec.shield);
    owner.flags = flags;
    if (rec.state.alive === 0) owner.respawnTick = this.tickOf(rec.respawnAtStep);
  }

  private writeRound(): void {
    const { world, state } = this;
    if (state.mapId !== world.map.id) this.writeMap();
    state.phase = world.phase;
    state.phaseEndTick = this.tickOf(world.phaseEndStep);
    state.crownSlot = slotOnWire(world.crownSlot);
    if (world.tick % Math.round(world.tickHz / CROWN_TICKS_HZ) === 0)
      state.crownPlace = this.crownPlace();
    for (let i = 0; i < world.map.pickups.length; i++) {
      const readyTick = this.tickOf(world.pickupReadyAtStep[i] ?? 0);
      if (state.pickupReadyTicks[i] !== readyTick) state.pickupReadyTicks[i] = readyTick;
    }
  }

  private writeDuel(duel: DuelMatch, shown: DuelState): void {
    this.state.round = duel.round;
    shown.roundsToWin = duel.roundsToWin;
    shown.isReplay = duel.isReplay === 1;
    shown.pausedSlot = slotOnWire(awaitedSlot(duel));
    shown.pausedRoundTicks = this.tickOf(duel.roundLeftSteps);
    shown.roundWinner = slotOnWire(duel.roundWinner);
    shown.winner = slotOnWire(duel.winner);
  }

  private writeMap(): void {
    const { world, state } = this;
    state.mapId = world.map.id;
    state.pickupReadyTicks.clear();
    for (let i = 0; i < world.map.pickups.length; i++) {
      state.pickupReadyTicks.push(this.tickOf(world.pickupReadyAtStep[i] ?? 0));
    }
  }

  private crownPlace(): number {
    const rec = this.world.players[this.world.crownSlot];
    if (rec === undefined || rec.state.alive === 0) return NO_PLACE;
    return Math.floor(rec.poseX / CROWN_SQUARE_U) + Math.floor(rec.poseY / CROWN_SQUARE_U) * 256;
  }

  private tickOf(step: number): number {
    return Math.ceil(step / this.world.stepsPerTick);
  }
}

function slotOnWire(slot: number): number {
  return slot < 0 ? NO_SLOT : slot;
}

function flagsOf(rec: PlayerRecord, world: World, signs: PlayerSigns): number {
  return (
    (rec.state.alive === 1 ? PoseFlag.Alive : 0) |
    (world.step < rec.protectedUntilStep ? PoseFlag.Protected : 0) |
    (rec.ownStep < rec.state.surgeEndStep ? PoseFlag.Surge : 0) |
    (signs.isDropped(rec.slot) ? PoseFlag.Dropped : 0) |
    (signs.isEmoting(rec.slot) ? PoseFlag.Emoting : 0) |
    (rec.state.railFireStep !== 0 ? PoseFlag.WindingUp : 0)
  );
}
