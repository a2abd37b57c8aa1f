// The command line of the load test. In: arguments. Out: options whose values are possible, or one line that names
// what is wrong.
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { ARENA_ROOM, LAB_ROOM, type PlayRoomName } from "../../shared/net/protocol.ts";

export interface LoadOptions {
  readonly bots: number;
  /** Of them on the real client. */
  readonly sdk: number;
  readonly room: PlayRoomName;
  /** All bots in one arena of the own server, or in as many as it opens by itself. */
  readonly isOneArena: boolean;
  /** After the ramp, s. */
  readonly durationS: number;
  readonly rampS: number;
  readonly rttMs: number;
  readonly jitterMs: number;
  readonly stallMs: number;
  readonly churn: number;
  readonly seed: number;
  readonly processes: number;
  /** Null for a server of its own. */
  readonly url: string | null;
  /** Null for none: that of its own server is known. */
  readonly metrics: string | null;
  readonly outDir: string;
}

/** A room holds slots 0 to 254, one byte on the wire. */
export const ONE_ARENA_MAX = 254;
/** Half a core: a light bot costs about 1/1000 of one, a bot on the real client 1/100. */
const LIGHT_PER_PROCESS = 500;
const SDK_PER_PROCESS = 50;

export const USAGE = `npm run loadtest -- [options]
Headless players against a server of its own, or against yours. Ends with 1 on decode errors, unexplained drops,
failed joins.

  --bots N        players; 200 unless told
  --sdk N         of them on the real client (prediction, aim, every patch decoded); 20 unless told, or a tenth
  --room NAME     arena or lab; arena unless told
  --arenas WHICH  of its own server: one, with room for all (up to ${ONE_ARENA_MAX}), or many, as players get; one unless told
  --duration S    measured, after the ramp; 60 unless told
  --ramp S        in which they join; 10 unless told
  --churn SHARE   of them leave and come back each second; 0.02 unless told
  --rtt MS        mean round trip of their link; 80 on this machine unless told
  --jitter MS     each packet is later by up to this; 20 on this machine unless told
  --stalls MS     the link delivers nothing so long, each 3 s; 0 unless told
  --url URL       a server that runs already; without it one is started
  --metrics URL   its operator's port: http://127.0.0.1:2568/metrics, x:PASSWORD@ before the host if it has one
  --processes N   of bots; as the machine and the bots want unless told
  --seed N        of chance; 1 unless told
  --out DIR       for loadtest-report.json and .html; dist/loadtest unless told
  --i-own-this-server   lets --url be another machine: hundreds of players are an attack on whoever did not ask for it`;

const TEXT = { type: "string" } as const;
const NAMES = {
  bots: TEXT,
  sdk: TEXT,
  room: TEXT,
  arenas: TEXT,
  duration: TEXT,
  ramp: TEXT,
  churn: TEXT,
  rtt: TEXT,
  jitter: TEXT,
  stalls: TEXT,
  url: TEXT,
  metrics: TEXT,
  processes: TEXT,
  seed: TEXT,
  out: TEXT,
  "i-own-this-server": { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/** @returns null when only the usage is wanted. @throws Error with one line that names the wrong argument. */
export function parseOptions(args: readonly string[]): LoadOptions | null {
  const { values } = parseArgs({ args: [...args], options: NAMES, strict: true });
  if (values.help === true) return null;
  const number = (name: keyof typeof values, otherwise: number, least: number, most: number) =>
    numberOf(`--${name}`, values[name], otherwise, least, most);
  const url = values.url === undefined ? null : targetOf(values.url);
  const isHere = url === null || isLoopback(url);
  if (url !== null && !isHere && values["i-own-this-server"] !== true)
    throw new Error(
      `--url ${url} is not this machine. Hundreds of players are an attack on whoever did not ask for them: ` +
        "add --i-own-this-server if it is yours (and put this machine into its UNLIMITED_IPS).",
    );
  const bots = whole("--bots", number("bots", 200, 1, 10_000));
  const sdk = whole("--sdk", number("sdk", Math.min(20, Math.ceil(bots / 10)), 0, bots));
  const isOneArena = oneOf("--arenas", values.arenas ?? "one", ["one", "many"]) === "one";
  const room = oneOf("--room", values.room ?? ARENA_ROOM, [ARENA_ROOM, LAB_ROOM]);
  if (url === null && room === ARENA_ROOM && isOneArena && bots > ONE_ARENA_MAX)
    throw new Error(`--bots ${bots}: one arena holds ${ONE_ARENA_MAX}; add --arenas many`);
  const rttMs = number("rtt", isHere ? 80 : 0, 0, 2000);
  const jitterMs = number("jitter", isHere ? Math.min(20, rttMs) : 0, 0, 1000);
  const stallMs = number("stalls", 0, 0, 2900);
  const hasLink = rttMs + jitterMs + stallMs > 0;
  if (!isHere && hasLink)
    throw new Error(
      "--rtt, --jitter and --stalls are for this machine: to another the link is real",
    );
  if (url?.startsWith("https:") && hasLink)
    throw new Error("--rtt, --jitter and --stalls cannot stand before https: set them to 0");
  return {
    bots,
    sdk,
    room: room as PlayRoomName,
    isOneArena,
    durationS: number("duration", 60, 1, 86_400),
    rampS: number("ramp", 10, 0, 3600),
    rttMs,
    jitterMs,
    stallMs,
    churn: number("churn", 0.02, 0, 1),
    seed: whole("--seed", number("seed", 1, 0, 2 ** 31)),
    processes: whole("--processes", number("processes", processesFor(bots, sdk), 1, 256)),
    url,
    metrics: values.metrics ?? null,
    outDir: values.out ?? "dist/loadtest",
  };
}

/** As many as the bots want, and no more than leave the server's core alone. */
function processesFor(bots: number, sdk: number): number {
  const wanted = Math.ceil((bots - sdk) / LIGHT_PER_PROCESS + sdk / SDK_PER_PROCESS);
  return Math.max(1, Math.min(wanted, availableParallelism() - 1));
}

function targetOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !["http:", "https:"].includes(url.protocol))
    throw new Error(`--url ${text}: must be http://HOST:PORT or https://HOST`);
  return url.origin;
}

/** By its name or number alone: what a name service says may be anybody. */
export function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);
}

function numberOf(
  name: string,
  text: string | boolean | undefined,
  otherwise: number,
  least: number,
  most: number,
): number {
  if (text === undefined) return otherwise;
  const value = text === "" ? Number.NaN : Number(text);
  if (!(value >= least && value <= most))
    throw new Error(`${name} ${text}: must be a number from ${least} to ${most}`);
  return value;
}

function whole(name: string, value: number): number {
  if (!Number.isInteger(value)) throw new Error(`${name} ${value}: must be a whole number`);
  return value;
}

function oneOf(name: string, value: string, allowed: readonly string[]): string {
  if (!allowed.includes(value))
    throw new Error(`${name} ${value}: must be ${allowed.join(" or ")}`);
  return value;
}
