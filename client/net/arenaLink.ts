// The arena as this client knows it: patches into the remote timeline, moments to a sink, prediction of the own
// player, reports to the server. In: a Connection. Out: what client/game reads once a frame.
import { arenaMapById } from "../../shared/maps/catalogue.ts";
import type { DuelResult } from "../../shared/net/duel.ts";
import { type LineSink, type MomentSink, readMoments } from "../../shared/net/moments.ts";
import {
  NET_REPORT_MS,
  PREDICTION_FREEZE_MS,
  REWIND_MAX_MS,
} from "../../shared/net/netConstants.ts";
import { type DeathReceipt, Message, type NetReport } from "../../shared/net/protocol.ts";
import type { SeatOffer } from "../../shared/net/seatOffer.ts";
import type { ArenaState } from "../../shared/schema/ArenaState.ts";
import type { OwnerState } from "../../shared/schema/OwnerState.ts";
import type { PlayerPose } from "../../shared/schema/PlayerPose.ts";
import type { ArenaMap } from "../../shared/sim/arenaMap.ts";
import { unpackPoseAim, unpackPoseX, unpackPoseY } from "../../shared/sim/quantize.ts";
import type { InputCmd, PlayerSink } from "../../shared/sim/types.ts";
import type { Connection } from "./connection.ts";
import { ALL_ON, type LabSwitches } from "./labSwitches.ts";
import { NetStats } from "./netStats.ts";
import { Prediction } from "./prediction.ts";
import { RemoteTimeline } from "./remoteTimeline.ts";

/** Slots that a room can have at most: one byte on the wire, 255 is nobody. */
export const MAX_SLOTS = 255;

/** Share of each new ping in the smoothed one. */
const PING_SMOOTHING = 0.3;
/** Share of each new age of view in the smoothed one: steady enough for what is drawn by it. */
const REWIND_SMOOTHING = 0.08;

export class ArenaLink implements LineSink {
  readonly connection: Connection;
  readonly timeline: RemoteTimeline;
  readonly stats: NetStats;
  /** Which techniques are at work; set before the first `advance`. */
  lab: Readonly<LabSwitches> = ALL_ON;
  /** Predicts the own player; null before its first state. */
  prediction: Prediction | null = null;
  private readonly tickMs: number;
  private readonly tickHz: number;
  private readonly queries: { map: ArenaMap };
  private readonly shotSink: PlayerSink;
  /** By slot: number of the last patch that held its pose; 0 when it is not received. */
  private readonly heldAt = new Int32Array(MAX_SLOTS);
  private readonly places = new Float64Array(MAX_SLOTS);
  private patches = 0;
  /** Smoothed round trip of the network alone, ms. */
  pingMs = 0;
  /**
   * How old the others on this screen are when the server applies an input made at them, smoothed, ms: round
   * trip, interpolation delay and input buffer. What lag compensation takes back.
   */
  rewindMs = 0;
  /** Told of a place elsewhere, to be taken at once: this room's process goes down. Not read once a frame: a page that is
   * hidden draws none. */
  onSeatOffer: (offer: SeatOffer) => void = () => undefined;
  /** Why the player died last. */
  deathReceipt: DeathReceipt | null = null;
  /** How the Duel ended, as last told; taken away when the next one begins. */
  duelResult: DuelResult | null = null;
  private lastReportMs = 0;

  /**
   * @param moments receives the server's moments as they arrive.
   * @param shotSink receives what the own player's live prediction starts.
   */
  constructor(connection: Connection, moments: MomentSink, shotSink: PlayerSink) {
    const { room, tickHz } = connection;
    this.connection = connection;
    this.tickHz = tickHz;
    this.tickMs = 1000 / tickHz;
    this.shotSink = shotSink;
    this.timeline = new RemoteTimeline(MAX_SLOTS, this.tickMs);
    this.stats = new NetStats(room);
    this.queries = { map: knownMap(room.state.mapId) };
    room.onStateChange((state) => this.onPatch(state));
    room.onMessage(Message.Moments, (bytes: Uint8Array) => readMoments(bytes, moments, this));
    room.onMessage(Message.DeathReceipt, (receipt: DeathReceipt) => {
      this.deathReceipt = receipt;
    });
    room.onMessage(Message.DuelResult, (result: DuelResult) => {
      this.duelResult = result;
    });
    room.onMessage(Message.Seat, (offer: SeatOffer) => {
      this.onSeatOffer(offer);
    });
    room.onReconnect(() => this.forgetOthers());
    this.onPatch(room.state);
  }

  get state(): ArenaState {
    return this.connection.room.state;
  }

  get map(): ArenaMap {
    return this.queries.map;
  }

  /** The own player's state as last confirmed, and its slot; null before the first state, and for who watches. */
  get owner(): OwnerState | null {
    for (const owner of this.state.owners.values()) return owner;
    return null;
  }

  get ownSlot(): number {
    return this.owner?.slot ?? -1;
  }

  /** Server tick of the newest patch. */
  get serverTick(): number {
    return Math.round(this.connection.room.clock.lastServerTime() / this.tickMs);
  }

  /** Server time of the newest patch, ms. */
  get newestMs(): number {
    return this.serverTick * this.tickMs;
  }

  /** The instant that the screen shows, ticks: that of the newest poses when they are drawn as they are. */
  private get viewTick(): number {
    return this.lab.interpolation ? this.timeline.viewTick : this.serverTick;
  }

  /** How far the drawn instant is behind the server's present, ms. */
  get lagMs(): number {
    return Math.max(0, this.timeline.delayMs + this.pingMs / 2);
  }

  /** Time until the server reaches `tick`, ms; 0 when it has. */
  msUntilTick(tick: number): number {
    return Math.max(0, tick * this.tickMs - this.presentMs);
  }

  msOfTicks(ticks: number): number {
    return ticks * this.tickMs;
  }

  /** How far the drawn instant is behind what clocks on this screen show, ms. */
  get drawnBehindMs(): number {
    return Math.max(0, this.presentMs - this.timeline.drawnMs);
  }

  /** Server time as clocks on this screen show it, ms: the newest patch's, run on through a short silence. */
  private get presentMs(): number {
    return this.newestMs + Math.min(1000, this.connection.state.silentMs);
  }

  /** Time from sending an input until a patch holds it, smoothed, ms: the round trip and up to two ticks. */
  get inputRttMs(): number {
    return this.connection.room.clock.smoothedRtt();
  }

  /** Smoothed jitter of the patches' arrival, ms. */
  get jitterMs(): number {
    return this.connection.room.clock.jitter();
  }

  /**
   * Reconciles, then sends the inputs that are due; nothing is sent into silence or a reconnection.
   * @param stage writes the command that is wanted now: once for each input sent, which uses taps up, and once
   * more to draw the own body under it.
   */
  advance(nowMs: number, stage: (out: InputCmd, isSent: boolean) => void): void {
    const { silentMs } = this.connection.refresh(nowMs);
    this.followOwner();
    const due = this.prediction?.advance(nowMs) ?? 0;
    const maySend = this.connection.canSend && silentMs < PREDICTION_FREEZE_MS;
    for (let i = 0; i < due && maySend; i++) {
      stage(this.command, true);
      this.prediction?.send(this.command, this.viewTick);
    }
    stage(this.command, false);
    this.prediction?.draw(nowMs, this.command);
    this.timeline.advance(nowMs);
    this.report(nowMs);
  }

  /** Whether `slot` is in sight, as its newest pose says. */
  poseOf(slot: number): PlayerPose | undefined {
    return this.state.poses.get(String(slot));
  }

  dispose(): void {
    this.prediction?.dispose();
    this.prediction = null;
  }

  private readonly command: InputCmd = { moveX: 0, moveY: 0, aim: 0, buttons: 0 };

  /** A re-entering own instance is a new one: prediction starts over on it. */
  private followOwner(): void {
    const { owner } = this;
    if (owner === null || this.prediction?.isFor(owner)) return;
    this.prediction?.dispose();
    const { room } = this.connection;
    const { tickHz, queries, shotSink, lab } = this;
    this.prediction = new Prediction(room, owner, tickHz, queries, shotSink, lab);
  }

  private onPatch(state: ArenaState): void {
    if (state.mapId !== this.queries.map.id) this.queries.map = knownMap(state.mapId);
    this.timeline.notePatch(this.serverTick, performance.now());
    this.noteRewind();
    this.patches++;
    state.poses.forEach((pose, key) => {
      this.push(Number(key), pose);
    });
    for (let slot = 0; slot < MAX_SLOTS; slot++) {
      const heldAt = this.heldAt[slot] ?? 0;
      if (heldAt === 0 || heldAt === this.patches) continue;
      this.heldAt[slot] = 0;
      this.timeline.remove(slot);
    }
  }

  /** What the new link's first patch holds comes into sight anew. */
  private forgetOthers(): void {
    this.timeline.reset();
    this.heldAt.fill(0);
  }

  /** The patch acknowledges an input: how long before it the sender's picture was. */
  private noteRewind(): void {
    const viewTick = this.prediction?.ackedViewTick ?? 0;
    if (viewTick === 0) return;
    const ageMs = (this.serverTick - viewTick) * this.tickMs;
    if (ageMs < 0 || ageMs > REWIND_MAX_MS) return;
    this.rewindMs += (ageMs - this.rewindMs) * (this.rewindMs === 0 ? 1 : REWIND_SMOOTHING);
  }

  /** Server time at which an input sent now will be applied, ms: the instant that the own body lives in. */
  get ownPresentMs(): number {
    return this.timeline.drawnMs + this.rewindMs;
  }

  private push(slot: number, pose: PlayerPose): void {
    const entered = this.heldAt[slot] === 0;
    this.heldAt[slot] = this.patches;
    // What is told differs from what was told before: else the body is on its line.
    const place = pose.pose + pose.cell * 2 ** 32;
    if (!entered && place === this.places[slot]) return;
    this.places[slot] = place;
    const x = unpackPoseX(pose.pose, pose.cell);
    const y = unpackPoseY(pose.pose, pose.cell);
    this.timeline.push(slot, x, y, unpackPoseAim(pose.pose));
  }

  /** After the patch that it belongs to. */
  line(slot: number, ticksAgo: number, perTickX: number, perTickY: number, turn: number): void {
    this.timeline.setLine(slot, ticksAgo, perTickX, perTickY, turn);
  }

  private report(nowMs: number): void {
    if (nowMs - this.lastReportMs < NET_REPORT_MS || !this.connection.canSend) return;
    this.lastReportMs = nowMs;
    const { room } = this.connection;
    room.ping((ms) => {
      this.pingMs = this.pingMs === 0 ? ms : this.pingMs + (ms - this.pingMs) * PING_SMOOTHING;
    });
    // Who watches is on no scoreboard.
    if (this.owner === null) return;
    const report: NetReport = { rttMs: Math.min(5000, Math.round(this.pingMs)) };
    room.send(Message.NetReport, report);
  }
}

/** @throws Error when the server plays on a map of another version: PROTOCOL_VERSION should have told. */
function knownMap(id: string): ArenaMap {
  const map = arenaMapById(id);
  if (map === undefined)
    throw new Error(`The server plays on a map that this page does not know: "${id}".`);
  return map;
}
