// The bots of one room: who they are, how many, and their commands. In: the world, interest, how many people there are.
// Out: commands in the tick's inbox, players added to and removed from the world. Server only.

import { INPUT_START_BUFFERED } from "../../../shared/net/netConstants.ts";
import type { Inbox } from "../../../shared/sim/inbox.ts";
import { hashU32, makeRng, type Rng } from "../../../shared/sim/rng.ts";
import { addPlayer, playerAt, removePlayer, type World } from "../../../shared/sim/world.ts";
import type { Interest } from "../../net/interest.ts";
import { BotLink } from "./BotLink.ts";
import { takeBotName } from "./botNames.ts";
import { think } from "./brain/brain.ts";
import { type Brain, makeBrain } from "./brain/brainState.ts";
import { nextWhole } from "./brain/chance.ts";
import type { BotLevel } from "./brain/levels.ts";
import { makeNavFields, type NavFields } from "./brain/navFields.ts";
import { makeNavGrid } from "./brain/navGrid.ts";
import { callPatrols, makePatrols, type Patrols } from "./patrols.ts";
import {
  makePublicFacts,
  makeSenseLine,
  noteHitFrom,
  type PublicFacts,
  type SenseLine,
  sense,
  updatePublicFacts,
} from "./sense.ts";

/** Simulated round trips, ms: SPEC.md, BOT-1. */
const RTT_MS = [60, 120] as const;
/** Calls are reconsidered this often. */
const PATROL_TICKS = 6;
/** Share of each level in the Open Arena, per cent: a newcomer wins against most of them. */
const LEVEL_MIX: readonly (readonly [level: BotLevel, perCent: number])[] = [
  [1, 35],
  [2, 30],
  [3, 20],
  [4, 10],
  [5, 5],
];

interface Bot {
  readonly slot: number;
  readonly name: string;
  readonly level: BotLevel;
  readonly rttMs: number;
  readonly brain: Brain;
  readonly line: SenseLine;
  readonly link: BotLink;
}

export interface BotCrewOptions {
  readonly world: World;
  readonly interest: Interest;
  readonly seed: number;
  /** People and bots together are at least this many while slots last; 0 for no bots. */
  readonly minActors: number;
  /** Levels of the bots in order of joining, over and over; the Open Arena's mix unless told. */
  readonly levels?: readonly BotLevel[];
}

/**
 * Calls `addPlayer`, `removePlayer`, `interest.setRtt` and `interest.clear` for its bots itself and takes the lowest
 * free slots; the room only keeps what it shows up to date, through the hooks.
 */
export class BotCrew {
  /** A bot is in the world and spawns in the next step. */
  onJoin: ((slot: number, name: string, level: BotLevel) => void) | undefined;
  /** A bot has left the world; its slot is free. */
  onLeave: ((slot: number) => void) | undefined;
  private readonly world: World;
  private readonly interest: Interest;
  private readonly minActors: number;
  private readonly seed: number;
  private readonly levels: readonly BotLevel[];
  private readonly rng: Rng;
  private readonly facts: PublicFacts;
  /** In order of joining. */
  private readonly bots: Bot[] = [];
  private readonly bySlot: (Bot | undefined)[] = [];
  private readonly patrols: Patrols;
  private fields: NavFields;
  private made = 0;

  constructor(options: BotCrewOptions) {
    this.world = options.world;
    this.interest = options.interest;
    this.minActors = options.minActors;
    this.seed = options.seed;
    this.levels = options.levels ?? [];
    this.rng = makeRng(hashU32(options.seed, -1));
    this.facts = makePublicFacts(options.world.maxPlayers);
    this.patrols = makePatrols(options.world.maxPlayers);
    this.fields = makeNavFields(makeNavGrid(options.world.map));
  }

  get count(): number {
    return this.bots.length;
  }

  isBot(slot: number): boolean {
    return this.bySlot[slot] !== undefined;
  }

  /** A bot's simulated round trip, ms; 0 for others. */
  pingMs(slot: number): number {
    return this.bySlot[slot]?.rttMs ?? 0;
  }

  /**
   * Adds or removes bots until people and bots are `minActors`, or the slots are all taken. Call when people join or
   * leave, and once a second.
   * @param people seats that people hold, dropped ones included.
   */
  fill(people: number): void {
    const wanted = Math.max(0, this.minActors - people);
    while (this.bots.length > wanted) this.remove(this.leastMissed());
    while (this.bots.length < wanted) {
      const slot = this.world.players.findIndex((rec) => !rec.active);
      if (slot < 0) return;
      this.add(slot);
    }
  }

  /** Once a tick, before `stepWorld`: every bot senses, thinks and presses. */
  think(inbox: Inbox): void {
    const { world, interest, facts } = this;
    if (this.fields.nav.map !== world.map) this.fields = makeNavFields(makeNavGrid(world.map));
    updatePublicFacts(facts, world);
    if (world.tick % PATROL_TICKS === 0) callPatrols(this.patrols, world, interest);
    for (const bot of this.bots) {
      const senses = sense(bot.line, world, interest, bot.slot);
      senses.callX = this.patrols.x[bot.slot] as number;
      senses.callY = this.patrols.y[bot.slot] as number;
      think(bot.brain, senses, this.fields, bot.link.nextCommand());
      bot.link.deliver(inbox, bot.slot);
    }
  }

  /** The room forwards each hit of its sink, so that a bot feels what a person would. */
  noteHit(attacker: number, victim: number): void {
    const bot = this.bySlot[victim];
    const from = this.world.players[attacker];
    if (bot === undefined || from === undefined) return;
    noteHitFrom(bot.line, playerAt(this.world, victim), from.poseX, from.poseY);
  }

  private add(slot: number): void {
    const { world, rng } = this;
    const level = this.nextLevel();
    const name = takeBotName(rng, (taken) => this.bots.some((bot) => bot.name === taken));
    const rttMs = nextWhole(rng, RTT_MS[0], RTT_MS[1]);
    const delayTicks = Math.max(1, Math.round((rttMs / 2000) * world.tickHz));
    const pressTicks = delayTicks + INPUT_START_BUFFERED - 1;
    const brainSeed = hashU32(this.seed, this.made++);
    addPlayer(world, slot, true);
    this.interest.setRtt(slot, rttMs);
    const bot: Bot = {
      slot,
      name,
      level,
      rttMs,
      brain: makeBrain(level, brainSeed),
      line: makeSenseLine(world, slot, this.facts, delayTicks, pressTicks),
      link: new BotLink(delayTicks),
    };
    this.bots.push(bot);
    this.bySlot[slot] = bot;
    this.onJoin?.(slot, name, level);
  }

  private remove(bot: Bot): void {
    this.bots.splice(this.bots.indexOf(bot), 1);
    this.bySlot[bot.slot] = undefined;
    removePlayer(this.world, bot.slot);
    this.interest.clear(bot.slot, true);
    this.onLeave?.(bot.slot);
  }

  /** The level that the mix lacks most, by Sainte-Lague's rule: few bots are easy ones, whoever left. */
  private nextLevel(): BotLevel {
    const told = this.levels[this.made % this.levels.length];
    if (told !== undefined) return told;
    let most: BotLevel = 1;
    let mostLacking = 0;
    for (const [level, perCent] of LEVEL_MIX) {
      const have = this.bots.filter((bot) => bot.level === level).length;
      const lacking = perCent / (2 * have + 1);
      if (lacking <= mostLacking) continue;
      most = level;
      mostLacking = lacking;
    }
    return most;
  }

  /** Whose leaving nobody notices: dead or in no person's sight; among those, and else, the lowest score. */
  private leastMissed(): Bot {
    let best = this.bots[0] as Bot;
    for (const bot of this.bots) {
      if (this.missed(bot.slot) < this.missed(best.slot)) best = bot;
    }
    return best;
  }

  private missed(slot: number): number {
    const rec = playerAt(this.world, slot);
    const isNoticed = rec.state.alive === 1 && this.isSeenByPeople(slot);
    return rec.score + (isNoticed ? 1e9 : 0);
  }

  private isSeenByPeople(slot: number): boolean {
    return this.world.players.some(
      (rec) => rec.active && !rec.isBot && this.interest.sees(rec.slot, slot),
    );
  }
}
