// How far away a client is, as the server itself finds out. In: a client's socket. Out: its round trip, ms. Server only.
// Not Colyseus' own pings: they carry nothing, so that nobody knows which of them a pong answers.
import { randomBytes } from "node:crypto";
import type { Client } from "@colyseus/core";
import { socketOf } from "../edge/upstream.ts";

/** The median of so many is believed: one that waited behind a patch or a collection of garbage does not count. */
const SAMPLES = 5;
/** A pong must bring back what its ping carried, which nobody guesses: it cannot be sent ahead. */
const NONCE_BYTES = 8;
/** An unanswered ping is given up after this, ms: the transport has cut silent peers by then. */
const LOST_AFTER_MS = 3000;

export class RoundTrip {
  private readonly client: Client;
  private readonly samplesMs: number[] = [];
  private nonce: Buffer | null = null;
  private sentMs = 0;

  /** @param onMeasured told after each pong. */
  constructor(client: Client, onMeasured: (roundTrip: RoundTrip) => void) {
    this.client = client;
    socketOf(client).on("pong", (data: Buffer) => {
      if (this.nonce === null || !this.nonce.equals(data)) return;
      this.nonce = null;
      this.samplesMs.push(performance.now() - this.sentMs);
      if (this.samplesMs.length > SAMPLES) this.samplesMs.shift();
      onMeasured(this);
    });
  }

  /** Whole ms, at least 1; 0 before the first answer. */
  get ms(): number {
    const sorted = this.samplesMs.toSorted((a, b) => a - b);
    const median = sorted[sorted.length >> 1];
    return median === undefined ? 0 : Math.max(1, Math.round(median));
  }

  /** Once a second or so; while one is on its way, another would only say the same later. */
  probe(): void {
    const nowMs = performance.now();
    if (this.nonce !== null && nowMs - this.sentMs < LOST_AFTER_MS) return;
    this.nonce = randomBytes(NONCE_BYTES);
    this.sentMs = nowMs;
    socketOf(this.client).ping(this.nonce);
  }
}
