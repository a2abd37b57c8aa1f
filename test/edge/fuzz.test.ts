// Frames that nobody would send, thousands of them, at a server in a process of its own. A failure names its seed
// and the frames; FUZZ_SEED repeats it, `npm run fuzz` goes on for longer.
import { expect, test } from "vitest";
import { fuzz } from "./fuzz/fuzz.ts";

const FRAMES = 20_000;
const TIMEOUT_MS = 90_000;

test(
  `[EDGE-27] ${FRAMES} frames, as recorded, mutated and of chance, kill and freeze nothing`,
  async () => {
    const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));
    console.info(`fuzz seed ${seed}`);
    const report = await fuzz({ frames: FRAMES, seed });
    console.info(JSON.stringify(report));
    expect(report.frames).toBe(FRAMES);
    // Both kinds were among them: what is refused, and what a game is played with.
    expect(report.ends["4002 frame"]).toBeGreaterThan(100);
    expect(report.ends["4002 input"]).toBeGreaterThan(100);
    expect(report.connections).toBeLessThan(FRAMES / 3);
  },
  TIMEOUT_MS,
);
