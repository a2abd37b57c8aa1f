// A player who only plays while somebody else misbehaves. In: a server's address. Out: the gaps between the patches
// it got, and that they stayed as a player does not notice them.
import { expect } from "vitest";
import { type HeadlessPlayer, joinHeadless } from "./headlessPlayer.ts";
import { waitFor } from "./waitFor.ts";

/** 99 of 100 gaps between patches are below this, ms: two and a half missed ones at 30 a second. */
const GAP_P99_MAX_MS = 100;
/** So many gaps have to be seen before 99 of 100 mean anything: 3.3 s. */
const GAPS_MIN = 100;

export interface Bystander {
  readonly player: HeadlessPlayer;
  /** Gaps since the last call of `watch`, ms, in order. */
  readonly gapsMs: readonly number[];
  /** Starts counting anew. */
  watch(): void;
  /** Waits for enough gaps, and expects them to be short, and the bystander to be connected and in the round. */
  expectUndisturbed(): Promise<void>;
  leave(): Promise<void>;
}

export async function joinBystander(url: string, name = "Bystander"): Promise<Bystander> {
  const player = await joinHeadless(url, name);
  const { connection } = player;
  let gapsMs: number[] = [];
  let lastMs = performance.now();
  connection.room.onStateChange(() => {
    const nowMs = performance.now();
    gapsMs.push(nowMs - lastMs);
    lastMs = nowMs;
  });
  return {
    player,
    get gapsMs() {
      return gapsMs;
    },
    watch() {
      gapsMs = [];
      lastMs = performance.now();
    },
    async expectUndisturbed() {
      await waitFor(() => gapsMs.length >= GAPS_MIN, { describe: `${GAPS_MIN} patches` });
      expect(quantile(gapsMs, 0.99), "99th percentile of patch gaps, ms").toBeLessThan(
        GAP_P99_MAX_MS,
      );
      expect(connection.state.phase).toBe("live");
    },
    leave: () => player.leave(),
  };
}

/** @param share 0..1; 0 of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
