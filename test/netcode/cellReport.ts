// What a cell of the matrix is and what is measured in it, as plain data: netcode-report.json holds these.
// In: nothing. Out: types. Times in ms, distances in u, shares 0..1; NaN (null in JSON): nothing to measure.

/** One combination of link and rate. */
export interface CellSpec {
  readonly rttMs: number;
  /** Each direction delays every packet by up to this in addition. */
  readonly jitterMs: number;
  /** Length of the stall that ends each 3 s of the link; 0 for none. */
  readonly stallMs: number;
  readonly tickHz: 30 | 60;
  /** Of everything random: jitter, walks, choice of targets, aim errors. */
  readonly seed: number;
  /** Rail shots and Pulse volleys to judge at least. */
  readonly shots: number;
}

export interface RailReport {
  /** Shots that left a screen. */
  readonly shots: number;
  /** Of them on the screen or on the server a hit, and not denied: what the agreement is a share of. */
  readonly judged: number;
  /** The server hit whom the screen hit. */
  readonly agreement: number;
  /** The same shots against the server's present: what they would have been without compensation. */
  readonly control: number;
  /** Met a body on the screen, and denied by a rule of fairness. */
  readonly dodged: number;
  readonly blocked: number;
  /** A line for each shot that disagrees. */
  readonly disagreements: readonly string[];
}

/** Pulses that were fired at a strafing body about `rangeU` away. */
export interface PulseBand {
  readonly rangeU: number;
  readonly shots: number;
  /** Hits that the server told before the shot on the screen was there. */
  readonly answeredFirst: number;
  /** The others with a pending mark on the screen or a hit on the server, and not denied. */
  readonly judged: number;
  readonly agreement: number;
  /** The same of shots whose target kept its way from what was seen of it until the shot was over. */
  readonly steadyJudged: number;
  readonly steadyAgreement: number;
  /** Of the same shots, those that meet a body in the server's present too. */
  readonly control: number;
}

export interface PulseReport {
  readonly volleys: number;
  readonly shots: number;
  readonly bands: readonly PulseBand[];
  readonly agreement: number;
  readonly dodged: number;
  readonly blocked: number;
  /**
   * Hits in the last step of the range, and how far from the victim's present pose the farthest of them passed.
   */
  readonly endHits: number;
  readonly endMissU: number;
}

export interface CorrectionReport {
  readonly playerMinutes: number;
  readonly abovePerMinute: number;
  readonly above4PerMinute: number;
  readonly worstU: number;
}

export interface RefusalReport {
  /** Shots that the prediction fired and the server refused. */
  readonly refused: number;
  /** Still on the screen 10 s later. */
  readonly ghosts: number;
  readonly longestMs: number;
}

export interface RecoveryReport {
  /** Stalls that were judged: those without a hiccup of the machine nearby. */
  readonly stalls: number;
  /** From the end of a stall until the delay is within 20 ms of what it was before; the longest. */
  readonly inputMs: number;
  readonly interpolationMs: number;
}

export interface CellReport {
  readonly spec: CellSpec;
  readonly measuredS: number;
  /** Runs it took: a run that the machine itself disturbed is repeated. */
  readonly attempts: number;
  /** How late timers fired in the measuring process itself, and ticks that its server never ran. */
  readonly lagP99Ms: number;
  readonly droppedTicks: number;
  readonly isValid: boolean;
  readonly rail: RailReport;
  readonly pulse: PulseReport;
  /** Of players whom nothing but their own inputs moves. */
  readonly calm: CorrectionReport;
  /** Of players who are knocked about by Orbs and struck by dashes. */
  readonly pushed: CorrectionReport;
  /** Pushes by Orbs, and strikes by dashes, that they took. */
  readonly knocks: number;
  readonly strikes: number;
  readonly sendToApplyP50Ms: number;
  readonly sendToApplyP99Ms: number;
  readonly interpolationMs: number;
  /** How old the others on a screen are when the server uses an input made at them: what it has to take back. */
  readonly viewAgeP50Ms: number;
  readonly viewAgeP99Ms: number;
  /** |what the server takes back - that age|, 99th percentile. */
  readonly rewindErrorMs: number;
  /** |drawn speed - true speed| of a steadily walking body, 95th percentile, u/s. */
  readonly speedErrorUPerS: number;
  /** |the client's server clock - the server's clock|, 95th percentile. */
  readonly clockErrorMs: number;
  readonly refusals: RefusalReport;
  readonly recovery: RecoveryReport | null;
}

/** The whole run. */
export interface NetcodeReport {
  readonly startedAt: string;
  readonly durationS: number;
  readonly quick: boolean;
  readonly node: string;
  readonly cells: readonly CellReport[];
  /** Claims that do not hold, one line each; empty when all do. */
  readonly failures: readonly string[];
}

/** "RTT 200 ± 20 ms, stalls, 30 Hz" */
export function nameOf(spec: CellSpec): string {
  return `RTT ${linkOf(spec)}, ${spec.tickHz} Hz`;
}

/** The link without its rate. */
export function linkOf({ rttMs, jitterMs, stallMs }: CellSpec): string {
  const jitter = jitterMs > 0 ? ` ± ${jitterMs}` : "";
  return `${rttMs}${jitter} ms${stallMs > 0 ? ", stalls" : ""}`;
}
