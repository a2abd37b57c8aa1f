// Damage, deaths, credit and regeneration. In: what projectiles and dashes hit. Out: HP, scores,
// events. Run by the server: clients never predict damage.
import {
  KILL_HEAL_HP,
  MAX_HP,
  REGEN_DELAY_STEPS,
  REGEN_HP_PER_S,
  REGEN_PERIOD_STEPS,
  RESPAWN_STEPS,
  SCORE_ASSIST,
  SCORE_CROWN_KILL,
  SCORE_DODGE,
  SCORE_KILL,
  STEP_HZ,
} from "./constants.ts";
import { assistOf, clearDamageTo, recordDamage } from "./damageLedger.ts";
import { clearBody, type PlayerRecord } from "./playerRecord.ts";
import { MatchPhase, Verdict, type WorldSink } from "./types.ts";
import type { Move } from "./weaponDefs.ts";
import type { World } from "./world.ts";

const REGEN_PORTION_HP = (REGEN_HP_PER_S * REGEN_PERIOD_STEPS) / STEP_HZ;

/** Whether shots and dashes meet this player: in the world, with HP left in this step. */
export function isTarget(rec: PlayerRecord): boolean {
  return rec.state.alive === 1 && rec.hp > 0;
}

/** Whether damage would land: not on the podium, not on the protected. */
export function isVulnerable(world: World, rec: PlayerRecord): boolean {
  return world.phase === MatchPhase.Live && world.step >= rec.protectedUntilStep && isTarget(rec);
}

/**
 * Takes `damage` off the victim's shield, then its HP, and reports what was taken. Nothing when it
 * is not vulnerable. Who takes the last HP is the killer; the death itself follows in `stepDeaths`,
 * so that two players can kill each other in one step.
 */
export function dealDamage(
  world: World,
  attacker: number,
  victim: PlayerRecord,
  damage: number,
  move: Move,
  shotId: number,
  sink: WorldSink,
): void {
  if (!isVulnerable(world, victim)) return;
  const taken = takeHealth(world, victim, damage);
  victim.lastHitDamage = damage;
  if (attacker !== victim.slot) {
    recordDamage(world.ledger, victim.slot, attacker, taken, world.step);
  }
  if (victim.hp === 0) {
    victim.killer = attacker === victim.slot ? -1 : attacker;
    victim.killMove = move;
  }
  const { slot, poseX, poseY } = victim;
  sink.hit(attacker, slot, taken, move, poseX, poseY, shotId);
}

/** Takes `damage` off the shield, then the HP. @returns what was taken of both. */
export function takeHealth(world: World, victim: PlayerRecord, damage: number): number {
  const fromShield = damage < victim.shield ? damage : victim.shield;
  const rest = damage - fromShield;
  const fromHp = rest < victim.hp ? rest : victim.hp;
  victim.shield -= fromShield;
  victim.hp -= fromHp;
  victim.lastHurtStep = world.step;
  return fromShield + fromHp;
}

/** Pays points: a Duel's scores are rounds won, and nothing else is. */
export function award(world: World, rec: PlayerRecord, points: number): void {
  if (world.duel === null) rec.score += points;
}

/** A hit that does not count: its shooter is told why, and who dashed is paid for it, once a dash. */
export function denyHit(
  world: World,
  attacker: number,
  victim: PlayerRecord,
  move: Move,
  shotId: number,
  verdict: Verdict,
  sink: WorldSink,
): void {
  const { paid } = world.dashPaths;
  if (verdict === Verdict.Dodged && paid[victim.slot] === 0) {
    paid[victim.slot] = 1;
    award(world, victim, SCORE_DODGE);
  }
  sink.denied(attacker, victim.slot, move, shotId, verdict);
}

/**
 * Notes for the death receipt where the next hit comes from, how long ago its shooter saw the victim
 * and where; `seen` is null when it was met where it is.
 */
export function noteEvidence(
  victim: PlayerRecord,
  ticksAgo: number,
  fromX: number,
  fromY: number,
  seen: { readonly seenX: number; readonly seenY: number } | null,
): void {
  victim.hitTicksAgo = ticksAgo;
  victim.hitFromX = fromX;
  victim.hitFromY = fromY;
  victim.hitSeenX = seen === null ? victim.poseX : seen.seenX;
  victim.hitSeenY = seen === null ? victim.poseY : seen.seenY;
}

/** Buries those without HP, in slot order, and credits killer and assistant. */
export function stepDeaths(world: World, sink: WorldSink): void {
  for (let slot = 0; slot < world.maxPlayers; slot++) {
    const rec = world.players[slot] as PlayerRecord;
    if (rec.state.alive === 1 && rec.hp <= 0) die(world, rec, sink);
  }
}

function die(world: World, rec: PlayerRecord, sink: WorldSink): void {
  const { slot, killer, killMove, poseX, poseY } = rec;
  const assist = assistOf(world.ledger, slot, killer, world.step);
  creditKill(world, killer, slot);
  creditAssist(world, assist);
  rec.deaths++;
  rec.lastDeathX = poseX;
  rec.lastDeathY = poseY;
  rec.respawnAtStep = world.step + RESPAWN_STEPS;
  clearBody(rec);
  clearDamageTo(world.ledger, slot);
  sink.died(slot, killer, assist, killMove, poseX, poseY);
}

function creditKill(world: World, slot: number, victim: number): void {
  const rec = world.players[slot];
  if (rec === undefined) return;
  rec.kills++;
  // In a Duel the round is the prize, and who won it is whole again in the next.
  if (world.duel !== null) return;
  award(world, rec, SCORE_KILL + (victim === world.crownSlot ? SCORE_CROWN_KILL : 0));
  // Someone who died in the same step stays dead.
  if (isTarget(rec)) rec.hp = rec.hp + KILL_HEAL_HP < MAX_HP ? rec.hp + KILL_HEAL_HP : MAX_HP;
}

function creditAssist(world: World, slot: number): void {
  const rec = world.players[slot];
  if (rec === undefined) return;
  rec.assists++;
  award(world, rec, SCORE_ASSIST);
}

/**
 * Gives HP back to those who have neither been hurt nor attacked for 5 s: 2 HP each quarter of a
 * second.
 */
export function stepRegeneration(world: World): void {
  for (let slot = 0; slot < world.maxPlayers; slot++) {
    const rec = world.players[slot] as PlayerRecord;
    if (!isTarget(rec) || rec.hp >= MAX_HP) continue;
    const { lastHurtStep, lastAttackStep } = rec;
    const last = lastHurtStep > lastAttackStep ? lastHurtStep : lastAttackStep;
    const running = world.step - last - REGEN_DELAY_STEPS;
    if (running <= 0 || running % REGEN_PERIOD_STEPS !== 0) continue;
    rec.hp = rec.hp + REGEN_PORTION_HP < MAX_HP ? rec.hp + REGEN_PORTION_HP : MAX_HP;
  }
}
