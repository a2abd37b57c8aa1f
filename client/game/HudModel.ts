// What the HUD shows: vitals, cooldowns, clock, scores, feed, death, arrows. In: an ArenaLink, actors and the
// frame's events. Out: one HudView, reused; lists are rebuilt when they change.
import { CROWN_SQUARE_U } from "../../shared/net/netConstants.ts";
import { NO_PLACE, NO_SLOT } from "../../shared/schema/ArenaState.ts";
import { PoseFlag } from "../../shared/schema/PlayerPose.ts";
import { STEP_HZ } from "../../shared/sim/constants.ts";
import { MatchPhase, type PlayerState } from "../../shared/sim/types.ts";
import { DASH, type Move, ORB, PULSE, RAIL } from "../../shared/sim/weaponDefs.ts";
import type { ArenaLink } from "../net/arenaLink.ts";
import type { ActorField } from "./ActorField.ts";
import { Arrows } from "./Arrows.ts";
import { Scoreboard } from "./Scoreboard.ts";
import type { DeathReceiptView, DeathView, FeedLine, HudView, ViewEvent } from "./WorldView.ts";

/** Lines kept in the feed; the HUD lets them fade after 5 s. */
const FEED_LINES = 5;
const STEP_MS = 1000 / STEP_HZ;

export class HudModel {
  readonly view: HudView;
  private readonly link: ArenaLink;
  private readonly actors: ActorField;
  private readonly scoreboard = new Scoreboard();
  private readonly arrows = new Arrows();
  private feed: FeedLine[] = [];
  private feedId = 0;
  private death: DeathView | null = null;
  private killer = -1;
  private lastPhase = -1;

  constructor(link: ArenaLink, actors: ActorField) {
    this.link = link;
    this.actors = actors;
    this.view = makeHud();
  }

  update(nowMs: number, events: ViewEvent[]): void {
    this.updateRound(events);
    this.updateVitals();
    for (const event of events) this.take(event, nowMs);
    this.updateDeath();
    if (this.scoreboard.update(nowMs, this.link)) {
      this.view.scoreboard = this.scoreboard.rows;
      this.view.revision++;
    }
    this.view.score = this.scoreboard.own?.score ?? 0;
    this.view.rank = this.scoreboard.rank;
    this.view.actors = this.scoreboard.rows.length;
    this.view.crownAt = this.crownAt();
    const own = this.actors.self;
    this.view.arrows = own === null ? [] : this.arrows.update(nowMs, own, this.crownTarget());
  }

  private updateRound(events: ViewEvent[]): void {
    const { state } = this.link;
    this.view.clockMs = this.link.msUntilTick(state.phaseEndTick);
    // A Duel's rounds are DuelModel's to tell of.
    if (state.duel !== undefined) return;
    this.view.phase = state.phase === MatchPhase.Live ? "live" : "podium";
    if (this.lastPhase >= 0 && state.phase !== this.lastPhase) {
      events.push({ kind: state.phase === MatchPhase.Live ? "roundStarted" : "roundEnded" });
    }
    this.lastPhase = state.phase;
  }

  private updateVitals(): void {
    const { view, link } = this;
    const { owner, prediction } = link;
    // Who watches has no vitals, and is not to be warned of them.
    if (owner === null) view.alive = false;
    if (owner === null || prediction === null) return;
    view.alive = owner.alive === 1;
    view.hp = owner.hp;
    view.shield = owner.shield;
    view.protectionLeft = (owner.flags & PoseFlag.Protected) !== 0;
    showTimers(view, prediction.state, prediction.ownStep);
  }

  private take(event: ViewEvent, nowMs: number): void {
    if (event.kind === "hit" && event.role === "taken") this.noteDamage(event, nowMs);
    if (event.kind !== "died") return;
    const line: FeedLine = {
      id: ++this.feedId,
      killer: this.actors.nameOf(event.killer),
      victim: this.actors.nameOf(event.victim),
      assist: this.actors.nameOf(event.assist),
      move: event.move,
      role: event.role,
      crown: this.actors.at(event.victim)?.hasCrown ?? false,
      atMs: nowMs,
    };
    this.feed = [...this.feed, line].slice(-FEED_LINES);
    this.view.feed = this.feed;
    this.view.revision++;
    if (event.role === "taken") this.death = this.deathBy(event.killer, event.move);
  }

  private noteDamage(event: Extract<ViewEvent, { kind: "hit" }>, nowMs: number): void {
    const from = this.actors.at(event.attacker);
    const own = this.actors.self;
    if (own === null || !from?.present) return;
    this.arrows.noteDamage(Math.atan2(from.y - own.y, from.x - own.x), nowMs);
  }

  /** The server's receipt, with the pings that everybody sees on the scoreboard. */
  private receipt(): DeathReceiptView | null {
    const { deathReceipt, state, ownSlot } = this.link;
    if (deathReceipt === null) return null;
    const { rewindMs, fromX, fromY, seenX, seenY, wasX, wasY } = deathReceipt;
    const pingOf = (slot: number) => state.roster.get(String(slot))?.pingMs ?? 0;
    return {
      killerPingMs: pingOf(this.killer),
      ownPingMs: pingOf(ownSlot),
      rewindMs,
      from: { x: fromX, y: fromY },
      seen: { x: seenX, y: seenY },
      was: { x: wasX, y: wasY },
    };
  }

  private deathBy(killer: number, move: Move): DeathView {
    this.killer = killer;
    const actor = this.actors.at(killer);
    return {
      killerName: this.actors.nameOf(killer),
      killerIsBot: actor?.isBot ?? false,
      killerHp: actor?.present ? actor.hp : 0,
      move,
      respawnInMs: 0,
      receipt: null,
    };
  }

  private updateDeath(): void {
    const { owner } = this.link;
    if (owner === null || owner.alive === 1) {
      this.death = null;
      this.link.deathReceipt = null;
    } else if (this.death !== null)
      this.death.respawnInMs = this.link.msUntilTick(owner.respawnTick);
    if (this.death !== null && this.death.receipt === null) this.death.receipt = this.receipt();
    this.view.death = this.death;
  }

  private crownAt(): { x: number; y: number } | null {
    const { crownPlace } = this.link.state;
    if (crownPlace === NO_PLACE) return null;
    const x = ((crownPlace & 255) + 0.5) * CROWN_SQUARE_U;
    const y = ((crownPlace >> 8) + 0.5) * CROWN_SQUARE_U;
    return { x, y };
  }

  /** Where the crown's arrow points: the wearer when in sight, else its square; nowhere when it is the own. */
  private crownTarget(): { x: number; y: number } | null {
    const { crownSlot } = this.link.state;
    if (crownSlot === NO_SLOT || crownSlot === this.link.ownSlot) return null;
    const wearer = this.actors.at(crownSlot);
    return wearer?.present ? wearer : this.view.crownAt;
  }
}

/** Cooldowns are functions of the own step: nothing of them travels while they run. */
function showTimers(view: HudView, state: PlayerState, ownStep: number): void {
  view.ammo = state.pulseAmmo;
  const reloadLeft = state.reloadEndStep - ownStep;
  view.reloadProgress =
    state.reloadEndStep === 0 ? -1 : clamp01(1 - reloadLeft / PULSE.reloadSteps);
  view.dashCharge = clamp01(1 - (state.dashReadyStep - ownStep) / DASH.cooldownSteps);
  view.railCharge = clamp01(1 - (state.railReadyStep - ownStep) / RAIL.cooldownSteps);
  view.orbCharge = clamp01(1 - (state.orbReadyStep - ownStep) / ORB.cooldownSteps);
  view.surgeLeftMs = Math.max(0, state.surgeEndStep - ownStep) * STEP_MS;
}

function clamp01(value: number): number {
  return Math.max(0, Math.min(1, value));
}

function makeHud(): HudView {
  return {
    clockMs: 0,
    phase: "live",
    alive: true,
    hp: 0,
    shield: 0,
    ammo: 0,
    magazine: PULSE.magazine,
    reloadProgress: -1,
    dashCharge: 1,
    railCharge: 1,
    orbCharge: 1,
    surgeLeftMs: 0,
    protectionLeft: false,
    score: 0,
    rank: 1,
    actors: 0,
    feed: [],
    scoreboard: [],
    revision: 0,
    death: null,
    arrows: [],
    crownAt: null,
  };
}
