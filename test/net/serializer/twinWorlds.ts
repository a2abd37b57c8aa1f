// The same seeded world twice: one served by Colyseus' serializer, one by ours. In: a seed. Out: after each patch, what
// the clients of both were sent and hold.
import { ClientState, SchemaSerializer } from "@colyseus/core";
import { type Ref, StateView } from "@colyseus/schema";
import { SharedEncodeSerializer } from "../../../server/net/serializer/SharedEncodeSerializer.ts";
import { makeRng, nextBelow, type Rng } from "../../../shared/sim/rng.ts";
import { makeKitchen, makeMove, partsOf, pick, thingsOf } from "./kitchenMoves.ts";
import { Kitchen, TAG_GOD, TAG_TEAM } from "./kitchenState.ts";
import { Watcher } from "./watcher.ts";

const CLIENTS_MAX = 5;
const TICK_MS = 33;
/** Opcode, clock and acknowledged input. */
const CLOCK_FRAME_BYTES = 9;

export class KitchenWorld {
  readonly serializer: SchemaSerializer<Kitchen>;
  readonly clients: Watcher[] = [];
  readonly state: Kitchen;
  private readonly rng: Rng;
  private readonly isTimed: boolean;
  private readonly isCalm: boolean;
  private tick = 0;

  /**
   * @param isCalm views are used as a game uses them: entities of a map are shown, and hidden when they were shown.
   * Else they are used in any way there is, some of which confuse the SDK with stock as well.
   */
  constructor(seed: number, serializer: SchemaSerializer<Kitchen>, isCalm: boolean) {
    this.rng = makeRng(seed);
    this.isCalm = isCalm;
    this.isTimed = seed % 3 !== 0;
    this.state = makeKitchen(this.rng);
    this.serializer = serializer;
    serializer.reset(this.state);
    this.join();
    this.join();
  }

  /** Comings and goings, changes of state and views, then a patch. */
  play(): void {
    const { rng } = this;
    this.comeAndGo();
    // Some ticks change nothing but views, some nothing at all.
    if (nextBelow(rng, 6) > 0)
      for (let i = nextBelow(rng, 5); i > 0; i--) makeMove(this.state, rng, this.isCalm);
    for (const client of this.clients) this.look(client);
    if (nextBelow(rng, 3) === 0) makeMove(this.state, rng, this.isCalm);
    for (const client of this.clients) client._inputBuffer.ackSeq += nextBelow(rng, 3);
    this.tick++;
    this.serializer.applyPatches(
      this.clients.map((c) => c.asClient),
      this.state,
      this.timing,
    );
  }

  /** Whether the client holds of the poses what its view shows, and all that is for everybody. */
  isTrueFor(client: Watcher): boolean {
    const { state } = this;
    const { view } = client;
    if (client.state !== ClientState.JOINED || client.isBehind) return true;
    const poses = [...state.poses].filter(([, pose]) => view?.has(pose));
    const shown = Object.fromEntries(poses.map(([key, pose]) => [key, pose.toJSON()]));
    const { title, phase, flat, roster } = state;
    return client.holds({
      title,
      phase,
      flat: flat.toJSON(),
      roster: roster.toJSON(),
      ...(poses.length > 0 ? { poses: shown } : {}),
    });
  }

  private get timing(): { sNow: number } | undefined {
    return this.isTimed ? { sNow: this.tick * TICK_MS } : undefined;
  }

  private comeAndGo(): void {
    const { rng, clients } = this;
    if (clients.length < CLIENTS_MAX && nextBelow(rng, 5) === 0) this.join();
    const client = pick(clients, rng);
    if (client === undefined) return;
    const dice = nextBelow(rng, 24);
    if (client.state === ClientState.JOINING) {
      if (dice < 12) this.acknowledge(client);
    } else if (dice === 0) {
      client.view?.dispose();
      clients.splice(clients.indexOf(client), 1);
    } else if (dice === 1) {
      // Its socket is gone; it comes back with the same view, to what it holds or with an empty page.
      client.state = ClientState.JOINING;
      if (nextBelow(rng, 2) === 0) client.reload();
    } else if (dice === 2) client.isBehind = true;
    else if (dice < 8 && client.isBehind) this.sendWholeState(client);
  }

  private join(): void {
    const isSpectator = nextBelow(this.rng, 6) === 0;
    const view = isSpectator ? undefined : new StateView();
    this.clients.push(new Watcher(() => new Kitchen(), view));
  }

  private acknowledge(client: Watcher): void {
    client.state = ClientState.JOINED;
    this.sendWholeState(client);
  }

  private sendWholeState(client: Watcher): void {
    client.raw(this.serializer.getFullState(client.asClient, this.timing));
  }

  private look({ view }: Watcher): void {
    const { rng } = this;
    if (view === undefined) return;
    if (!this.isCalm && nextBelow(rng, SUBSCRIBE_ONE_IN) === 0) this.subscribe(view);
    for (let i = nextBelow(rng, 4); i > 0; i--) {
      const target = this.pickTarget();
      if (target === undefined) continue;
      const tag = this.isCalm ? ANY_TAG : (TAGS[nextBelow(rng, TAGS.length)] as number);
      const isShown = nextBelow(rng, 3) > 0;
      if (isShown) view.add(target, tag);
      else if (!this.isCalm || view.has(target)) view.remove(target, tag);
    }
  }

  private subscribe(view: StateView): void {
    const { rng, state } = this;
    const { poses, things, list, crew, roster } = state;
    const collection = pick<Ref>([poses, things, list, crew, roster], rng) as Ref;
    if (nextBelow(rng, 3) > 0) view.subscribe(collection);
    else view.unsubscribe(collection);
  }

  private pickTarget(): Ref | undefined {
    const { rng, state } = this;
    if (this.isCalm) return pick([...state.poses.values()], rng);
    const kind = TARGETS[nextBelow(rng, TARGETS.length)] as (state: Kitchen) => Ref[];
    return pick(kind(state), rng);
  }
}

/** How often a wild view asks for all of a collection, or no longer. */
const SUBSCRIBE_ONE_IN = 12;
/** Tag of `.view()`. */
const ANY_TAG = -1;
const TAGS = [...Array<number>(7).fill(ANY_TAG), TAG_TEAM, TAG_GOD, TAG_TEAM | TAG_GOD];

/** What a view may be given. */
const TARGETS: readonly ((state: Kitchen) => Ref[])[] = [
  partsOf,
  partsOf,
  partsOf,
  thingsOf,
  thingsOf,
  (state) => [...state.wide.values(), ...(state.openWide ? [state.openWide] : [])],
  (state) => [state.secrets, state.teamList, state.list, state],
];

/** Patches that a world is played for, and after how many of them what clients hold is compared. */
const PATCHES = 25;
const PATCHES_PER_LOOK = 5;

/**
 * Plays a world on both sides, and compares the bytes of every frame, and what the SDK makes of them.
 * @returns why they differ, or null.
 */
export function differenceOf(seed: number, isCalm: boolean): string | null {
  const stock = new KitchenWorld(seed, new SchemaSerializer<Kitchen>(), isCalm);
  const ours = new KitchenWorld(seed, new SharedEncodeSerializer<Kitchen>(), isCalm);
  for (let patch = 1; patch <= PATCHES; patch++) {
    const isLook = patch % PATCHES_PER_LOOK === 0;
    stock.play();
    ours.play();
    for (const [i, client] of ours.clients.entries()) {
      const twin = stock.clients[i] as Watcher;
      const where = `seed ${seed}, patch ${patch}, client ${i}`;
      const difference = differenceOfFrames(client.takeFrames(), withoutEcho(twin.takeFrames()));
      if (difference !== null) return `${where}: ${difference}`;
      if (!isLook) continue;
      if (client.held() !== twin.held()) return `${where} holds other entities`;
      if (isCalm && !ours.isTrueFor(client)) return `${where} does not hold what its view shows`;
    }
  }
  return null;
}

function differenceOfFrames(sent: Uint8Array[], expected: Uint8Array[]): string | null {
  for (let i = 0; i < Math.max(sent.length, expected.length); i++) {
    const ours = hex(sent[i]);
    const stock = hex(expected[i]);
    if (ours !== stock) return `stock sent ${stock}, ours ${ours}`;
  }
  return null;
}

/** Stock sends a clock frame of its own after a patch that only a view has changed. */
function withoutEcho(frames: Uint8Array[]): Uint8Array[] {
  const [before, last] = frames.slice(-2);
  if (last?.length !== CLOCK_FRAME_BYTES) return frames;
  return hex(before?.subarray(0, CLOCK_FRAME_BYTES)) === hex(last) ? frames.slice(0, -1) : frames;
}

function hex(frame: Uint8Array | undefined): string {
  return frame === undefined ? "nothing" : Buffer.from(frame).toString("hex");
}
