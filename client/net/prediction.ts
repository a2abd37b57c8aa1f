// Prediction of the own player: the SDK's Reconciler around the same `stepCommand` that the server runs.
// In: commands to stage, patches (through the SDK). Out: the predicted state, and how often it was corrected.
import { type InputHandle, Predict, type Reconciler } from "@colyseus/sdk";
import type { InputCmdSchema } from "../../shared/schema/InputCmd.ts";
import type { OwnerState } from "../../shared/schema/OwnerState.ts";
import { STEP_HZ } from "../../shared/sim/constants.ts";
import { makePlayerState } from "../../shared/sim/playerRecord.ts";
import { REWIND_PER_TICK } from "../../shared/sim/rewind.ts";
import { SILENT_SINK } from "../../shared/sim/silentSink.ts";
import { stepCommand } from "../../shared/sim/stepPlayer.ts";
import {
  type InputCmd,
  type PlayerSink,
  type PlayerState,
  PREDICTED_FIELDS,
  type SimQueries,
} from "../../shared/sim/types.ts";
import type { ArenaRoomHandle } from "./joining.ts";
import type { LabSwitches } from "./labSwitches.ts";
import { OwnBody } from "./ownBody.ts";

/** Beyond this a correction is a teleport (respawn), shown at once, u. Above any dash's error. */
const TELEPORT_U = 160;
/** Views kept: more than inputs are ever on their way. */
const VIEW_RING = 256;
/** A view travels in 16 bits. */
const VIEW_MASK = 0xffff;
/** Differences below this are no corrections, u. */
const CORRECTION_MIN_U = 0.01;

export interface Correction {
  /** When, ms of the frame clock, and how far the own position jumped, u. */
  atMs: number;
  sizeU: number;
}

/** Predicts one own player in one room; make a new one when the own instance changes. */
export class Prediction {
  readonly input: InputHandle<InputCmdSchema>;
  /** Corrections above 0.01 u of the last minute, oldest first; teleports are none. */
  readonly corrections: Correction[] = [];
  /** What is drawn of the predicted state. */
  readonly body: OwnBody;
  private readonly predict: Predict;
  private readonly reconciler: Reconciler<PlayerState, InputCmd>;
  private readonly owner: OwnerState;
  private readonly stepsPerTick: number;
  private readonly queries: SimQueries;
  private readonly sink: PlayerSink;
  private readonly lab: Readonly<LabSwitches>;
  /** The predicted state that no correction reaches: without reconciliation; else null. */
  private stray: PlayerState | null = null;
  /** By seq modulo its length: what the screen showed when the input was sent, ticks. */
  private readonly viewTicks = new Float64Array(VIEW_RING);

  /**
   * @param tickHz the room's tick rate.
   * @param queries the static world as the client knows it.
   * @param sink receives what the live step reports; replays report nothing.
   * @param lab read whenever it matters.
   */
  constructor(
    room: ArenaRoomHandle,
    owner: OwnerState,
    tickHz: number,
    queries: SimQueries,
    sink: PlayerSink,
    lab: Readonly<LabSwitches>,
  ) {
    this.owner = owner;
    this.sink = sink;
    this.lab = lab;
    this.input = room.input<InputCmdSchema>();
    room.clock.setPatchInterval?.(1000 / tickHz);
    this.predict = Predict.get(room);
    const stepsPerTick = STEP_HZ / tickHz;
    this.stepsPerTick = stepsPerTick;
    this.queries = queries;
    this.body = new OwnBody(1000 / tickHz);
    // `aim` does not travel: each step writes it from its command before anything reads it.
    const mirrored = owner as unknown as PlayerState;
    this.reconciler = this.predict.reconciler<PlayerState, InputCmd>(mirrored, {
      input: this.input,
      fields: PREDICTED_FIELDS,
      // What is drawn is eased by OwnBody.
      smoothMs: 0,
      step: (ctx, state, command) => {
        const report = ctx.isReplay || this.stray !== null ? SILENT_SINK : sink;
        stepCommand(state, command, ctx.tick, stepsPerTick, queries, report);
      },
    });
    this.reconciler.state.aim = 0;
  }

  /** The predicted state at the last sent input. Read after `advance` and its sends, never before. */
  get state(): PlayerState {
    return this.stray ?? this.reconciler.state;
  }

  /** The own step that the last sent input ended at: what timers are read against. */
  get ownStep(): number {
    return this.state.stepBase + (this.input.sentCount + 1) * this.stepsPerTick;
  }

  /** What the screen showed when the input was sent that the server used last, ticks; 0 before the first. */
  get ackedViewTick(): number {
    return this.viewTicks[this.ackedSeq % VIEW_RING] ?? 0;
  }

  /** Number of the input sent last. */
  get sentSeq(): number {
    return this.input.sentCount;
  }

  /** Number of the last input that a patch acknowledges. */
  get ackedSeq(): number {
    return this.input.sentCount - this.input.pendingCount;
  }

  get pendingInputs(): number {
    return this.input.pendingCount;
  }

  /**
   * Reconciles with what arrived and advances time.
   * @param nowMs frame time, ms, monotonic.
   * @returns how many inputs are due this frame.
   */
  advance(nowMs: number): number {
    const { x, y, alive } = this.state;
    const due = this.predict.tick(nowMs);
    this.followLab();
    const { state } = this;
    // Dying and spawning are the server's to decide: the jump they cause is no misprediction.
    if (state.alive === alive) this.noteCorrection(nowMs, state.x - x, state.y - y);
    else this.body.jump();
    return due;
  }

  /**
   * Sends one input; the reconciler predicts it at once.
   * @param viewTick the instant of the others that the screen showed, in ticks.
   */
  send(command: InputCmd, viewTick: number): void {
    const { data } = this.input;
    data.moveX = command.moveX;
    data.moveY = command.moveY;
    data.aim = command.aim;
    data.buttons = command.buttons;
    data.view = Math.round(viewTick * REWIND_PER_TICK) & VIEW_MASK;
    this.input.send();
    this.stepStray(command);
    this.viewTicks[this.input.sentCount % VIEW_RING] = viewTick;
    this.body.noteSent();
  }

  /** Once a frame, after its sends: where the body is drawn under the command that is held now. */
  draw(nowMs: number, held: InputCmd): void {
    this.body.draw(nowMs, this.state, this.ownStep, held, this.queries);
  }

  /** Whether this still predicts `owner`; a re-entering instance needs a new Prediction. */
  isFor(owner: OwnerState): boolean {
    return this.owner === owner;
  }

  dispose(): void {
    this.reconciler.dispose();
  }

  /** A stray state begins as the predicted one and ends in it; of the server it follows deaths and spawns alone. */
  private followLab(): void {
    const { state } = this.reconciler;
    if (this.lab.reconciliation) this.stray = null;
    else if (this.stray?.alive !== state.alive) {
      this.stray = makePlayerState(state.slot);
      for (const field of PREDICTED_FIELDS) this.stray[field] = state[field];
    }
  }

  private stepStray(command: InputCmd): void {
    const { stray, input, stepsPerTick, queries, sink } = this;
    if (stray !== null) stepCommand(stray, command, input.sentCount, stepsPerTick, queries, sink);
  }

  private noteCorrection(nowMs: number, dx: number, dy: number): void {
    const sizeU = Math.sqrt(dx * dx + dy * dy);
    if (sizeU >= TELEPORT_U) this.body.jump();
    else this.body.ease(dx, dy);
    if (sizeU > CORRECTION_MIN_U && sizeU < TELEPORT_U) {
      this.corrections.push({ atMs: nowMs, sizeU });
    }
    while (this.corrections[0] !== undefined && this.corrections[0].atMs < nowMs - 60_000) {
      this.corrections.shift();
    }
  }
}
