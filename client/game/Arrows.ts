// Arrows at the screen's edge: where damage came from, and where the crown is. In: directions. Out: EdgeArrows.
import type { EdgeArrow } from "./WorldView.ts";

const DAMAGE_FADE_MS = 1200;
const DAMAGE_ARROWS = 4;
/** Nearer than this the crown is on screen, and needs no arrow, u. */
const CROWN_NEAR_U = 420;

interface Point {
  readonly x: number;
  readonly y: number;
}

export class Arrows {
  private damage: { angleRad: number; atMs: number }[] = [];

  noteDamage(angleRad: number, nowMs: number): void {
    this.damage = [...this.damage, { angleRad, atMs: nowMs }].slice(-DAMAGE_ARROWS);
  }

  update(nowMs: number, own: Point, crown: Point | null): EdgeArrow[] {
    this.damage = this.damage.filter(({ atMs }) => nowMs - atMs < DAMAGE_FADE_MS);
    const arrows: EdgeArrow[] = this.damage.map(({ angleRad, atMs }) => ({
      kind: "damage",
      angleRad,
      strength: 1 - (nowMs - atMs) / DAMAGE_FADE_MS,
    }));
    if (crown === null) return arrows;
    const dx = crown.x - own.x;
    const dy = crown.y - own.y;
    if (dx * dx + dy * dy > CROWN_NEAR_U * CROWN_NEAR_U) {
      arrows.push({ kind: "crown", angleRad: Math.atan2(dy, dx), strength: 1 });
    }
    return arrows;
  }
}
