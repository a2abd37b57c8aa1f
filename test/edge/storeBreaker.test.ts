// The circuit breaker around the store: a store that is away is left alone, and tried again.
import { describe, expect, test, vi } from "vitest";
import { makeLogger } from "../../server/log.ts";
import { guardStore, StoreAwayError } from "../../server/store/circuitBreaker.ts";
import { waitFor } from "../helpers/waitFor.ts";

const log = makeLogger("silent");
const FAILURES = 5;

/** A store whose disk can be taken away. */
class PretendStore {
  isAway = false;
  readonly name = "pretend";
  calls = 0;

  async find(id: string): Promise<string> {
    this.calls++;
    if (this.isAway) throw new Error("disk I/O error");
    return `found ${id}`;
  }

  async close(): Promise<void> {
    this.calls++;
  }
}

async function failUntilOpen(store: PretendStore, guarded: PretendStore): Promise<void> {
  store.isAway = true;
  for (let i = 0; i < FAILURES; i++) await expect(guarded.find("a")).rejects.toThrow("disk");
}

describe("[EDGE-47] the store behind a circuit breaker", () => {
  test("answers as the store does while it answers, and an accident changes nothing", async () => {
    const store = new PretendStore();
    const guarded = guardStore(store, log);
    expect(await guarded.find("a")).toBe("found a");
    store.isAway = true;
    for (let i = 1; i < FAILURES; i++) await expect(guarded.find("a")).rejects.toThrow("disk");
    store.isAway = false;
    expect(await guarded.find("b")).toBe("found b");
    expect(guarded.name).toBe("pretend");
  });

  test("fails at once after five failures in a row, without asking the store, which can still be closed", async () => {
    const store = new PretendStore();
    const guarded = guardStore(store, log, 60_000);
    await failUntilOpen(store, guarded);
    const { calls } = store;
    await expect(guarded.find("a")).rejects.toThrow(StoreAwayError);
    expect(store.calls).toBe(calls);
    await guarded.close();
    expect(store.calls).toBe(calls + 1);
  });

  test("asks once after a while, and serves everybody again when that succeeds", async () => {
    const told = vi.spyOn(log, "error");
    const store = new PretendStore();
    const guarded = guardStore(store, log, 30);
    await failUntilOpen(store, guarded);
    expect(told).toHaveBeenCalledTimes(1);
    // Still away at its first trial: the circuit opens again.
    const { calls } = store;
    await waitFor(
      () =>
        guarded.find("a").then(
          () => false,
          (error) => !(error instanceof StoreAwayError),
        ),
      {
        describe: "the trial",
      },
    );
    await expect(guarded.find("a")).rejects.toThrow(StoreAwayError);
    expect(store.calls).toBe(calls + 1);
    store.isAway = false;
    await waitFor(
      () =>
        guarded.find("a").then(
          (found) => found === "found a",
          () => false,
        ),
      {
        describe: "the store's return",
      },
    );
    expect(await guarded.find("b")).toBe("found b");
  });
});
