// The connection as the HUD and the F3 graph show it. In: an ArenaLink. Out: ConnectionView and NetStatsView.
import type { ArenaLink } from "../net/arenaLink.ts";
import { netQuality } from "../net/netQuality.ts";
import type { ConnectionView, NetStatsView } from "./WorldView.ts";

export class NetModel {
  readonly connection: ConnectionView = {
    phase: "live",
    quality: "ok",
    rttMs: 0,
    jitterMs: 0,
    attempt: 0,
    seatHeldS: 0,
    serverBusy: false,
    closingInMs: -1,
  };
  readonly stats: NetStatsView;
  private readonly link: ArenaLink;
  private correctionsSeen = 0;

  constructor(link: ArenaLink) {
    this.link = link;
    const { rttRing, delayRing, correctionRing } = link.stats;
    this.stats = {
      rttMs: 0,
      jitterMs: 0,
      interpolationDelayMs: 0,
      correctionsPerMinute: 0,
      largestCorrectionU: 0,
      bytesDownPerS: 0,
      bytesUpPerS: 0,
      patchesPerS: 0,
      serverTick: 0,
      pendingInputs: 0,
      rttRing,
      delayRing,
      correctionRing,
      ringHead: 0,
    };
  }

  update(nowMs: number): void {
    this.updateConnection();
    this.updateStats(nowMs);
  }

  private updateConnection(): void {
    const { link, connection } = this;
    const { phase, attempt, seatHeldS } = link.connection.state;
    connection.phase = phase;
    connection.attempt = attempt;
    connection.seatHeldS = seatHeldS;
    connection.rttMs = link.pingMs;
    connection.jitterMs = link.jitterMs;
    connection.quality = phase === "live" ? netQuality(link.pingMs, link.jitterMs) : "bad";
    const { busy, closingTick } = link.state;
    connection.serverBusy = busy;
    connection.closingInMs = closingTick === 0 ? -1 : link.msUntilTick(closingTick);
  }

  private updateStats(nowMs: number): void {
    const { link, stats } = this;
    const corrections = link.prediction?.corrections ?? [];
    const fresh = corrections.length > this.correctionsSeen ? corrections.at(-1)?.sizeU : 0;
    this.correctionsSeen = corrections.length;
    link.stats.sample(nowMs, link.pingMs, link.timeline.delayMs, fresh ?? 0);
    stats.rttMs = link.pingMs;
    stats.jitterMs = link.jitterMs;
    stats.interpolationDelayMs = link.timeline.delayMs;
    stats.correctionsPerMinute = corrections.length;
    stats.largestCorrectionU = corrections.reduce((most, { sizeU }) => Math.max(most, sizeU), 0);
    stats.bytesDownPerS = link.stats.bytesDownPerS;
    stats.bytesUpPerS = link.stats.bytesUpPerS;
    stats.patchesPerS = link.stats.patchesPerS;
    stats.serverTick = link.serverTick;
    stats.pendingInputs = link.prediction?.pendingInputs ?? 0;
    stats.ringHead = link.stats.ringHead;
  }
}
