// More than any client sends, on the real server: a flooder is gone within a second, an honest burst passes, and
// whoever plays beside it does not notice.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TokenBucket } from "../../server/edge/tokenBucket.ts";
import { refusalCount } from "../../server/metrics/refusals.ts";
import { CloseReason } from "../../shared/net/closeCodes.ts";
import { type Bystander, joinBystander } from "../helpers/bystander.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { inputFrame, joinRaw } from "../helpers/rawPlayer.ts";
import { waitFor } from "../helpers/waitFor.ts";
import { FLOOD_NAMES, type FloodResult } from "./floodPeer.ts";

const GONE_WITHIN_MS = 1000;
/** What a client sends at once after its link stood still for 600 ms. */
const HONEST_BURST = 20;
const PATCHES_PER_S = 30;

let server: GameServer;
let bystander: Bystander;
beforeAll(async () => {
  server = await startGameServer();
  bystander = await joinBystander(server.url);
});
afterAll(async () => {
  await bystander.leave();
  await server.close();
});

describe("[EDGE-22] a flooder is gone within a second", () => {
  const results = new Map<string, FloodResult>();
  beforeAll(async () => {
    const peer = join(import.meta.dirname, "floodPeer.ts");
    bystander.watch();
    const { stdout } = await promisify(execFile)(process.execPath, [peer, server.url]);
    for (const line of stdout.trim().split("\n")) {
      const result = JSON.parse(line) as FloodResult;
      results.set(result.what, result);
    }
  });

  test.each(FLOOD_NAMES)("%s", (what) => {
    const result = results.get(what);
    expect(result, "how the flood ended").toBeDefined();
    expect(result?.lifeMs, `ms that the flooder lived: ${JSON.stringify(result)}`).toBeLessThan(
      GONE_WITHIN_MS,
    );
    // A socket that is cut while it floods may not have read why.
    expect([CloseReason.Error, CloseReason.Abnormal, CloseReason.Unauthorized]).toContain(
      result?.code,
    );
  });

  test("they are counted", () => {
    // Pings and fragments may be too many for the WebSocket itself, which then cuts the connection first.
    expect(refusalCount("flood")).toBeGreaterThanOrEqual(FLOOD_NAMES.length - 2);
  });

  test("whoever plays beside all this does not notice", async () => {
    await bystander.expectUndisturbed();
  });
});

describe("[EDGE-22] an honest client is no flooder", () => {
  test("a burst after a stall passes, second after second", async () => {
    const player = await joinRaw(server.url);
    for (let second = 0; second < 2; second++) {
      for (let i = 0; i < HONEST_BURST; i++) player.sendFrame(inputFrame(127, i));
      const seen = player.opcodes.length;
      await waitFor(() => player.opcodes.length >= seen + PATCHES_PER_S, { describe: "patches" });
    }
    expect(player.ended).toBeNull();
    player.leave();
  });

  test("the bucket is full at first and refills at its rate", () => {
    const bucket = new TokenBucket(10, 5, 0);
    const taken = (nowMs: number) => {
      let count = 0;
      while (bucket.take(1, nowMs)) count++;
      return count;
    };
    expect(taken(0)).toBe(10);
    expect(taken(1000)).toBe(5);
    expect(taken(1100)).toBe(0);
    expect(taken(1200)).toBe(1);
    expect(taken(100_000)).toBe(10);
    expect(bucket.take(11, 1e9)).toBe(false);
    expect(bucket.take(10, 1e9)).toBe(true);
  });
});
