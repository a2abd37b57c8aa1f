// The structured log (pino), one JSON line an event. In: level. Out: one logger for the process.
import { type Logger, pino } from "pino";

export type { Logger } from "pino";

/** @param level a pino level, or "silent". */
export function makeLogger(level: string): Logger {
  return pino({ level, base: null });
}
