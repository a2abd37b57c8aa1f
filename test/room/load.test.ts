// The load test itself: what it finds, what it refuses, what it tells. Few bots against real servers.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { matchMaker } from "@colyseus/core";
import { afterEach, describe, expect, test } from "vitest";
import { CloseReason } from "../../shared/net/closeCodes.ts";
import { measureCapacity } from "../bench/capacityRun.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import type { LoadReport, LoadSample } from "../load/loadReport.ts";
import { type LoadOptions, parseOptions } from "../load/options.ts";
import { makeLoadPage } from "../load/report/loadPage.ts";
import { runLoadTest } from "../load/run.ts";

const ENTRY = join(import.meta.dirname, "../load/loadtest.ts");
const ROOM_STATE_PATCH = 15;
const FOREIGN = "https://play.example.org";

let server: GameServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

function optionsFor(args: readonly string[]): LoadOptions {
  const options = parseOptions(args);
  if (options === null) throw new Error("only the usage was asked for");
  return options;
}

/** Bots against a server in this process. */
async function load(
  settings: Record<string, string>,
  args: readonly string[],
  onSample: (sample: LoadSample, game: GameServer) => void = () => undefined,
): Promise<LoadReport> {
  const game = await startGameServer({ ADMIN_PORT: "0", ARENA_MIN_ACTORS: "0", ...settings });
  server = game;
  const address = ["--url", game.url, "--metrics", `${game.adminUrl}/metrics`];
  const options = optionsFor([...address, "--ramp", "0.5", ...args]);
  return runLoadTest(options, (sample) => onSample(sample, game), new AbortController().signal);
}

describe("[LOAD-1] a load test", () => {
  test("comes, goes, plays, decodes, and tells what it cost", async () => {
    const args = ["--bots", "6", "--sdk", "2", "--duration", "4", "--churn", "0.4"];
    const report = await load({}, [...args, "--rtt", "40", "--jitter", "10"]);
    const { summary, samples } = report;
    expect(report.failures).toEqual([]);
    expect(Object.keys(summary.drops)).toEqual([]);
    // Six came in and went in the end; churn is more of both.
    expect(summary.leaves).toBeGreaterThan(6);
    expect(summary.joins).toBe(summary.leaves);
    expect(Math.max(...samples.map(({ sdkInside }) => sdkInside))).toBe(2);
    expect(summary.patches).toBeGreaterThan(100);
    expect(summary.bytesInPerClientS).toBeGreaterThan(100);
    // The link alone is 40 ms.
    expect(summary.pingP50).toBeGreaterThan(25);
    expect(summary.inputP50).toBeGreaterThan(summary.pingP50);
    expect(summary.sdkMin).toBeGreaterThan(0);
    expect(report.server?.ticks).toBeGreaterThan(30);
    expect(report.server?.tickP99Ms).toBeGreaterThanOrEqual(report.server?.tickP50Ms ?? Infinity);
    expect(report.server?.residentMb).toBeGreaterThan(10);
    const page = makeLoadPage(report);
    expect(page.match(/<svg/g)?.length).toBeGreaterThan(10);
    expect(page).not.toMatch(/NaN|undefined|https?:\/\/(?!127)/);
  });

  test("finds a connection that the server ended", async () => {
    let isCut = false;
    const report = await load(
      {},
      ["--bots", "4", "--sdk", "2", "--duration", "2", "--churn", "0", "--rtt", "0"],
      ({ inside }, game) => {
        if (isCut || inside < 4) return;
        isCut = true;
        void matchMaker
          .query({ name: "arena" })
          .then(([room]) => game.closeClients(room?.roomId ?? "", CloseReason.Kicked));
      },
    );
    expect(report.failures).toEqual([expect.stringMatching(/^4 unexplained drops: 4101 kicked/)]);
  });

  test("finds patches that no client can decode", async () => {
    let isBroken = false;
    const report = await load(
      {},
      ["--bots", "2", "--sdk", "1", "--duration", "2", "--churn", "0", "--rtt", "0"],
      ({ inside }) => {
        if (isBroken || inside < 2) return;
        isBroken = true;
        void matchMaker.query({ name: "arena" }).then(([room]) => {
          const { clients } = matchMaker.getLocalRoomById(room?.roomId ?? "");
          // A patch about an entity that nobody was told of.
          for (const client of clients) client.raw(Buffer.of(ROOM_STATE_PATCH, 255, 99, 128, 1));
        });
      },
    );
    expect(report.failures.join("\n")).toMatch(/decode errors?: .*refId/);
  });

  test("finds joins that were refused, with the server's reason", async () => {
    const settings = { ARENA_MAX_ROOMS: "1", ARENA_MAX_PLAYERS: "2" };
    const args = ["--bots", "4", "--sdk", "2", "--duration", "2", "--rtt", "0", "--churn", "0"];
    const report = await load(settings, args);
    expect(report.failures.join("\n")).toMatch(/failed joins?: .*full/i);
    expect(Math.max(...report.samples.map(({ inside }) => inside))).toBe(2);
  });
});

test("[LOAD-2] npm run loadtest starts a server of its own, with one arena for all, and writes its report", () => {
  const folder = mkdtempSync(join(tmpdir(), "fraywire-load-"));
  const args = ["--bots", "26", "--sdk", "1", "--duration", "2", "--ramp", "1", "--churn", "0"];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [ENTRY, ...args, "--out", folder],
    { encoding: "utf8" },
  );
  expect(stderr).toBe("");
  expect(status, stdout).toBe(0);
  const report = JSON.parse(
    readFileSync(join(folder, "loadtest-report.json"), "utf8"),
  ) as LoadReport;
  // More than the map that the game begins on has room for.
  expect(Math.max(...report.samples.map(({ inside }) => inside))).toBe(26);
  expect(report.server?.ticks).toBeLessThan(100);
  expect(readFileSync(join(folder, "loadtest-report.html"), "utf8")).toContain("Load test");
  rmSync(folder, { recursive: true });
}, 40_000);

describe("[LOAD-3] another machine", () => {
  test("is refused with the reason, unless it is said to be one's own", () => {
    expect(() => optionsFor(["--url", FOREIGN])).toThrow(/not this machine.*--i-own-this-server/);
    expect(() => optionsFor(["--url", "http://127.0.0.1.example.org"])).toThrow(/not this machine/);
    expect(() => optionsFor(["--url", "http://10.0.0.5:2567"])).toThrow(/not this machine/);
    expect(optionsFor(["--url", FOREIGN, "--i-own-this-server"]).url).toBe(FOREIGN);
    for (const here of ["http://127.0.0.1:2567", "http://localhost:2567", "http://[::1]:2567"])
      expect(optionsFor(["--url", here]).url).toBe(here);
  });

  test("is refused by the command before anything is sent, with exit code 2", () => {
    const { status, stderr } = spawnSync(process.execPath, [ENTRY, "--url", FOREIGN], {
      encoding: "utf8",
    });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^--url https:\/\/play\.example\.org is not this machine/);
  });
});

test.each([
  [["--bots", "many"], "--bots many: must be a number"],
  [["--bots", "2.5"], "--bots 2.5: must be a whole number"],
  [["--sdk", "300"], "--sdk 300: must be a number from 0 to 200"],
  [["--bots", "300"], "one arena holds 254"],
  [["--room", "duel"], "--room duel: must be arena or lab"],
  [["--url", "localhost:2567"], "must be http://HOST:PORT"],
  [["--speed", "9"], "Unknown option '--speed'"],
])("[LOAD-4] %j is refused with one line that names it", (args, line) => {
  expect(() => parseOptions(args)).toThrow(line);
});

test("[LOAD-6] the capacity benchmark measures the game and a bare server that sends as much", async () => {
  const task = { clients: 8, seconds: 2, settleS: 1, profile: null };
  const none = { patchBytes: 0, othersPerPatch: 0, otherBytes: 0 };
  const game = await measureCapacity({ ...task, contestant: "shared", traffic: none });
  expect(game.ticks).toBeGreaterThan(30);
  expect(game.traffic.patchBytes).toBeGreaterThan(20);
  for (const part of [game.simulationMs, game.interestMs, game.mirrorMs, game.patchMs])
    expect(part).toBeGreaterThan(0);
  const { traffic } = game;
  const raw = await measureCapacity({ ...task, contestant: "raw", traffic });
  expect(raw.traffic.patchBytes).toBe(Math.round(traffic.patchBytes));
  expect(raw.traffic.othersPerPatch).toBeCloseTo(traffic.othersPerPatch, 0);
}, 60_000);
