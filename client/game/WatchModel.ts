// The camera of a client without a body: it follows a player, whoever leads, or flies freely. In: an ArenaLink,
// actors, keys. Out: a WatchView, reused; null for who plays.
import { MOVE_AXIS_MAX } from "../../shared/sim/constants.ts";
import type { InputCmd } from "../../shared/sim/types.ts";
import type { WatchAction } from "../input/watchKeys.ts";
import type { ArenaLink } from "../net/arenaLink.ts";
import type { ActorField } from "./ActorField.ts";
import type { WatchView } from "./DuelView.ts";

/** Who plays is without an own state for a moment, while joining or coming back; longer is watching, ms. */
const WATCHES_AFTER_MS = 400;
/** Speed of the free camera, u/s: a map of the Duel in two seconds, the largest in seven. */
const FLIGHT_U_PER_S = 900;
/** A frame longer than this is a pause, not flight, ms. */
const LONGEST_FRAME_MS = 100;

export class WatchModel {
  private readonly shown: WatchView;
  private readonly link: ArenaLink;
  private readonly actors: ActorField;
  /** Who is followed, or was before the camera flew off. */
  private followed = -1;
  private absentSinceMs = -1;
  private lastFrameMs = 0;
  private isPlaced = false;

  constructor(link: ArenaLink, actors: ActorField) {
    this.link = link;
    this.actors = actors;
    this.shown = makeWatch();
  }

  /** Null for who has a body. */
  get view(): WatchView | null {
    const { absentSinceMs, lastFrameMs } = this;
    return absentSinceMs >= 0 && lastFrameMs - absentSinceMs >= WATCHES_AFTER_MS
      ? this.shown
      : null;
  }

  /** Changes whom the camera follows. @returns false for who plays: the key is not for watching then. */
  act(action: WatchAction): boolean {
    const { view } = this;
    if (view === null) return false;
    if (action === "free") view.isFree = !view.isFree;
    else view.isFree = false;
    view.isLeader = action === "leader";
    if (action === "previous") this.turn(-1);
    else if (action === "next") this.turn(1);
    return true;
  }

  /** @param held what is pressed; read while the camera is free. */
  update(nowMs: number, held: InputCmd): void {
    const elapsedMs = Math.min(LONGEST_FRAME_MS, nowMs - this.lastFrameMs);
    this.lastFrameMs = nowMs;
    if (this.link.owner !== null) {
      this.absentSinceMs = -1;
      this.isPlaced = false;
      return;
    }
    if (this.absentSinceMs < 0) this.absentSinceMs = nowMs;
    if (!this.isPlaced) this.place();
    if (this.shown.isFree) this.fly(elapsedMs, held);
    else this.follow();
  }

  /** In the middle, until somebody is there. */
  private place(): void {
    const { map } = this.link;
    this.shown.x = map.widthU / 2;
    this.shown.y = map.heightU / 2;
    this.isPlaced = true;
  }

  private follow(): void {
    const { shown } = this;
    const slot = shown.isLeader ? this.leader() : this.stillThere(this.followed);
    const actor = this.actors.at(slot);
    this.followed = slot;
    shown.slot = actor === undefined ? -1 : slot;
    shown.name = actor === undefined ? "" : this.actors.nameOf(slot);
    shown.isBot = actor?.isBot ?? false;
    const isThere = actor?.present === true;
    shown.alive = isThere && actor.alive;
    shown.hp = shown.alive ? (actor?.hp ?? 0) : 0;
    shown.shield = shown.alive ? (actor?.shield ?? 0) : 0;
    // The dead are not followed: the camera stays where death came.
    if (!isThere || !actor.alive) return;
    shown.x = actor.x;
    shown.y = actor.y;
  }

  private fly(elapsedMs: number, { moveX, moveY }: InputCmd): void {
    const { shown } = this;
    const { map } = this.link;
    shown.slot = -1;
    shown.name = "";
    shown.alive = false;
    const length = Math.max(MOVE_AXIS_MAX, Math.hypot(moveX, moveY));
    const wayU = (FLIGHT_U_PER_S * elapsedMs) / 1000 / length;
    shown.x = Math.max(0, Math.min(map.widthU, shown.x + moveX * wayU));
    shown.y = Math.max(0, Math.min(map.heightU, shown.y + moveY * wayU));
  }

  /** To the next player by slot, round and round. */
  private turn(by: 1 | -1): void {
    const slots = this.slots();
    const at = slots.indexOf(this.stillThere(this.followed));
    this.followed = slots[(at + by + slots.length) % slots.length] ?? -1;
  }

  /** `slot` itself while its player is there, else the first person, else the first bot; -1 for nobody. */
  private stillThere(slot: number): number {
    if (slot >= 0 && this.link.state.roster.has(String(slot))) return slot;
    const slots = this.slots();
    const person = slots.find((one) => this.link.state.roster.get(String(one))?.isBot === false);
    return person ?? slots[0] ?? -1;
  }

  /** Of the highest score; who is followed stays so while others draw level. */
  private leader(): number {
    let best = -1;
    let bestScore = Number.NEGATIVE_INFINITY;
    for (const slot of this.slots()) {
      const score = this.link.state.roster.get(String(slot))?.score ?? 0;
      if (score < bestScore || (score === bestScore && slot !== this.followed)) continue;
      best = slot;
      bestScore = score;
    }
    return best;
  }

  private slots(): number[] {
    return [...this.link.state.roster.keys()].map(Number).sort((a, b) => a - b);
  }
}

function makeWatch(): WatchView {
  return {
    slot: -1,
    name: "",
    isBot: false,
    isFree: false,
    isLeader: false,
    x: 0,
    y: 0,
    hp: 0,
    shield: 0,
    alive: false,
  };
}
