// One process of bots. In: a CrewSpec as its first message, "stop" as its last. Out: figures each second, and once
// more when all have left. Started by crew.ts.
import { inspect } from "node:util";
import { GuestIdentity } from "../../client/net/identity.ts";
import type { PlayRoomName } from "../../shared/net/protocol.ts";
import { makeRng, nextBelow, type Rng } from "../../shared/sim/rng.ts";
import type { Link } from "../helpers/delayLine.ts";
import { makeTcpProxy } from "../helpers/tcpProxy.ts";
import type { Bot } from "./bots/bot.ts";
import { LightBot } from "./bots/lightBot.ts";
import { SdkBot } from "./bots/sdkBot.ts";
import { note } from "./distribution.ts";
import { type BotFigures, countReason, makeFigures } from "./figures.ts";

export interface BotSpec {
  /** Of all processes' bots: its name and its chances. */
  readonly index: number;
  readonly isSdk: boolean;
  /** After the start, ms. */
  readonly joinAtMs: number;
}

export interface CrewSpec {
  readonly url: string;
  readonly room: PlayRoomName;
  readonly bots: readonly BotSpec[];
  /** Null for none: the bots talk to the server itself. */
  readonly link: Link | null;
  /** Share of the bots that leave and come back, a second. */
  readonly churn: number;
  readonly seed: number;
}

export type CrewMessage =
  | { readonly kind: "figures"; readonly figures: BotFigures; readonly isLast: boolean }
  | { readonly kind: "failed"; readonly reason: string };

/** Between two looks at which bots have an input to send, ms. */
const STEP_MS = 4;
const SAMPLE_MS = 1000;
/** Between leaving and coming back, and between a refusal and the next try, ms. */
const AWAY_MS = [500, 1500] as const;
/** At the end, for the last goodbyes, ms. */
const GOODBYE_MS = 10_000;
const HTTP_PORT = 80;
const MILLION = 1_000_000;
/** What the SDK (0.18.4) warns of without having failed to read anything. */
const KNOWN_WARNINGS = [
  // The bots count their drops themselves.
  "Room connection was closed",
  // A moment that came with the first state, before the game behind the screen was there to hear of it.
  "onMessage() not registered for type",
  // Two seconds of inputs without an acknowledgement: shows as stalls, input delay and corrections.
  "input replay buffer",
];

const figures = makeFigures();
const send = (message: CrewMessage): void => void process.send?.(message);
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
let isStopping = false;

/** The SDK and the schema decoder write to the console about what they cannot read. */
function listenToConsole(): void {
  const count = (...words: unknown[]) => {
    const text = words.map((word) => (typeof word === "string" ? word : inspect(word))).join(" ");
    countReason(figures.decodeErrors, text.slice(0, 200));
  };
  console.warn = (...words) => {
    if (!KNOWN_WARNINGS.some((known) => String(words[0]).includes(known))) count(...words);
  };
  console.error = count;
  console.info = () => undefined;
  process.on("uncaughtException", (error) => count(`uncaught: ${error.message}`));
  process.on("unhandledRejection", (error) => count(`unhandled: ${String(error)}`));
}

async function live(bot: Bot, { joinAtMs }: BotSpec, rng: Rng): Promise<void> {
  const pause = () => sleep(AWAY_MS[0] + nextBelow(rng, AWAY_MS[1] - AWAY_MS[0]));
  await sleep(joinAtMs);
  while (!isStopping) {
    try {
      await bot.join();
      figures.joins++;
      if (!isStopping) await new Promise<void>((resolve) => waking.set(bot, resolve));
      if (bot.isInside) {
        await bot.leave();
        figures.leaves++;
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (!isStopping) countReason(figures.failedJoins, withoutNames(reason));
    }
    if (!isStopping) await pause();
  }
}

/** Wakes the life of a bot that is inside: to leave, or because it is not inside any more. */
const waking = new Map<Bot, () => void>();

function wake(bot: Bot): void {
  waking.get(bot)?.();
  waking.delete(bot);
}

/** Reasons are counted: what differs between bots would make each a reason of its own. */
function withoutNames(reason: string): string {
  return reason.replace(/Load \d+ /, "").slice(0, 200);
}

async function run(spec: CrewSpec): Promise<void> {
  listenToConsole();
  const { link, churn, room, seed } = spec;
  const port = Number(new URL(spec.url).port) || HTTP_PORT;
  const proxy =
    link === null ? null : await makeTcpProxy({ ...link, targetPort: port, seed: seed * 31 });
  const url = proxy === null ? spec.url : `http://127.0.0.1:${proxy.port}`;
  const crew = spec.bots.map((one) => {
    const rng = makeRng(seed + one.index * 7919);
    const identity = new GuestIdentity(url);
    const setup = { place: { url, room }, name: `Load ${one.index}`, rng, figures, identity };
    const bot = one.isSdk ? new SdkBot(setup) : new LightBot(setup);
    return { bot, life: live(bot, one, rng) };
  });
  const chance = makeRng(seed * 17 + 1);
  const stepping = startStepping(crew.map(({ bot }) => bot));
  const sampling = setInterval(() => {
    for (const { bot } of crew) {
      bot.sample(performance.now());
      const isLeaving = nextBelow(chance, MILLION) < churn * MILLION;
      if (isLeaving || !bot.isInside) wake(bot);
    }
    send({ kind: "figures", figures, isLast: false });
  }, SAMPLE_MS);
  await stopped;
  isStopping = true;
  for (const { bot } of crew) wake(bot);
  await Promise.race([Promise.all(crew.map(({ life }) => life)), sleep(GOODBYE_MS)]);
  clearInterval(sampling);
  clearInterval(stepping);
  await proxy?.close();
  send({ kind: "figures", figures, isLast: true });
}

function startStepping(bots: readonly Bot[]): NodeJS.Timeout {
  let dueMs = performance.now() + STEP_MS;
  return setInterval(() => {
    const nowMs = performance.now();
    note(figures.late, Math.max(0, nowMs - dueMs));
    dueMs = nowMs + STEP_MS;
    for (const bot of bots) bot.step(nowMs);
  }, STEP_MS);
}

let stop: () => void = () => undefined;
const stopped = new Promise<void>((resolve) => {
  stop = resolve;
});

process.once("message", (spec: CrewSpec) => {
  process.once("message", stop);
  run(spec)
    .catch((error: unknown) => send({ kind: "failed", reason: inspect(error) }))
    .finally(() => process.disconnect?.());
});
// Ctrl-C in the terminal is for whoever started it, and wants a report.
process.on("SIGINT", () => undefined);
// Whoever started it is gone: nobody waits for the figures.
process.once("disconnect", () => process.exit(0));
