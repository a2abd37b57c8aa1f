// The last net under the process. In: errors that nobody caught. Out: a log line and a count; the process serves on.
// Run by the server's entry, once it listens.
import type { Logger } from "../log.ts";

export interface StrayErrors {
  rejections: number;
  exceptions: number;
}

/**
 * Installs our own handlers. Without them a stray rejection ends the process, except where @pm2/io, an optional
 * dependency of @colyseus/core 0.18.17, happens to be installed and registers one.
 */
export function guardProcess(log: Logger): StrayErrors {
  const stray: StrayErrors = { rejections: 0, exceptions: 0 };
  process.on("unhandledRejection", (error) => {
    stray.rejections++;
    log.error({ err: error, count: stray.rejections }, "unhandled rejection");
  });
  process.on("uncaughtException", (error) => {
    stray.exceptions++;
    log.error({ err: error, count: stray.exceptions }, "uncaught exception");
  });
  return stray;
}
