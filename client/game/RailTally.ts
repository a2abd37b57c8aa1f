// Does the server agree with this screen? Which body each own Rail met as drawn, and what the server said of it.
// In: the bodies on screen when a shot left, and the events that follow. Out: figures for the Net Lab.
import { railMeetsU, railRangeU } from "../../shared/sim/rails.ts";
import { aimOf } from "../../shared/sim/vec2.ts";
import { Move } from "../../shared/sim/weaponDefs.ts";
import type { ActorView, ViewEvent, WorldView } from "./WorldView.ts";

/** Shots that the figures are about: at one each 2 s, the last 80 s. */
export const TALLIED_SHOTS = 40;

/** What became of a shot that met a body on this screen. */
export type ShotFate = "agreed" | "disagreed" | "dodged" | "blocked";

interface DrawnBody {
  slot: number;
  x: number;
  y: number;
}

interface PendingShot {
  readonly victim: number;
  readonly atMs: number;
}

type RailEvent = Extract<ViewEvent, { kind: "rail" }>;

export class RailTally {
  /** Those that can be hit, as on screen before this frame; the first `drawnCount` count. */
  private readonly drawn: DrawnBody[] = [];
  private drawnCount = 0;
  /** Of the last shots whose answer is here, oldest first. */
  private readonly fates: ShotFate[] = [];
  private readonly pending: PendingShot[] = [];

  count(fate: ShotFate): number {
    return this.fates.reduce((sum, one) => sum + Number(one === fate), 0);
  }

  /** Shots that met a body here and were neither dodged nor blocked. */
  get judged(): number {
    return this.count("agreed") + this.count("disagreed");
  }

  /** Share of those that the server confirmed, 0..1; NaN before the first. */
  get agreement(): number {
    return this.count("agreed") / this.judged;
  }

  /** Starts over; shots under way are not counted either. */
  reset(): void {
    this.fates.length = 0;
    this.pending.length = 0;
  }

  /** Before the frame in which a shot may leave: what the player sees while pressing. */
  look(actors: readonly ActorView[]): void {
    this.drawnCount = 0;
    for (const { present, alive, isSelf, isProtected, slot, x, y } of actors) {
      if (!present || !alive || isSelf || isProtected) continue;
      const body = this.drawn[this.drawnCount] ?? { slot: 0, x: 0, y: 0 };
      this.drawn[this.drawnCount++] = body;
      body.slot = slot;
      body.x = x;
      body.y = y;
    }
  }

  /**
   * After the frame.
   * @param patienceMs a shot without an answer after this long is one that the server did not see hit.
   */
  note(view: Pick<WorldView, "timeMs" | "map" | "events">, patienceMs: number): void {
    for (const event of view.events) {
      if (event.kind === "rail" && event.own) {
        const victim = this.findMet(view, event);
        if (victim >= 0) this.pending.push({ victim, atMs: view.timeMs });
      } else if (event.kind === "hit" && event.role === "dealt" && event.move === Move.Rail) {
        this.settle(event.victim, "agreed");
      } else if (event.kind === "denied") this.settle(event.victim, event.verdict);
    }
    while (this.pending[0] !== undefined && view.timeMs - this.pending[0].atMs > patienceMs) {
      this.pending.shift();
      this.push("disagreed");
    }
  }

  private settle(victim: number, fate: ShotFate): void {
    const at = this.pending.findIndex((shot) => shot.victim === victim);
    // An answer about somebody whom the ray did not meet here is none.
    if (at < 0) return;
    this.pending.splice(at, 1);
    this.push(fate);
  }

  private push(fate: ShotFate): void {
    this.fates.push(fate);
    if (this.fates.length > TALLIED_SHOTS) this.fates.shift();
  }

  /** Slot of the first body on the ray before it meets a wall; -1 when there is none. */
  private findMet({ map }: Pick<WorldView, "map">, { x, y, angleRad }: RailEvent): number {
    const aim = aimOf(Math.cos(angleRad), Math.sin(angleRad));
    let nearestU = railRangeU(map, x, y, aim);
    let met = -1;
    for (let i = 0; i < this.drawnCount; i++) {
      const body = this.drawn[i] as DrawnBody;
      const meetsU = railMeetsU(x, y, aim, body.x, body.y);
      if (meetsU < 0 || meetsU >= nearestU) continue;
      nearestU = meetsU;
      met = body.slot;
    }
    return met;
  }
}
