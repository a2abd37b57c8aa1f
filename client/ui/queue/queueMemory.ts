// Whether this tab was in the queue a moment ago: a reload goes on waiting. In: each sign of the wait. Out: whether the
// server still keeps the place.
const KEY = "fraywire.queue";
/** The server keeps a place for 15 s after its connection broke (server/match/QueueLine.ts). */
const HELD_MS = 15_000;

export function rememberWait(isWaiting: boolean): void {
  try {
    if (isWaiting) sessionStorage.setItem(KEY, `${Date.now()}`);
    else sessionStorage.removeItem(KEY);
  } catch {
    // Storage is denied: a reload ends the wait.
  }
}

export function wasWaiting(): boolean {
  try {
    const atMs = Number(sessionStorage.getItem(KEY) ?? Number.NaN);
    return Date.now() - atMs < HELD_MS;
  } catch {
    return false;
  }
}
