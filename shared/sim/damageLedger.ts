// Who hurt whom lately. In: damage as it lands. Out: whom a death owes an assist.
// Run by the server; a ring of entries per victim in typed arrays.
import { ASSIST_MIN_DAMAGE, ASSIST_WINDOW_STEPS } from "./constants.ts";

/**
 * Entries kept per victim; 150 HP and a Mend die of 16 Pulses, so that older ones no longer matter.
 */
const ENTRIES_PER_VICTIM = 24;

/** Entry i of victim v is at `v * 24 + i`; an attacker of -1 is an empty entry. */
export interface DamageLedger {
  readonly maxPlayers: number;
  readonly attacker: Int16Array;
  readonly damage: Int16Array;
  readonly step: Int32Array;
  /** Where each victim's next entry goes. */
  readonly next: Uint8Array;
  /** Scratch of `assistOf`: damage by attacker; all zero between calls. */
  readonly sums: Int32Array;
}

export function makeDamageLedger(maxPlayers: number): DamageLedger {
  const size = maxPlayers * ENTRIES_PER_VICTIM;
  return {
    maxPlayers,
    attacker: new Int16Array(size).fill(-1),
    damage: new Int16Array(size),
    step: new Int32Array(size),
    next: new Uint8Array(maxPlayers),
    sums: new Int32Array(maxPlayers),
  };
}

/** Notes damage that landed in world step `step`. */
export function recordDamage(
  ledger: DamageLedger,
  victim: number,
  attacker: number,
  damage: number,
  step: number,
): void {
  const next = ledger.next[victim] as number;
  const index = victim * ENTRIES_PER_VICTIM + next;
  ledger.attacker[index] = attacker;
  ledger.damage[index] = damage;
  ledger.step[index] = step;
  ledger.next[victim] = (next + 1) % ENTRIES_PER_VICTIM;
}

/**
 * The slot with the largest share of the victim's damage in the last 5 s, the killer aside; -1 when
 * nobody has dealt 30. Equal shares go to the lower slot.
 */
export function assistOf(
  ledger: DamageLedger,
  victim: number,
  killer: number,
  step: number,
): number {
  const first = victim * ENTRIES_PER_VICTIM;
  const end = first + ENTRIES_PER_VICTIM;
  const sums = ledger.sums;
  for (let i = first; i < end; i++) {
    const attacker = ledger.attacker[i] as number;
    const fresh = step - (ledger.step[i] as number) <= ASSIST_WINDOW_STEPS;
    if (attacker < 0 || attacker === killer || !fresh) continue;
    sums[attacker] = (sums[attacker] as number) + (ledger.damage[i] as number);
  }
  let best = -1;
  let bestDamage = ASSIST_MIN_DAMAGE;
  for (let slot = 0; slot < ledger.maxPlayers; slot++) {
    const damage = sums[slot] as number;
    sums[slot] = 0;
    if (damage > bestDamage || (damage === bestDamage && best < 0)) {
      best = slot;
      bestDamage = damage;
    }
  }
  return best;
}

/** Forgets what was done to a victim: a new life owes nobody. */
export function clearDamageTo(ledger: DamageLedger, victim: number): void {
  const first = victim * ENTRIES_PER_VICTIM;
  ledger.attacker.fill(-1, first, first + ENTRIES_PER_VICTIM);
  ledger.next[victim] = 0;
}

/** Forgets what an attacker did: the slot's next holder must not be credited. */
export function clearDamageBy(ledger: DamageLedger, attacker: number): void {
  for (let i = 0; i < ledger.attacker.length; i++) {
    if (ledger.attacker[i] === attacker) ledger.attacker[i] = -1;
  }
}
