// Shots that meet a body in their shooter's picture and do not count: DODGED and BLOCKED, each forced.
// In: commands that look back. Out: denials, hits and scores.
import { describe, expect, test } from "vitest";
import { COVER_GRACE_STEPS, SCORE_DODGE } from "../../shared/sim/constants.ts";
import { REWIND_PER_TICK } from "../../shared/sim/rewind.ts";
import { isBodyVisible } from "../../shared/sim/sight.ts";
import { Button, Verdict } from "../../shared/sim/types.ts";
import { aimOf } from "../../shared/sim/vec2.ts";
import { DASH, Move, PULSE } from "../../shared/sim/weaponDefs.ts";
import { spreadOf } from "../../shared/sim/weapons.ts";
import {
  eventsOf,
  floorMap,
  type Match,
  makeDuel,
  mapOf,
  placeAt,
  runTick,
  runTicks,
} from "../helpers/simWorld.ts";

const MAP = floorMap(30, 30);
const dashSouth = { moveY: 127, buttons: Button.Dash };

/** Slot 0 fires a Rail toward (x, y), with a picture `ticksAgo` old; the others do as told. */
function railAt(match: Match, x: number, y: number, ticksAgo: number, cmds: object[] = []): void {
  const rec = match.world.players[0]!;
  rec.state.railFireStep = rec.ownStep;
  const aim = aimOf(x - rec.poseX, y - rec.poseY);
  runTick(match, [{ aim }, ...cmds], ticksAgo * REWIND_PER_TICK);
}

/** The same with a Pulse, its spread taken back. */
function pulseAt(match: Match, x: number, y: number, ticksAgo: number): void {
  const rec = match.world.players[0]!;
  rec.state.pulseReadyStep = 0;
  const aim = aimOf(x - rec.poseX, y - rec.poseY) - spreadOf(0, rec.ownStep & 0xffff);
  runTick(match, [{ aim: aim & 4095, buttons: Button.Fire }], ticksAgo * REWIND_PER_TICK);
}

/** Whether the last shots hit, were DODGED or BLOCKED, in order. */
function verdictsOf(match: Match): string[] {
  const words = { [Verdict.Hit]: "hit", [Verdict.Dodged]: "dodged", [Verdict.Blocked]: "blocked" };
  return match.events.flatMap((event) => {
    if (event.type === "hit" && event.attacker === 0) return ["hit"];
    return event.type === "denied" && event.attacker === 0 ? [words[event.verdict]] : [];
  });
}

describe("[LAG-5] dash wins", () => {
  test("over a Rail whose shooter saw the body before its dash: DODGED, 10 points once a dash", () => {
    const match = makeDuel({ map: MAP }, [600, 600], [900, 600]);
    runTicks(match, 20);
    runTicks(match, 3, [undefined, dashSouth]);
    railAt(match, 900, 600, 6);
    expect(eventsOf(match, "denied")).toMatchObject([
      { attacker: 0, victim: 1, move: Move.Rail, verdict: Verdict.Dodged },
    ]);
    expect(eventsOf(match, "denied")[0]!.shotId).toBe(eventsOf(match, "railFired")[0]!.shotId);
    expect(match.world.players[1]).toMatchObject({ score: SCORE_DODGE, hp: 100 });
    railAt(match, 900, 600, 7);
    expect(verdictsOf(match)).toEqual(["dodged", "dodged"]);
    expect(match.world.players[1]!.score).toBe(SCORE_DODGE);
  });

  test("the next dash is paid again", () => {
    const match = makeDuel({ map: MAP }, [600, 600], [900, 600]);
    const { state } = match.world.players[1]!;
    runTicks(match, 20);
    runTicks(match, 3, [undefined, dashSouth]);
    railAt(match, 900, 600, 6);
    runTicks(match, 30);
    state.dashReadyStep = 0;
    const { x, y } = { ...state };
    runTicks(match, 3, [undefined, dashSouth]);
    railAt(match, x, y, 6);
    expect(verdictsOf(match)).toEqual(["dodged", "dodged"]);
    expect(match.world.players[1]!.score).toBe(2 * SCORE_DODGE);
  });

  test("not over a picture that shows it: of those in the dash, by the step it began", () => {
    for (const [ticksAgo, verdict] of [
      [3, "hit"],
      [4, "hit"],
      [4.75, "hit"],
      [5, "dodged"],
      [5.5, "dodged"],
    ] as const) {
      const match = makeDuel({ map: MAP }, [600, 600], [900, 600]);
      runTicks(match, 20);
      runTicks(match, 4, [undefined, dashSouth]);
      // The tick of the ray is the dash's fifth: 5 - ticksAgo steps of it are in the picture.
      const seenY = 600 + Math.max(0, 5 - ticksAgo) * DASH.speedUPerStep;
      railAt(match, 900, seenY, ticksAgo);
      expect(verdictsOf(match), `${ticksAgo}`).toEqual([verdict]);
    }
  });

  test("not over a shot that looks at the present", () => {
    const match = makeDuel({ map: MAP }, [600, 600], [900, 600]);
    runTicks(match, 5, [undefined, dashSouth]);
    railAt(match, 900, 720, 0);
    expect(verdictsOf(match)).toEqual(["hit"]);
  });

  test("over a Pulse too, which ends there", () => {
    const match = makeDuel({ map: MAP }, [600, 600], [700, 600]);
    runTicks(match, 20);
    runTicks(match, 2, [undefined, dashSouth]);
    pulseAt(match, 700, 600, 12);
    runTicks(match, 8);
    expect(verdictsOf(match)).toEqual(["dodged"]);
    expect(eventsOf(match, "denied")[0]).toMatchObject({ victim: 1, move: Move.Pulse });
    expect(match.world.pulses.count).toBe(0);
    expect(match.world.players[1]!.score).toBe(SCORE_DODGE);
  });

  test("[LAG-3] a Pulse at the muzzle meets even who was seen at the start of the longest dash", () => {
    // 15 steps over a Gap: 300 u of way in the 250 ms that a Pulse looks back.
    const rows = ["S..", "...", "~~~", "~~~", "~~~", "...", "..."];
    const match = makeDuel({ map: mapOf(...rows) }, [100, 90], [100, 130]);
    runTicks(match, 20);
    runTicks(match, 14, [undefined, dashSouth]);
    pulseAt(match, 100, 130, (PULSE.rewindMaxMs * 60) / 1000);
    expect(match.world.players[1]!.poseY).toBeCloseTo(430, 0);
    expect(verdictsOf(match)).toEqual(["hit"]);
  });
});

describe("[LAG-6] cover grace", () => {
  const COVER = mapOf("S.......", "....##..", "........", "........", "........");
  const SHOOTER = [320, 360] as const;

  /** A runner goes behind the wall and `outOfSightTicks` after it was seen last the shooter fires at it. */
  function shootBehindCover(tickHz: number, outOfSightTicks: number, aimsOff = 0): Match {
    const match = makeDuel({ map: COVER, tickHz }, [...SHOOTER], [120, 40]);
    const runner = match.world.players[1]!;
    const shooter = match.world.players[0]!;
    const seen: [number, number][] = [];
    const isSeen = () =>
      isBodyVisible(COVER, shooter.poseX, shooter.poseY, runner.poseX, runner.poseY, 0);
    do {
      runTick(match, [undefined, { moveX: 127 }]);
      seen.push([runner.poseX, runner.poseY]);
    } while (isSeen());
    // Out of sight for one tick now; the ray's own tick is one more.
    for (let i = 2; i < outOfSightTicks; i++) runTick(match, [undefined, { moveX: 127 }]);
    // Well before it disappeared: the ray is free to there.
    const back = Math.round((6 * tickHz) / 60);
    const [x, y] = seen[seen.length - 1 - back]!;
    match.events.length = 0;
    railAt(match, x + aimsOff, y, outOfSightTicks - 1 + back, [{ moveX: 127 }]);
    return match;
  }

  test.each([
    [60, 6, "hit"],
    [60, COVER_GRACE_STEPS, "hit"],
    [60, COVER_GRACE_STEPS + 1, "blocked"],
    [60, 12, "blocked"],
    [30, 3, "hit"],
    [30, 6, "blocked"],
  ] as const)("at %i Hz: behind a wall for %i ticks is %s", (tickHz, ticks, verdict) => {
    const match = shootBehindCover(tickHz, ticks);
    expect(verdictsOf(match)).toEqual([verdict]);
    expect(match.world.players[1]!.hp).toBe(verdict === "hit" ? 55 : 100);
  });

  test("is told of nobody who was not in the picture's line", () => {
    expect(verdictsOf(shootBehindCover(60, 12, -60))).toEqual([]);
  });

  test("Glass is no cover from a Rail", () => {
    const glass = mapOf("S.......", "....oo..", "........", "........", "........");
    const match = makeDuel({ map: glass }, [...SHOOTER], [380, 40]);
    runTicks(match, 30);
    railAt(match, 380, 40, 15);
    expect(verdictsOf(match)).toEqual(["hit"]);
  });

  test("is the victim's alone: a shooter who steps back while its Pulse flies still hits who stands in the open", () => {
    const match = makeDuel({ map: COVER }, [160, 40], [560, 40]);
    runTicks(match, 20);
    pulseAt(match, 560, 40, 15);
    const { poseX, poseY } = placeAt(match.world, 0, 300, 120);
    expect(isBodyVisible(COVER, poseX, poseY, 560, 40, 0)).toBe(false);
    runTicks(match, PULSE.lifeSteps);
    expect(verdictsOf(match)).toEqual(["hit"]);
  });

  test("nothing is paid for it", () => {
    expect(shootBehindCover(60, 12).world.players[1]!.score).toBe(0);
  });
});

describe("[LAG-4] the present", () => {
  test("is where dashes strike, whatever their sender saw", () => {
    const match = makeDuel({ map: MAP }, [600, 600], [1500, 600]);
    runTicks(match, 20);
    placeAt(match.world, 1, 700, 600);
    const rewind = 12 * REWIND_PER_TICK;
    runTicks(match, 10, [{ moveX: 127, buttons: Button.Dash }], rewind);
    expect(verdictsOf(match)).toEqual(["hit"]);
  });

  test("is where Orbs burst: not on who has just left, and on who has just come", () => {
    for (const [beforeX, nowX, hits] of [
      [700, 1500, 0],
      [1500, 700, 1],
    ] as const) {
      const match = makeDuel({ map: MAP }, [600, 600], [beforeX, 600]);
      const rewind = 12 * REWIND_PER_TICK;
      runTick(match, [{ buttons: Button.Orb }], rewind);
      runTicks(match, 5, [], rewind);
      placeAt(match.world, 1, nowX, 600);
      runTicks(match, 12, [], rewind);
      expect(eventsOf(match, "hit").filter(({ victim }) => victim === 1).length).toBe(hits);
    }
  });
});
