// What may happen to a state between two patches. In: a state and a seeded generator. Out: the state, changed; the same
// seed changes two states the same way.
import { nextBelow, nextU32, type Rng } from "../../../shared/sim/rng.ts";
import { FancyPart, Kitchen, Part, Thing, Wide } from "./kitchenState.ts";

type Move = (state: Kitchen, rng: Rng) => void;

const NUMBER_FIELDS = {
  i8: (n: number) => (n << 24) >> 24,
  u8: (n: number) => n & 255,
  i16: (n: number) => (n << 16) >> 16,
  u16: (n: number) => n & 65535,
  i32: (n: number) => n | 0,
  u32: (n: number) => n,
  i64: (n: number) => n - 2 ** 31,
  u64: (n: number) => n,
  f32: (n: number) => Math.fround(n / 977),
  f64: (n: number) => n / 977,
  any: (n: number) => (n % 3 === 0 ? n / 977 : n % 3 === 1 ? n & 127 : -n),
  turn: (n: number) => n % 100,
  once: (n: number) => n & 255,
  brief: (n: number) => n & 255,
  loose: (n: number) => n & 255,
  team: (n: number) => n & 255,
  either: (n: number) => n & 65535,
} as const;
const NUMBER_NAMES = Object.keys(NUMBER_FIELDS) as (keyof typeof NUMBER_FIELDS)[];
const WORDS = ["", "a", "Ada", "naïve", "日本語", "🚀", "x".repeat(40), "y".repeat(1500)];

export function pick<T>(items: readonly T[], rng: Rng): T | undefined {
  return items.length === 0 ? undefined : items[nextBelow(rng, items.length)];
}

export function partsOf(state: Kitchen): Part[] {
  return [...state.poses.values(), ...state.list, ...state.teamList, ...state.crew.values()];
}

export function thingsOf(state: Kitchen): Thing[] {
  const boss = state.boss === undefined || state.boss === null ? [] : [state.boss];
  return [...state.things.values(), ...state.open, ...boss];
}

function makePart(rng: Rng): Part {
  const part = nextBelow(rng, 4) === 0 ? new FancyPart() : new Part();
  changePart(part, rng);
  return part;
}

function makeThing(rng: Rng): Thing {
  const thing = new Thing();
  for (let i = nextBelow(rng, 4); i > 0; i--) changeThing(thing, rng);
  return thing;
}

function changePart(part: Part, rng: Rng): void {
  const n = nextU32(rng);
  // Exact as float32: upstream sends numbers in the shorter form when they nearly fit.
  if (n % 2 === 0) part.n = (n & 0xfffff) / 8;
  if (n % 3 === 0) part.s = word(rng);
  if (n % 5 < 3) part.u = n & 65535;
  if (part instanceof FancyPart && n % 7 < 3) part.extra = n & 127;
}

function word(rng: Rng): string {
  return WORDS[nextBelow(rng, WORDS.length)] as string;
}

function key(rng: Rng): string {
  return String(nextBelow(rng, 6));
}

function changeThing(thing: Thing, rng: Rng): void {
  const n = nextU32(rng);
  switch (nextBelow(rng, 20)) {
    case 0:
      thing.name = word(rng);
      break;
    case 1:
      thing.on = !thing.on;
      break;
    case 2:
      thing.big = BigInt(n) * -3n;
      thing.ubig = BigInt(n) * 5n;
      break;
    case 3:
      if (nextBelow(rng, 3) === 0) thing.part = undefined;
      else thing.part = makePart(rng);
      break;
    case 4:
      if (thing.part) changePart(thing.part, rng);
      break;
    case 5:
      thing.bag.push(makePart(rng));
      break;
    case 6:
      thing.bag.pop();
      break;
    case 7: {
      const part = pick([...thing.bag], rng);
      if (part) changePart(part, rng);
      break;
    }
    case 8:
      if (thing.words.length < 8) thing.words.push(word(rng));
      else thing.words.shift();
      break;
    case 9:
      thing.gear.set(key(rng), makePart(rng));
      break;
    case 10:
      thing.gear.delete(key(rng));
      break;
    case 11:
      thing.counts.set(key(rng), n & 255);
      break;
    case 12:
      thing.counts.delete(key(rng));
      break;
    case 13:
      if (!thing.marks.has(n & 7)) thing.marks.add(n & 7);
      else thing.marks.delete(n & 7);
      break;
    case 14:
      thing.log.add(word(rng));
      break;
    case 15:
      thing.secret = word(rng);
      break;
    case 16:
      if (nextBelow(rng, 3) === 0) thing.hidden = undefined;
      else thing.hidden = makePart(rng);
      break;
    case 17:
      thing.plans.push(makePart(rng));
      break;
    default:
      for (let i = 0; i < 3; i++) {
        const name = pick(NUMBER_NAMES, rng) as keyof typeof NUMBER_FIELDS;
        thing[name] = NUMBER_FIELDS[name](nextU32(rng));
      }
  }
}

function changeWide(wide: InstanceType<typeof Wide>, rng: Rng): void {
  for (let i = 0; i < 3; i++) {
    (wide as unknown as Record<string, number>)[`w${nextBelow(rng, 40)}`] = nextBelow(rng, 256);
  }
}

/** More of what a game does each tick, less of the rest. */
const MOVES: readonly Move[] = [
  ...Array.from(
    { length: 6 },
    (): Move => (state, rng) => {
      for (const part of state.poses.values()) if (nextBelow(rng, 2) === 0) changePart(part, rng);
    },
  ),
  ...Array.from(
    { length: 4 },
    (): Move => (state, rng) => {
      const thing = pick(thingsOf(state), rng);
      if (thing) changeThing(thing, rng);
    },
  ),
  (state, rng) => {
    state.phase = nextBelow(rng, 256);
    if (state.phase < 128) state.title = word(rng);
  },
  (state, rng) => void state.flat.push(nextU32(rng)),
  (state) => state.flat.clear(),
  (state, rng) => {
    if (state.flat.length > 0) state.flat[nextBelow(rng, state.flat.length)] = nextU32(rng);
  },
  (state, rng) => void state.roster.set(key(rng), makePart(rng)),
  (state, rng) => void state.roster.delete(key(rng)),
  (state, rng) => void state.things.set(key(rng), makeThing(rng)),
  (state, rng) => void state.things.delete(key(rng)),
  (state, rng) => void state.list.push(makePart(rng)),
  (state, rng) => void state.teamList.push(makePart(rng)),
  (state, rng) => {
    if (state.list.length > 0) state.list.splice(nextBelow(rng, state.list.length), 1);
  },
  (state) => void state.list.shift(),
  (state, rng) => void state.crew.add(makePart(rng)),
  (state, rng) => {
    const part = pick([...state.crew.values()], rng);
    if (part) state.crew.delete(part);
  },
  (state, rng) => void state.secrets.set(key(rng), word(rng)),
  (state, rng) => void state.secrets.delete(key(rng)),
  (state, rng) => {
    if (state.open.length < 4) state.open.push(makeThing(rng));
    else state.open.pop();
  },
  (state, rng) => {
    if (nextBelow(rng, 3) === 0) state.boss = undefined;
    else state.boss = makeThing(rng);
  },
  (state, rng) => {
    const wide = new Wide();
    changeWide(wide, rng);
    if (nextBelow(rng, 3) === 0) state.openWide = wide;
    else state.wide.set(key(rng), wide);
  },
  (state, rng) => {
    const wide = pick([...state.wide.values(), ...(state.openWide ? [state.openWide] : [])], rng);
    if (wide) changeWide(wide, rng);
  },
];

/** Entities that come and go where views show them: stock leaves stale ones behind at some clients. */
const WILD_MOVES: readonly Move[] = [
  ...MOVES,
  (state, rng) => void state.poses.set(key(rng), makePart(rng)),
  (state, rng) => void state.poses.delete(key(rng)),
  // One entity in two places: whether everybody may see it is settled when it is encoded.
  (state, rng) => {
    const part = pick(partsOf(state), rng);
    if (part) state.roster.set(key(rng), part);
  },
  (state, rng) => {
    const part = pick(partsOf(state), rng);
    if (part) state.list.push(part);
  },
];

/** One thing that happens. */
export function makeMove(state: Kitchen, rng: Rng, isCalm: boolean): void {
  const move = pick(isCalm ? MOVES : WILD_MOVES, rng) as Move;
  move(state, rng);
}

export function makeKitchen(rng: Rng): Kitchen {
  const state = new Kitchen();
  for (let i = 0; i < 4; i++) state.poses.set(String(i), makePart(rng));
  for (let i = 0; i < 2; i++) state.things.set(String(i), makeThing(rng));
  return state;
}
