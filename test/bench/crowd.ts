// An arena's state with players who move, for benchmarks of what it costs to tell it. In: a serializer. Out: frames.
// Each client sees up to 20 bodies, its own among them, and one of them changes now and then.
import { type Client, ClientState, type SchemaSerializer } from "@colyseus/core";
import { StateView } from "@colyseus/schema";
import { ArenaState, RosterEntry } from "../../shared/schema/ArenaState.ts";
import { OwnerState } from "../../shared/schema/OwnerState.ts";
import { PlayerPose } from "../../shared/schema/PlayerPose.ts";
import { hashU32 } from "../../shared/sim/rng.ts";

export const VISIBLE = 20;
const TICK_MS = 33;
/** A body is told each so many ticks. */
const TOLD_TICKS = 2;
/** A client's window moves on by one body each so many ticks: one enters, one leaves. */
const CHURN_TICKS = 10;

/** One serializer with its own copy of the same world. */
export class Crowd {
  readonly state = new ArenaState();
  private readonly serializer: SchemaSerializer<ArenaState>;
  private readonly clients: { state: number; view: StateView; raw(frame: Uint8Array): void }[] = [];
  private readonly poses: PlayerPose[] = [];
  private readonly owners: OwnerState[] = [];
  private readonly visible: number;
  private readonly send: (slot: number, frame: Uint8Array) => void;
  private tick = 0;

  /** @param send takes the frames of a client. */
  constructor(
    count: number,
    serializer: SchemaSerializer<ArenaState>,
    send: (slot: number, frame: Uint8Array) => void,
  ) {
    this.serializer = serializer;
    this.send = send;
    this.visible = Math.min(VISIBLE, count - 1);
    for (let slot = 0; slot < count; slot++) {
      this.poses.push(new PlayerPose());
      this.state.poses.set(String(slot), this.poses[slot] as PlayerPose);
    }
    for (let slot = 0; slot < count; slot++) {
      this.owners.push(new OwnerState());
      this.state.owners.set(String(slot), this.owners[slot] as OwnerState);
      this.state.roster.set(String(slot), new RosterEntry());
    }
    serializer.reset(this.state);
    for (let slot = 0; slot < count; slot++) this.clients.push(this.watch(slot));
    this.serializer.applyPatches(this.clients as unknown as Client[], this.state, { sNow: 0 });
  }

  /** Writes a tick into the state and the views. */
  move(): void {
    this.tick++;
    for (const [slot, pose] of this.poses.entries()) this.moveBody(slot, pose);
    if (this.poses.length > VISIBLE + 1) this.moveWindows();
  }

  patch(): void {
    const timing = { sNow: this.tick * TICK_MS };
    this.serializer.applyPatches(this.clients as unknown as Client[], this.state, timing);
  }

  private watch(slot: number) {
    const view = new StateView();
    view.add(this.owners[slot] as OwnerState);
    for (let i = 1; i <= this.visible; i++) view.add(this.bodyAt(slot + i));
    const raw = (frame: Uint8Array) => this.send(slot, frame);
    return { state: ClientState.JOINED, view, raw };
  }

  private bodyAt(slot: number): PlayerPose {
    return this.poses[slot % this.poses.length] as PlayerPose;
  }

  private moveBody(slot: number, pose: PlayerPose): void {
    const { tick } = this;
    if ((tick + slot) % TOLD_TICKS === 0) pose.pose = hashU32(tick, slot);
    const owner = this.owners[slot] as OwnerState;
    owner.x += 4.5;
    owner.y += 2.25;
    if (hashU32(slot, tick) % 8 === 0) owner.vx = tick / 8;
  }

  /** One body enters and one leaves the view of each client whose turn it is. */
  private moveWindows(): void {
    const { tick } = this;
    for (const [slot, { view }] of this.clients.entries()) {
      if ((tick + slot) % CHURN_TICKS !== 0) continue;
      const first = slot + 1 + Math.floor((tick + slot) / CHURN_TICKS);
      view.remove(this.bodyAt(first));
      view.add(this.bodyAt(first + this.visible));
    }
  }
}
