// The thread that owns the database file. In: a StoreCall for each question. Out: a StoreAnswer to each, in order.
import { parentPort, workerData } from "node:worker_threads";
import { SqliteAccounts } from "./sqliteAccounts.ts";

/** What may be asked from the other side: the names of SqliteAccounts' own methods. */
export type StoreMethod = Exclude<keyof SqliteAccounts, "close">;

export interface StoreCall {
  readonly id: number;
  readonly method: StoreMethod | "close";
  readonly args: readonly unknown[];
  /** From then on nobody waits for the answer, wall clock, ms. */
  readonly deadlineMs: number;
}

/** Call 0 is the opening itself. */
export type StoreAnswer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string };

function open(): SqliteAccounts | null {
  try {
    const accounts = new SqliteAccounts((workerData as { path: string }).path);
    answer({ id: 0, value: null });
    return accounts;
  } catch (error) {
    answer({ id: 0, error: messageOf(error) });
    // The thread ends: who asks next starts another, which tries again.
    parentPort?.close();
    return null;
  }
}

function answer(reply: StoreAnswer): void {
  parentPort?.postMessage(reply);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const accounts = open();
parentPort?.on("message", ({ id, method, args, deadlineMs }: StoreCall) => {
  // After a jam those who still wait are not kept by those who went.
  if (accounts === null || Date.now() >= deadlineMs) return;
  try {
    const call = accounts[method] as (...args: readonly unknown[]) => unknown;
    answer({ id, value: call.apply(accounts, [...args]) });
  } catch (error) {
    answer({ id, error: messageOf(error) });
  }
});
