// Numbers of the netcode, each once, with unit and reason. Both sides.

/** A dropped player's seat and score are held this long, s: NET-7 of SPEC.md. */
export const SEAT_HOLD_S = 20;
/** Silence after which the client closes the connection itself and reconnects, ms. Patches come each 33 ms. */
export const WATCHDOG_MS = 1500;
/** Silence after which each connection state is shown, ms: NET-12 of SPEC.md. */
export const STALLED_MS = 300;
export const INTERRUPTED_MS = 1000;
export const RECONNECTING_MS = 2500;
/** Prediction freezes after this much silence, ms: running on would only grow the correction. */
export const PREDICTION_FREEZE_MS = 250;

/** Interpolation delay: patch intervals, plus the 95th percentile of jitter; slewed at most this share. */
export const DELAY_PATCH_INTERVALS = 2;
export const DELAY_SLEW = 0.05;
/** Remote bodies run on past their newest sample at most this long, ms. SPEC.md, NET-9. */
export const EXTRAPOLATION_MAX_MS = 100;

/** Input gate (server/net/inputGate.ts): inputs buffered before the first is used, and the queue it aims for. */
export const INPUT_START_BUFFERED = 2;
export const INPUT_TARGET_BUFFERED = 1;
/** Inputs a connection may catch up beyond one a tick: 20 of 300 in 10 s keep a flood below 1.07x speed. */
export const INPUT_BANK_MAX = 20;

/** A viewer keeps seeing a player this long after line of sight broke, ms: nobody blinks at corners. */
export const SIGHT_GRACE_MS = 300;
/** The client measures its round trip and reports it this often, ms. */
export const NET_REPORT_MS = 1000;

/** Side of the squares in which everybody is told of the crown, u: near enough to go there, too far to aim. */
export const CROWN_SQUARE_U = 160;

/** Lag compensation: a command's view is at most the client's median delay and this much old, ms. */
export const REWIND_SLACK_MS = 100;
/** And never older than this, ms: as far back as poses are kept and anybody is honestly late. */
export const REWIND_MAX_MS = 600;

/** An emote is shown this long; the next one waits for its end. */
export const EMOTE_MS = 2000;
