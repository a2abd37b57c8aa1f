// The environment, parsed once. In: process.env. Out: a frozen Config, or one line that names the wrong value.
import { z } from "zod";
import {
  OPEN_ARENA_MIN_ACTORS,
  OPEN_ARENA_TICK_HZ,
  ROUND_STEPS,
  STEP_HZ,
} from "../shared/sim/constants.ts";

const integer = (min: number, max: number, fallback: number) =>
  z.coerce
    .number({ error: "must be a number" })
    .int({ error: "must be a whole number" })
    .min(min, { error: `must be at least ${min}` })
    .max(max, { error: `must be at most ${max}` })
    .default(fallback);

const Environment = z.object({
  PORT: integer(0, 65535, 2567),
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
  ARENA_MAX_ROOMS: integer(1, 1000, 8),
  ARENA_MAX_PLAYERS: integer(2, 128, 56),
  ARENA_MIN_ACTORS: integer(0, 24, OPEN_ARENA_MIN_ACTORS),
  ARENA_TICK_HZ: z.coerce
    .number({ error: "must be a number" })
    .refine((hz) => hz === 30 || hz === 60, { error: "must be 30 or 60" })
    .default(OPEN_ARENA_TICK_HZ),
  ARENA_ROUND_S: integer(10, 3600, ROUND_STEPS / STEP_HZ),
});

/** What the server is told from outside. README.md lists every variable. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly mode: "development" | "production" | "test";
  readonly logLevel: string;
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
    throw new ConfigError(`${name}=${env[name]} ${issue?.message}. See README.md, "Settings".`);
  }
  const it = parsed.data;
  return Object.freeze({
    port: it.PORT,
    host: it.HOST,
    mode: it.NODE_ENV,
    logLevel: it.LOG_LEVEL,
    arenaMaxRooms: it.ARENA_MAX_ROOMS,
    arenaMaxPlayers: it.ARENA_MAX_PLAYERS,
    arenaMinActors: it.ARENA_MIN_ACTORS,
    arenaRoundS: it.ARENA_ROUND_S,
    arenaTickHz: it.ARENA_TICK_HZ,
  });
}
