// What the screen shows of a Duel: sides, rounds, clocks, ring, result. In: an ArenaLink whose state has a `duel`.
// Out: one DuelView, reused; moments that only a change of state tells. In other rooms null.
import { NO_SLOT } from "../../shared/schema/ArenaState.ts";
import type { DuelState } from "../../shared/schema/DuelState.ts";
import {
  DUEL_ROUND_STEPS,
  RING_START_STEPS,
  RING_TO_U,
  STEP_HZ,
} from "../../shared/sim/constants.ts";
import { isOutsideRing, ringRadiusU } from "../../shared/sim/ring.ts";
import { MatchPhase } from "../../shared/sim/types.ts";
import type { ArenaLink } from "../net/arenaLink.ts";
import type { ActorField } from "./ActorField.ts";
import type { DuelEnd, DuelPhase, DuelSideView, DuelView, WatchView } from "./DuelView.ts";
import type { ViewEvent } from "./WorldView.ts";

const ROUND_MS = (DUEL_ROUND_STEPS * 1000) / STEP_HZ;
const RING_STARTS_AT_MS = (RING_START_STEPS * 1000) / STEP_HZ;
/** The ring is announced this long before it closes, ms. */
const RING_NOTICE_MS = 5000;

export class DuelModel {
  private readonly view: DuelView = makeDuel();
  private readonly link: ArenaLink;
  private readonly actors: ActorField;
  private lastPhase: DuelPhase | null = null;
  private lastCount = 0;
  private closedInMs = 0;

  constructor(link: ArenaLink, actors: ActorField) {
    this.link = link;
    this.actors = actors;
  }

  /** Once a frame. Appends to `events` what the Duel's ears and eyes are told. */
  update(watch: WatchView | null, events: ViewEvent[]): DuelView | null {
    const { duel } = this.link.state;
    if (duel === undefined) return null;
    this.view.phase = duelPhase(this.link.state.phase);
    this.updateSides();
    this.updateRound(duel);
    this.updateClocks(duel);
    this.updateRing(watch);
    this.tellPhase(duel, events);
    this.tellTime(events);
    this.view.result = this.link.duelResult;
    return this.view;
  }

  private updateSides(): void {
    const { view, link } = this;
    const { roster } = link.state;
    const ownSlot = link.ownSlot;
    const slots = [...roster.keys()].map(Number).sort((a, b) => a - b);
    const leftSlot = ownSlot >= 0 ? ownSlot : (view.left?.slot ?? slots[0]);
    const rightSlot = slots.find((slot) => slot !== leftSlot);
    view.left = this.side(view.left, leftSlot);
    view.right = this.side(view.right, rightSlot);
  }

  /** Who has left is still named, as away. */
  private side(known: DuelSideView | null, slot: number | undefined): DuelSideView | null {
    const { state, ownSlot } = this.link;
    const entry = slot === undefined ? undefined : state.roster.get(String(slot));
    if (slot === undefined || entry === undefined) {
      if (known !== null) known.isConnected = false;
      return known;
    }
    const side = known ?? makeSide(slot);
    side.slot = slot;
    side.name = entry.name;
    side.isBot = entry.isBot;
    side.isSelf = slot === ownSlot;
    side.isConnected = entry.connected;
    side.rounds = entry.score;
    side.wantsRematch = ((state.duel?.rematchSlots ?? 0) & (1 << slot)) !== 0;
    return side;
  }

  private updateRound(duel: DuelState): void {
    const { view, link } = this;
    view.isRanked = duel.isRanked;
    view.roundsToWin = duel.roundsToWin;
    view.round = Math.max(1, link.state.round);
    view.isReplay = duel.isReplay;
    view.pausedName = duel.pausedSlot === NO_SLOT ? "" : this.actors.nameOf(duel.pausedSlot);
    view.isSelfPaused = duel.pausedSlot !== NO_SLOT && duel.pausedSlot === link.ownSlot;
    view.winner = view.phase === "over" ? this.endFor(duel.winner) : "none";
    if (view.phase === "break" || view.phase === "over") {
      view.lastRound = this.endFor(duel.roundWinner);
    } else if (view.phase === "live") view.lastRound = "none";
  }

  private endFor(winner: number): DuelEnd {
    if (winner === NO_SLOT) return "tied";
    return winner === this.view.left?.slot ? "left" : "right";
  }

  private updateClocks(duel: DuelState): void {
    const { view, link } = this;
    const { phase } = view;
    // Whole: a clock that rounds up would show 1:01 for a hair above a minute.
    const phaseLeftMs = Math.round(link.msUntilTick(link.state.phaseEndTick));
    view.goesOnInMs = phase === "countdown" || phase === "paused" ? phaseLeftMs : 0;
    view.rematchLeftMs = phase === "over" ? link.msUntilTick(duel.rematchEndTick) : 0;
    // After a round its clock stays where it stopped.
    if (phase === "live") view.roundLeftMs = phaseLeftMs;
    else if (phase === "waiting") view.roundLeftMs = ROUND_MS;
    else if (phase === "paused" || phase === "countdown") {
      const leftMs = Math.round(link.msOfTicks(duel.pausedRoundTicks));
      view.roundLeftMs = leftMs > 0 ? leftMs : ROUND_MS;
    }
  }

  /** The ring of the drawn instant, which is a little behind the clock's. */
  private updateRing(watch: WatchView | null): void {
    const { view, link } = this;
    const { ring, phase } = view;
    const { map } = link;
    ring.x = map.widthU / 2;
    ring.y = map.heightU / 2;
    // It stands as the round left it until the next countdown.
    if (phase === "break" || phase === "over") return;
    const lagMs = phase === "live" ? link.drawnBehindMs : 0;
    const sinceMs = Math.max(0, ROUND_MS - view.roundLeftMs - lagMs);
    ring.radiusU = ringRadiusU((sinceMs * STEP_HZ) / 1000);
    ring.closesInMs = Math.max(0, RING_STARTS_AT_MS - sinceMs);
    ring.isClosing = ring.closesInMs === 0 && ring.radiusU > RING_TO_U;
    const body = watch ?? this.actors.self;
    ring.isOutside =
      phase === "live" && body?.alive === true && isOutsideRing(map, ring.radiusU, body.x, body.y);
  }

  private tellPhase(duel: DuelState, events: ViewEvent[]): void {
    const { view, lastPhase } = this;
    const { phase } = view;
    if (phase === lastPhase) return;
    this.lastPhase = phase;
    if (lastPhase === null) return;
    if (lastPhase === "over") this.link.duelResult = null;
    if (phase === "countdown" && lastPhase !== "paused") events.push({ kind: "duelReady" });
    else if (phase === "live") events.push({ kind: "go" });
    else if (phase === "break")
      events.push({ kind: "duelRound", end: this.endFor(duel.roundWinner) });
    else if (phase === "over") events.push({ kind: "duelOver", end: view.winner });
  }

  private tellTime(events: ViewEvent[]): void {
    const { view } = this;
    const isCounting = view.phase === "countdown";
    const count = isCounting ? Math.max(1, Math.ceil(view.goesOnInMs / 1000)) : 0;
    if (count !== this.lastCount && count > 0) events.push({ kind: "countdown", left: count });
    this.lastCount = count;
    const { closesInMs } = view.ring;
    const wasInMs = this.closedInMs;
    this.closedInMs = closesInMs;
    if (view.phase !== "live" || closesInMs >= wasInMs) return;
    if (closesInMs <= RING_NOTICE_MS && wasInMs > RING_NOTICE_MS) {
      events.push({ kind: "ringSoon", inMs: closesInMs });
    } else if (closesInMs === 0) events.push({ kind: "ringCloses" });
  }
}

function duelPhase(phase: number): DuelPhase {
  switch (phase) {
    case MatchPhase.Live:
      return "live";
    case MatchPhase.Podium:
      return "break";
    case MatchPhase.Countdown:
      return "countdown";
    case MatchPhase.Paused:
      return "paused";
    case MatchPhase.Over:
      return "over";
    default:
      return "waiting";
  }
}

function makeSide(slot: number): DuelSideView {
  return {
    slot,
    name: "",
    isBot: false,
    isSelf: false,
    isConnected: true,
    rounds: 0,
    wantsRematch: false,
  };
}

function makeDuel(): DuelView {
  return {
    phase: "waiting",
    isRanked: false,
    roundsToWin: 3,
    round: 1,
    isReplay: false,
    left: null,
    right: null,
    goesOnInMs: 0,
    roundLeftMs: ROUND_MS,
    pausedName: "",
    isSelfPaused: false,
    lastRound: "none",
    winner: "none",
    ring: {
      x: 0,
      y: 0,
      radiusU: Number.POSITIVE_INFINITY,
      finalRadiusU: RING_TO_U,
      closesInMs: RING_STARTS_AT_MS,
      isClosing: false,
      isOutside: false,
    },
    rematchLeftMs: 0,
    result: null,
  };
}
