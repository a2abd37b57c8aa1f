// The thread that owns the database file. In: a StoreCall for each question. Out: a StoreAnswer to each, in order.
import { parentPort, workerData } from "node:worker_threads";
import { StoreRefusalError } from "./refusals.ts";
import { openSqliteDatabase } from "./sqliteDatabase.ts";
import { SqlStore } from "./sqlStore.ts";
import type { Store } from "./store.ts";

/** What may be asked from the other side. */
export type StoreMethod = keyof Store;

export interface StoreCall {
  readonly id: number;
  readonly method: StoreMethod;
  readonly args: readonly unknown[];
  /** From then on nobody waits for the answer, wall clock, ms. */
  readonly deadlineMs: number;
}

/** Call 0 is the opening itself. */
export type StoreAnswer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string; readonly isRefusal: boolean };

async function open(): Promise<SqlStore | null> {
  try {
    const store = new SqlStore(await openSqliteDatabase((workerData as { path: string }).path));
    answer({ id: 0, value: null });
    return store;
  } catch (error) {
    answer({ id: 0, error: messageOf(error), isRefusal: false });
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

async function carryOut(
  store: SqlStore | null,
  { id, method, args, deadlineMs }: StoreCall,
): Promise<void> {
  // After a jam those who still wait are not kept by those who went.
  if (store === null || Date.now() >= deadlineMs) return;
  try {
    const call = store[method] as (...args: readonly unknown[]) => Promise<unknown>;
    answer({ id, value: await call.apply(store, [...args]) });
  } catch (error) {
    answer({ id, error: messageOf(error), isRefusal: error instanceof StoreRefusalError });
  }
}

const opening = open();
/** The last question's end: they are answered one after another, whatever they wait for. */
let last: Promise<void> = opening.then(() => undefined);
parentPort?.on("message", (call: StoreCall) => {
  last = last.then(async () => carryOut(await opening, call));
});
