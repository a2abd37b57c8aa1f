// How good a connection is to play on. In: measured round trip and jitter, ms. Out: one of three
// grades.

/** Below both, play feels local (SPEC.md, NET-13). */
const OK_RTT_MS = 120;
const OK_JITTER_MS = 15;
/** Below both, play is fair but felt; at or above either, it is poor. */
const WARN_RTT_MS = 200;
const WARN_JITTER_MS = 30;

/** Grade of the connection, for the net icon: the worse of its two numbers decides. */
export function netQuality(rttMs: number, jitterMs: number): "ok" | "warn" | "bad" {
  if (rttMs < OK_RTT_MS && jitterMs < OK_JITTER_MS) return "ok";
  if (rttMs < WARN_RTT_MS && jitterMs < WARN_JITTER_MS) return "warn";
  return "bad";
}
