// The one circuit breaker around the store. In: a store, and a log. Out: the same store, that fails at once while the
// disk or the database behind it is away: nobody queues up behind it, and it is asked rarely until it answers.
import { ConsecutiveBreaker, circuitBreaker, handleAll, isBrokenCircuitError } from "cockatiel";
import type { Logger } from "../log.ts";

/** The store has failed several times in a row, and is left alone for a while. */
export class StoreAwayError extends Error {}

/** Failures in a row that open the circuit: one is an accident. */
const FAILURES = 5;
/** One call is let through after this, ms; it decides whether the rest may follow. */
const RETRY_AFTER_MS = 1000;

type Method = (...args: unknown[]) => Promise<unknown>;

/**
 * @param store every method returns a promise, and rejects only when the store itself fails. `close` is never held up.
 * @param retryAfterMs for tests.
 */
export function guardStore<Store extends object>(
  store: Store,
  log: Logger,
  retryAfterMs = RETRY_AFTER_MS,
): Store {
  const breaker = circuitBreaker(handleAll, {
    breaker: new ConsecutiveBreaker(FAILURES),
    halfOpenAfter: retryAfterMs,
  });
  breaker.onBreak(() => log.error({ retryAfterMs }, "store away"));
  breaker.onReset(() => log.info("store back"));
  return new Proxy(store, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== "function") return member;
      const method = member.bind(target) as Method;
      if (name === "close") return method;
      return async (...args: unknown[]) => {
        try {
          return await breaker.execute(() => method(...args));
        } catch (error) {
          if (isBrokenCircuitError(error))
            throw new StoreAwayError("The store is away.", { cause: error });
          throw error;
        }
      };
    },
  });
}
