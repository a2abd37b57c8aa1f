// The environment, parsed once. In: process.env. Out: a frozen Config, or one line that names the wrong value.
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import {
  OPEN_ARENA_MIN_ACTORS,
  OPEN_ARENA_TICK_HZ,
  ROUND_STEPS,
  STEP_HZ,
} from "../shared/sim/constants.ts";
import { makeRange } from "./edge/clientAddress.ts";
import { parseOrigin } from "./edge/origins.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

const wholeNumber = (min: number, max: number) =>
  z.coerce
    .number({ error: "must be a number" })
    .int({ error: "must be a whole number" })
    .min(min, { error: `must be at least ${min}` })
    .max(max, { error: `must be at most ${max}` });
const integer = (min: number, max: number, fallback: number) =>
  wholeNumber(min, max).default(fallback);
const port = wholeNumber(0, 65535);

/** Comma separated; "none" is the empty list, because an empty variable counts as absent. */
const list = (isValid: (entry: string) => boolean, what: string) =>
  z
    .string()
    .transform((text) => (text === "none" ? [] : text.split(",").map((entry) => entry.trim())))
    .refine((entries) => entries.every(isValid), { error: `must be ${what}, comma separated` });

const isRange = (entry: string): boolean => {
  try {
    makeRange([entry]);
    return true;
  } catch {
    return false;
  }
};
const RANGES = "addresses, CIDR ranges, loopback, linklocal or uniquelocal";

const Environment = z.object({
  PORT: port.default(2567),
  HOST: z.string().min(1).default("0.0.0.0"),
  NODE_ENV: z
    .enum(["development", "production", "test"], {
      error: "must be development, production or test",
    })
    .default("development"),
  LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"], {
      error: "must be fatal, error, warn, info, debug, trace or silent",
    })
    .default("info"),
  ALLOWED_ORIGINS: list(
    (entry) => parseOrigin(entry) !== null,
    "origins such as https://example.org",
  ).optional(),
  TRUSTED_PROXIES: list(isRange, RANGES).default([]),
  UNLIMITED_IPS: list(isRange, RANGES).default(["loopback"]),
  MAX_CONNECTIONS: integer(1, 100_000, 2000),
  MAX_CONNECTIONS_PER_IP: integer(1, 100_000, 64),
  MAX_JOINS_PER_MINUTE_PER_IP: integer(1, 100_000, 120),
  DRAIN_DEADLINE_S: integer(0, 3600, 30),
  ADMIN_PASSWORD: z.string().min(12, { error: "must have at least 12 characters" }).default(""),
  ADMIN_HOST: z.string().min(1).default("127.0.0.1"),
  ADMIN_PORT: port.optional(),
  DATA_DIR: z.string().default("data"),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, { error: "must begin with postgres://" })
    .default(""),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, { error: "must begin with redis:// or rediss://" })
    .default(""),
  PROCESS_NAME: z
    .string()
    .regex(/^[\w-]{1,64}$/, { error: "must be letters, digits, - and _, at most 64" })
    .default(""),
  AUTH_SECRET: z.string().min(32, { error: "must have at least 32 characters" }).default(""),
  AUTH_TOKEN_S: integer(5, 86_400, 900),
  WS_COMPRESSION_THRESHOLD: integer(0, 65_536, 0),
  QUEUE_MAX_PLAYERS: integer(2, 5000, 500),
  DUEL_MAX_ROOMS: integer(1, 1000, 40),
  ARENA_MAX_ROOMS: integer(1, 1000, 8),
  ARENA_MAX_PLAYERS: integer(2, 128, 56),
  ARENA_MIN_ACTORS: integer(0, 24, OPEN_ARENA_MIN_ACTORS),
  ARENA_TICK_HZ: z.coerce
    .number({ error: "must be a number" })
    .refine((hz) => hz === 30 || hz === 60, { error: "must be 30 or 60" })
    .default(OPEN_ARENA_TICK_HZ),
  ARENA_ROUND_S: integer(10, 3600, ROUND_STEPS / STEP_HZ),
});

/** Of the operator's port when a password opens it. */
const ADMIN_PORT = 2568;
const LOOPBACK = ["127.0.0.1", "::1", "localhost"];

/** Settings whose value is never shown. */
const SECRETS: ReadonlySet<string> = new Set([
  "AUTH_SECRET",
  "ADMIN_PASSWORD",
  "DATABASE_URL",
  "REDIS_URL",
]);

/** What the server is told from outside. README.md lists every variable. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly mode: "development" | "production" | "test";
  readonly logLevel: string;
  /** Pages of other origins that may use this server; null for those on the player's own machine. */
  readonly allowedOrigins: readonly string[] | null;
  /** Peers whose X-Forwarded-For, -Proto and -Host, and X-Real-IP are believed. */
  readonly trustedProxies: readonly string[];
  /** Clients without limits by address: load tests, a host's own monitoring. */
  readonly unlimitedIps: readonly string[];
  /** WebSockets that may be open at once, in this process and from one address. */
  readonly maxConnections: number;
  readonly maxConnectionsPerIp: number;
  readonly maxJoinsPerMinutePerIp: number;
  /** On SIGTERM matches may take this long to end. */
  readonly drainDeadlineS: number;
  /** Of the operator's port; "" for none, and then only metrics and readiness are there. */
  readonly adminPassword: string;
  readonly adminHost: string;
  /** Null for no operator's port. */
  readonly adminPort: number | null;
  /** Folder of the database, and of the key when AUTH_SECRET gives none. Absolute. */
  readonly dataDir: string;
  /** A PostgreSQL database for accounts and results; "" for SQLite in dataDir. */
  readonly databaseUrl: string;
  /** A Redis by which several processes make one game; "" for a process that is alone. */
  readonly redisUrl: string;
  /** Of this process, as the proxy before it calls it in rooms' paths; "" for a process that is alone. */
  readonly processName: string;
  /** What tokens are signed with; "" for a key that is made and kept in dataDir. */
  readonly authSecret: string;
  /** How long a guest's token is good for; clients renew theirs. */
  readonly authTokenS: number;
  /** Messages to clients of at least this many bytes are compressed; 0 for none. */
  readonly wsCompressionThreshold: number;
  /** People who wait for a ranked Duel at once: pairing costs the square of it, once a second. */
  readonly queueMaxPlayers: number;
  /** Duels at the same time in this process. */
  readonly duelMaxRooms: number;
  /** Arenas at the same time; when all are full, a join is refused. */
  readonly arenaMaxRooms: number;
  /** People in one arena at most, whatever the map. */
  readonly arenaMaxPlayers: number;
  /** An arena is filled with bots to this many actors; 0 for none. */
  readonly arenaMinActors: number;
  readonly arenaRoundS: number;
  /** Ticks, inputs and patches a second: 30, or 60 for twice the cost. */
  readonly arenaTickHz: number;
}

/** A setting has a value that it cannot have. The message is one line and names it. */
export class ConfigError extends Error {}

/**
 * @param env usually `process.env`; unknown variables are ignored, empty ones count as absent.
 * @throws ConfigError naming the first wrong variable, its value and what it must be.
 */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const parsed = Environment.safeParse(present);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = String(issue?.path[0]);
    const shown = SECRETS.has(name) ? "(hidden)" : env[name];
    throw new ConfigError(`${name}=${shown} ${issue?.message}. See README.md, "Settings".`);
  }
  const it = parsed.data;
  if (it.ADMIN_PORT !== undefined && it.ADMIN_PASSWORD === "" && !LOOPBACK.includes(it.ADMIN_HOST))
    throw new ConfigError(
      `ADMIN_HOST=${it.ADMIN_HOST} must be the loopback, or ADMIN_PASSWORD be set. See README.md, "Settings".`,
    );
  checkCluster(it);
  return Object.freeze({
    port: it.PORT,
    host: it.HOST,
    mode: it.NODE_ENV,
    logLevel: it.LOG_LEVEL,
    allowedOrigins: it.ALLOWED_ORIGINS ?? null,
    trustedProxies: it.TRUSTED_PROXIES,
    unlimitedIps: it.UNLIMITED_IPS,
    maxConnections: it.MAX_CONNECTIONS,
    maxConnectionsPerIp: it.MAX_CONNECTIONS_PER_IP,
    maxJoinsPerMinutePerIp: it.MAX_JOINS_PER_MINUTE_PER_IP,
    drainDeadlineS: it.DRAIN_DEADLINE_S,
    adminPassword: it.ADMIN_PASSWORD,
    adminHost: it.ADMIN_HOST,
    adminPort: it.ADMIN_PORT ?? (it.ADMIN_PASSWORD === "" ? null : ADMIN_PORT),
    dataDir: resolve(ROOT, it.DATA_DIR),
    databaseUrl: it.DATABASE_URL,
    redisUrl: it.REDIS_URL,
    processName: it.PROCESS_NAME,
    authSecret: it.AUTH_SECRET,
    authTokenS: it.AUTH_TOKEN_S,
    wsCompressionThreshold: it.WS_COMPRESSION_THRESHOLD,
    queueMaxPlayers: it.QUEUE_MAX_PLAYERS,
    duelMaxRooms: it.DUEL_MAX_ROOMS,
    arenaMaxRooms: it.ARENA_MAX_ROOMS,
    arenaMaxPlayers: it.ARENA_MAX_PLAYERS,
    arenaMinActors: it.ARENA_MIN_ACTORS,
    arenaRoundS: it.ARENA_ROUND_S,
    arenaTickHz: it.ARENA_TICK_HZ,
  });
}

/** @throws ConfigError for a process of several that could not work with the others. */
function checkCluster(it: z.infer<typeof Environment>): void {
  if (it.REDIS_URL === "") return;
  if (it.AUTH_SECRET === "") {
    throw new ConfigError(
      'AUTH_SECRET must be set with REDIS_URL, to the same in all processes: else none knows the players that another has signed in. See README.md, "Settings".',
    );
  }
  if (it.PROCESS_NAME === "") {
    throw new ConfigError(
      'PROCESS_NAME must be set with REDIS_URL, to another in each process: the proxy finds a room\'s process by it. See README.md, "Settings".',
    );
  }
}
