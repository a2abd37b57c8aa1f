// One Open Arena without its network: world, interest, moments, schema state and bots, wired once.
// In: who holds which slot, and the tick's inputs. Out: the state to patch, and each viewer's moments.
import type { StateView } from "@colyseus/schema";
import { EMOTE_MS } from "../../shared/net/netConstants.ts";
import type { DeathReceipt } from "../../shared/net/protocol.ts";
import type { ArenaMap } from "../../shared/sim/arenaMap.ts";
import { STEP_HZ } from "../../shared/sim/constants.ts";
import type { DuelRules } from "../../shared/sim/duelMatch.ts";
import { clearInbox, type Inbox, makeInbox } from "../../shared/sim/inbox.ts";
import type { PlayerRecord } from "../../shared/sim/playerRecord.ts";
import { stepWorld } from "../../shared/sim/stepWorld.ts";
import { MatchPhase } from "../../shared/sim/types.ts";
import { addPlayer, makeWorld, removePlayer, type World } from "../../shared/sim/world.ts";
import { deathReceiptOf } from "../net/deathReceipt.ts";
import { EventFanout } from "../net/eventFanout.ts";
import { Interest } from "../net/interest.ts";
import { type PlayerSigns, StateMirror } from "../net/stateMirror.ts";
import { BotCrew } from "./bots/BotCrew.ts";
import type { BotLevel } from "./bots/brain/levels.ts";
import { capacityOf, firstMap, mapAfterRound } from "./mapRotation.ts";
import type { RoundScore } from "./roundScore.ts";

export interface ArenaOptions {
  /** People at most, whatever the map. */
  readonly maxPlayers: number;
  /** Bots fill up to this many actors. */
  readonly minActors: number;
  /** `minActors` bots, however many people there are. */
  readonly hasFixedBots?: boolean;
  readonly roundS: number;
  readonly tickHz: number;
  readonly seed: number;
  /** The one map to play on; the rotation's unless told. */
  readonly map?: ArenaMap;
  /** Places in the world; people and bots together unless told. */
  readonly slots?: number;
  /** Levels of its bots; the Open Arena's mix unless told. */
  readonly botLevels?: readonly BotLevel[];
  /** Makes it a Duel; the Open Arena unless told. */
  readonly duel?: DuelRules;
}

export class Arena implements PlayerSigns {
  readonly world: World;
  readonly inbox: Inbox;
  readonly mirror: StateMirror;
  /** Told what happens in each step; readable for tests. */
  readonly fanout: EventFanout;
  private readonly interest: Interest;
  private readonly crew: BotCrew;
  private readonly maxPlayers: number;
  private readonly hasFixedMap: boolean;
  private readonly hasFixedBots: boolean;
  /** By slot: the view of the person who holds it; undefined for bots and free slots. */
  private readonly views: (StateView | undefined)[] = [];
  /** By slot: whether its person's connection is gone. */
  private readonly dropped: boolean[] = [];
  /** By slot: world step at which its emote ends. */
  private readonly emoteEndStep: number[] = [];

  constructor(options: ArenaOptions) {
    const { maxPlayers, minActors, roundS, tickHz, seed, botLevels = [], duel } = options;
    const { slots = maxPlayers + minActors } = options;
    this.maxPlayers = maxPlayers;
    this.hasFixedMap = options.map !== undefined;
    this.hasFixedBots = options.hasFixedBots === true;
    this.world = makeWorld({
      map: options.map ?? firstMap(),
      tickHz,
      maxPlayers: slots,
      seed,
      roundSteps: roundS * STEP_HZ,
      ...(duel === undefined ? {} : { duel }),
    });
    this.inbox = makeInbox(slots);
    this.mirror = new StateMirror(this.world);
    this.interest = new Interest(slots, tickHz, {
      entered: (viewer, target) => this.show(viewer, target),
      left: (viewer, target) => this.hide(viewer, target),
    });
    const { world, interest } = this;
    this.crew = new BotCrew({ world, interest, seed, minActors, levels: botLevels });
    this.crew.onJoin = (slot, name) => this.addBot(slot, name);
    this.crew.onLeave = (slot) => this.mirror.removeFromRoster(slot);
    this.fanout = new EventFanout(this.world, this.interest, (attacker, victim) =>
      this.crew.noteHit(attacker, victim),
    );
  }

  /** People that fit on the present map. */
  get capacity(): number {
    return Math.min(this.maxPlayers, capacityOf(this.world.map));
  }

  /** Whether the body of a dropped player stays in the world. */
  get keepsBodies(): boolean {
    return false;
  }

  /** The lowest free slot: low slots have the cheapest ids on the wire. */
  takeSlot(): number {
    return this.world.players.findIndex((record) => !record.active);
  }

  addPerson(slot: number, name: string, view: StateView): PlayerRecord {
    const record = addPlayer(this.world, slot);
    this.views[slot] = view;
    this.dropped[slot] = false;
    this.emoteEndStep[slot] = 0;
    this.mirror.showOwner(view, slot);
    this.mirror.addToRoster(slot, name, false);
    return record;
  }

  /** Adds to what the slot's player has made of the round; told with the next patch, and with a first state before it. */
  gain(slot: number, { score, kills, deaths, assists }: RoundScore): void {
    const record = this.world.players[slot];
    if (record === undefined) return;
    record.score += score;
    record.kills += kills;
    record.deaths += deaths;
    record.assists += assists;
    this.mirror.writeScore(record);
  }

  removePerson(slot: number): void {
    this.interest.clear(slot, true);
    this.views[slot] = undefined;
    removePlayer(this.world, slot);
    this.mirror.removeFromRoster(slot);
  }

  /** A dropped person sees nothing until it is back, so that its view's changes do not pile up. */
  setConnected(slot: number, connected: boolean): void {
    this.dropped[slot] = !connected;
    if (!connected) this.interest.clear(slot, false);
    const entry = this.mirror.rosterOf(slot);
    if (entry !== undefined) entry.connected = connected;
  }

  isDropped(slot: number): boolean {
    return this.dropped[slot] === true;
  }

  isEmoting(slot: number): boolean {
    return this.world.step < (this.emoteEndStep[slot] ?? 0);
  }

  /** A sign over the body, for who sees it. @returns false for the dead, and while one shows. */
  emote(slot: number): boolean {
    if (this.world.players[slot]?.state.alive !== 1 || this.isEmoting(slot)) return false;
    this.emoteEndStep[slot] = this.world.step + (EMOTE_MS * STEP_HZ) / 1000;
    return true;
  }

  setRtt(slot: number, rttMs: number): void {
    this.interest.setRtt(slot, rttMs);
    const entry = this.mirror.rosterOf(slot);
    if (entry !== undefined) entry.pingMs = rttMs;
  }

  /** Bots come and go so that `people` and they are the wanted number of actors. */
  fillWithBots(people: number): void {
    this.crew.fill(this.hasFixedBots ? 0 : people);
  }

  /** One tick: bots think, the world steps, who sees whom, and what of it is written down to be patched. */
  step(people: number): void {
    const { world } = this;
    this.crew.think(this.inbox);
    this.chooseNextMap(people);
    stepWorld(world, this.inbox, this.fanout);
    clearInbox(this.inbox);
    this.interest.update(world);
    this.mirror.write(this);
  }

  /** How many others the slot's viewer is told of. */
  inSightOf(slot: number): number {
    return this.interest.countSeen(slot);
  }

  /** This tick's moments for a viewer; empty when nothing concerns it. Valid until the next call. */
  momentsFor(slot: number): Uint8Array {
    return this.fanout.messageFor(slot);
  }

  /** This tick's moments, all of them, for who watches. Valid until the next call. */
  momentsForSpectators(): Uint8Array {
    return this.fanout.messageFor(this.interest.spectator);
  }

  /** Why the slot's player died in this tick; null when it did not. */
  deathReceiptFor(slot: number): DeathReceipt | null {
    return this.fanout.deaths.includes(slot) ? deathReceiptOf(this.world, slot) : null;
  }

  /** Moments that found no room since the arena opened: more than 0 is a fault. */
  get droppedMoments(): number {
    return this.fanout.dropped;
  }

  endTick(): void {
    this.fanout.endTick();
  }

  /** The map changes only between rounds: it is chosen while the podium is shown. */
  private chooseNextMap(people: number): void {
    const { world } = this;
    if (world.phase === MatchPhase.Podium && !this.hasFixedMap) {
      world.nextMap = mapAfterRound(people);
    }
  }

  private addBot(slot: number, name: string): void {
    this.mirror.addToRoster(slot, name, true).pingMs = this.crew.pingMs(slot);
  }

  private show(viewer: number, target: number): void {
    const view = this.views[viewer];
    if (view === undefined) return;
    this.mirror.showPose(view, target);
    this.fanout.noteEntry(viewer, target);
  }

  private hide(viewer: number, target: number): void {
    const view = this.views[viewer];
    if (view !== undefined) this.mirror.hidePose(view, target);
  }
}
