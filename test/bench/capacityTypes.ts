// What the capacity benchmark's processes tell each other. In: nothing. Out: types, and percentiles of ticks.

/** `raw`: a bare WebSocket server that sends as many frames of the same sizes, and plays no game. */
export const CONTESTANTS = ["raw", "stock", "shared"] as const;
export type Contestant = (typeof CONTESTANTS)[number];

/** What a client is sent, on average: what the raw server imitates. */
export interface Traffic {
  readonly patchBytes: number;
  /** Other frames for each patch, and their size. */
  readonly othersPerPatch: number;
  readonly otherBytes: number;
}

export interface ServerSpec {
  readonly contestant: Contestant;
  readonly clients: number;
  /** What the raw server imitates; nobody else looks at it. */
  readonly traffic: Traffic;
  /** File for a profile of the measured time, which then costs more; null for none. */
  readonly profile: string | null;
}

/** A server's own account of the time between "begin" and "end". */
export interface ServerAccount {
  readonly kind: "account";
  readonly wallMs: number;
  /** User and system. */
  readonly cpuMs: number;
  readonly ticks: number;
  readonly ticksDropped: number;
  readonly tickP50Ms: number;
  readonly tickP99Ms: number;
  /** CPU time of all ticks: the simulation, who sees whom, the state's fields, encoding and sending. */
  readonly simulationMs: number;
  readonly interestMs: number;
  readonly mirrorMs: number;
  readonly patchMs: number;
  /** Others in sight of a client, on average. */
  readonly inSight: number;
  /** The functions that cost most, when there is a profile. */
  readonly hottest: readonly string[];
}

export type ServerMessage = { readonly kind: "listening"; readonly url: string } | ServerAccount;

/** Counts ticks exactly: the operator's buckets are too wide for a ratio of percentiles. */
export class TickLog {
  private durationsMs: number[] = [];
  private startedMs = performance.now();
  private startedCpu = process.cpuUsage();

  note(durationMs: number): void {
    this.durationsMs.push(durationMs);
  }

  begin(): void {
    this.durationsMs = [];
    this.startedMs = performance.now();
    this.startedCpu = process.cpuUsage();
  }

  end(): Pick<ServerAccount, "wallMs" | "cpuMs" | "ticks" | "tickP50Ms" | "tickP99Ms"> {
    const { user, system } = process.cpuUsage(this.startedCpu);
    const sorted = this.durationsMs.toSorted((a, b) => a - b);
    const at = (share: number) =>
      sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
    return {
      wallMs: performance.now() - this.startedMs,
      cpuMs: (user + system) / 1000,
      ticks: sorted.length,
      tickP50Ms: at(0.5),
      tickP99Ms: at(0.99),
    };
  }
}
