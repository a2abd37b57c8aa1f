// Whether a database will never take what it was given, or only not now. In: an error. Out: a StoreRefusalError when
// trying again is in vain. Run by the store, on either side of its thread.

/** What was asked contradicts the database (a key that is there, a value that no column takes): trying again is in vain. */
export class StoreRefusalError extends Error {
  override readonly name = "StoreRefusalError";
}

/** SQLite's primary result codes: a constraint, a value of the wrong type, a value too large. */
const SQLITE_REFUSALS: ReadonlySet<number> = new Set([19, 20, 18]);
/** SQLSTATE classes: data that do not fit, and integrity constraints. */
const POSTGRES_REFUSALS = /^(22|23)/;

/** @returns the error itself when another try may succeed. */
export function asRefusal(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StoreRefusalError) return error;
  const { code, errcode } = error as Error & { code?: unknown; errcode?: unknown };
  const isSqlite = typeof errcode === "number" && SQLITE_REFUSALS.has(errcode & 0xff);
  const isPostgres = typeof code === "string" && code.length === 5 && POSTGRES_REFUSALS.test(code);
  return isSqlite || isPostgres ? new StoreRefusalError(error.message, { cause: error }) : error;
}
