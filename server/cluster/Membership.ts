// Which processes live. In: every process' beats, in Redis. Out: who is there, and who has died. No clocks are compared:
// each process counts its own beats, and the others see whether the count moves. Run by each server of a cluster.
import type { Redis } from "ioredis";
import type { Logger } from "../log.ts";
import { BEAT_MS, DEAD_AFTER_MS, RETURN_GRACE_MS } from "./clusterConstants.ts";

const BEATS = "fraywire:beats";
/** What follows a beat's number when no new rooms are welcome. */
const CLOSED_MARK = "!";
/** In a beat's place: the process has ended in order. */
const BYE = "bye";

interface Peer {
  beat: string;
  /** For how many of this process' own beats it has not moved, as ms. */
  silentMs: number;
}

export interface MembershipEvents {
  /** Told by every process that sees it; what is done about it may be done several times. */
  died(processId: string): void;
  /** A process is new here, or Redis is back, perhaps empty: tell what others should know. */
  met(): void;
  /** After each beat that got through. */
  beat(): Promise<unknown>;
}

export class Membership {
  isAway = false;
  private readonly redis: Redis;
  private readonly processId: string;
  private readonly log: Logger;
  private readonly events: MembershipEvents;
  private readonly peers = new Map<string, Peer>();
  private readonly dead = new Set<string>();
  /** Of the dead: whose beat moves again is not. */
  private readonly lastWords = new Map<string, string>();
  private beats = 0;
  private watchedMs = performance.now();
  private isRetired = false;
  private isStopped = false;
  private timer: NodeJS.Timeout | null = null;

  constructor(redis: Redis, processId: string, log: Logger, events: MembershipEvents) {
    this.redis = redis;
    this.processId = processId;
    this.log = log;
    this.events = events;
    redis.on("ready", () => this.forgive());
  }

  /** Resolves after the first beat: the others are known, and learn of this process within BEAT_MS. */
  async start(): Promise<void> {
    await this.round();
    this.schedule();
  }

  isAlive(processId: string): boolean {
    return !this.dead.has(processId);
  }

  /** Processes that live, this one included. */
  get living(): number {
    return this.peers.size + 1;
  }

  /** Those that take new rooms. */
  get open(): string[] {
    const open = [...this.peers].filter(([, { beat }]) => !beat.endsWith(CLOSED_MARK));
    const own = this.isRetired ? [] : [this.processId];
    return [...own, ...open.map(([processId]) => processId)];
  }

  /** From now on rooms are made elsewhere, if there is an elsewhere. */
  async retire(): Promise<void> {
    this.isRetired = true;
    await this.round();
  }

  /** Says goodbye: nobody waits for this process' beats any more. */
  async stop(): Promise<void> {
    this.isStopped = true;
    if (this.timer !== null) clearTimeout(this.timer);
    await this.redis.hset(BEATS, this.processId, BYE).catch(() => undefined);
  }

  private schedule(): void {
    this.timer = setTimeout(() => {
      void this.round().finally(() => {
        if (!this.isStopped) this.schedule();
      });
    }, BEAT_MS).unref();
  }

  private async round(): Promise<void> {
    try {
      const own = `${++this.beats}${this.isRetired ? CLOSED_MARK : ""}`;
      await this.redis.hset(BEATS, this.processId, own);
      const beats = await this.redis.hgetall(BEATS);
      if (this.isStopped) return;
      this.watch(beats);
      await this.events.beat();
      if (this.isAway) this.events.met();
      this.isAway = false;
    } catch (error) {
      if (!this.isAway && !this.isStopped) this.log.warn({ err: error }, "no beat got through");
      this.isAway = true;
    }
  }

  private watch(beats: Readonly<Record<string, string>>): void {
    const nowMs = performance.now();
    const watchedMs = nowMs - this.watchedMs;
    this.watchedMs = nowMs;
    if (this.isAway || watchedMs > 2 * BEAT_MS) this.forgive();
    for (const [processId, peer] of this.peers) {
      const beat = beats[processId];
      if (beat === undefined || beat === peer.beat) peer.silentMs += BEAT_MS;
      if (beat === BYE || peer.silentMs >= DEAD_AFTER_MS) this.bury(processId, beat === BYE);
    }
    for (const [processId, beat] of Object.entries(beats)) {
      if (processId !== this.processId) this.hear(processId, beat);
    }
  }

  /** While nobody could be heard, nobody was silent; and after a return of Redis some are back later than others. */
  private forgive(): void {
    for (const peer of this.peers.values()) peer.silentMs = -RETURN_GRACE_MS;
  }

  private hear(processId: string, beat: string): void {
    const peer = this.peers.get(processId);
    if (peer !== undefined) {
      if (peer.beat !== beat) Object.assign(peer, { beat, silentMs: 0 });
      return;
    }
    if (beat === BYE || beat === this.lastWords.get(processId)) return;
    // New, or it was only stalled.
    this.dead.delete(processId);
    this.lastWords.delete(processId);
    this.peers.set(processId, { beat, silentMs: 0 });
    this.log.info({ process: processId }, "process met");
    this.events.met();
  }

  private bury(processId: string, hasLeft: boolean): void {
    this.lastWords.set(processId, hasLeft ? BYE : (this.peers.get(processId)?.beat ?? ""));
    this.peers.delete(processId);
    this.dead.add(processId);
    if (hasLeft) this.log.info({ process: processId }, "process left");
    else this.log.warn({ process: processId }, "process died");
    this.events.died(processId);
    // Once everybody has read it.
    const forget = () => void this.redis.hdel(BEATS, processId).catch(() => undefined);
    setTimeout(forget, DEAD_AFTER_MS).unref();
  }
}
