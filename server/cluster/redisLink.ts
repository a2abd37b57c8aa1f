// The process' connection to Redis. In: REDIS_URL. Out: a client whose commands end within COMMAND_TIMEOUT_MS, and that
// comes back by itself. Run by the server.
import { Redis } from "ioredis";
import { ConfigError } from "../config.ts";
import type { Logger } from "../log.ts";
import {
  COMMAND_TIMEOUT_MS,
  CONNECT_TIMEOUT_MS,
  RETRY_FIRST_MS,
  RETRY_MAX_MS,
} from "./clusterConstants.ts";

/** @throws ConfigError when it cannot be reached now: who starts a server wants to know at once. */
export async function openRedis(url: string, log: Logger): Promise<Redis> {
  const redis = new Redis(url, {
    lazyConnect: true,
    commandTimeout: COMMAND_TIMEOUT_MS,
    connectTimeout: CONNECT_TIMEOUT_MS,
    // What was asked before an outage is nobody's wish after it: a room would be made that nobody waits for.
    maxRetriesPerRequest: 1,
    autoResendUnfulfilledCommands: false,
    retryStrategy: (tries) => Math.min(tries * RETRY_FIRST_MS, RETRY_MAX_MS),
  });
  let reason = "";
  redis.on("error", (error: Error) => {
    reason = error.message || String(error);
  });
  try {
    await redis.connect();
  } catch (error) {
    redis.disconnect();
    throw new ConfigError(
      `REDIS_URL=(hidden) cannot be used: ${reason || (error as Error).message}. Is Redis running?`,
    );
  }
  logAbsences(redis, log, () => reason);
  return redis;
}

/** One line for each absence, and one for its end. */
function logAbsences(redis: Redis, log: Logger, reason: () => string): void {
  let isAway = false;
  redis.on("close", () => {
    if (!isAway && redis.status !== "end") log.error({ reason: reason() }, "redis is away");
    isAway = true;
  });
  redis.on("ready", () => {
    if (isAway) log.info("redis is back");
    isAway = false;
  });
}
