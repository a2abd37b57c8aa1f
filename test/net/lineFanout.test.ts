// Bodies that come into sight, in the real arena with its walls: each viewer draws from what it alone was told. In:
// seeded brawls. Out: where it has everybody, beside where the server looks back to.
import { StateView } from "@colyseus/schema";
import { expect, test } from "vitest";
import { type DrawnPose, RemoteTimeline } from "../../client/net/remoteTimeline.ts";
import { Arena } from "../../server/match/Arena.ts";
import { SharedEncodeSerializer } from "../../server/net/serializer/SharedEncodeSerializer.ts";
import { type MomentSink, readMoments } from "../../shared/net/moments.ts";
import type { PlayerPose } from "../../shared/schema/PlayerPose.ts";
import { makeArenaMap } from "../../shared/sim/arenaMap.ts";
import { pushCommand } from "../../shared/sim/inbox.ts";
import type { TrackPose } from "../../shared/sim/poseTracks.ts";
import { unpackPoseAim, unpackPoseX, unpackPoseY } from "../../shared/sim/quantize.ts";
import { presentTick, rewindPose } from "../../shared/sim/rewind.ts";
import { nextBelow } from "../../shared/sim/rng.ts";
import { Button, type InputCmd } from "../../shared/sim/types.ts";
import { type Driver, makeDrivers } from "../helpers/simDrivers.ts";

const PEOPLE = 10;
const TICK_HZ = 30;
const TICK_MS = 1000 / TICK_HZ;
const TICKS = 1800;
const NOTHING = (): void => undefined;
const NO_MOMENTS: MomentSink = {
  shot: NOTHING,
  hit: NOTHING,
  rail: NOTHING,
  orb: NOTHING,
  burst: NOTHING,
  died: NOTHING,
  pickup: NOTHING,
};

/** Blocks of walls with streets between them. */
const BLOCKS = Array.from({ length: 18 }, (_, row) =>
  Array.from({ length: 24 }, (_, col) => {
    if (row % 6 < 3 && col % 6 < 3) return "#";
    return row % 6 === 4 && col % 6 === 4 ? "S" : ".";
  }).join(""),
);

/** Goes one way for a while, then another; now and then it dashes or stands. */
function roam({ rng, cmd }: Driver): InputCmd {
  if (nextBelow(rng, 20) === 0) {
    cmd.moveX = (nextBelow(rng, 3) - 1) * 127;
    cmd.moveY = (nextBelow(rng, 3) - 1) * 127;
  }
  cmd.aim = (cmd.aim + nextBelow(rng, 90)) & 4095;
  cmd.buttons = nextBelow(rng, 30) === 0 ? Button.Dash : 0;
  return cmd;
}

/** What one client knows: poses of its view as they change, and its moments. */
class Viewer {
  readonly view = new StateView();
  readonly timeline = new RemoteTimeline(PEOPLE, TICK_MS);
  private readonly held = new Map<number, string>();
  entries = 0;

  /** The tick's patch and moments arrive, at once. */
  receive(arena: Arena, own: number): void {
    const { tick } = arena.world;
    this.timeline.notePatch(tick, tick * TICK_MS);
    for (const [key, pose] of arena.mirror.state.poses) this.receivePose(Number(key), pose);
    readMoments(arena.momentsFor(own), NO_MOMENTS, {
      line: (slot, ...line) => {
        this.entries++;
        this.timeline.setLine(slot, ...line);
      },
    });
    this.timeline.advance(tick * TICK_MS);
  }

  private receivePose(slot: number, pose: PlayerPose): void {
    const { pose: packed, cell } = pose;
    const before = this.held.get(slot);
    if (!this.view.has(pose)) {
      if (before !== undefined) this.timeline.remove(slot);
      this.held.delete(slot);
      return;
    }
    this.held.set(slot, `${packed} ${cell}`);
    if (before === `${packed} ${cell}`) return;
    const [x, y] = [unpackPoseX(packed, cell), unpackPoseY(packed, cell)];
    this.timeline.push(slot, x, y, unpackPoseAim(packed));
  }
}

test("[NET-16] who comes into sight is drawn where the server looks back to, from its first tick on", () => {
  const arena = new Arena({
    maxPlayers: PEOPLE,
    minActors: 0,
    roundS: 3600,
    tickHz: TICK_HZ,
    seed: 3,
    map: makeArenaMap({ id: "blocks", name: "Blocks", rows: BLOCKS }),
  });
  // Views are of a state that somebody encodes.
  new SharedEncodeSerializer().reset(arena.mirror.state);
  const viewers = Array.from({ length: PEOPLE }, () => new Viewer());
  for (const [slot, { view }] of viewers.entries()) arena.addPerson(slot, `P${slot}`, view);
  const drivers = makeDrivers(PEOPLE, 3);
  const drawn: DrawnPose = { x: 0, y: 0, vx: 0, vy: 0, aim: 0 };
  const server: TrackPose = { x: 0, y: 0, perTickX: 0, perTickY: 0, aim: 0 };
  let compared = 0;
  for (let i = 0; i < TICKS; i++) {
    const tick = arena.world.tick + 1;
    for (const [slot, driver] of drivers.entries())
      pushCommand(arena.inbox, slot, roam(driver), tick);
    arena.step(PEOPLE);
    for (const [own, viewer] of viewers.entries()) viewer.receive(arena, own);
    arena.endTick();
    for (const { timeline } of viewers) {
      for (const rec of arena.world.players) {
        const ticksAgo = presentTick(arena.world) - timeline.viewTick;
        if (!timeline.sample(rec.slot, drawn)) continue;
        if (!rewindPose(arena.world, rec, ticksAgo, server)) continue;
        compared++;
        const off = Math.max(Math.abs(drawn.x - server.x), Math.abs(drawn.y - server.y));
        expect(off, `slot ${rec.slot} in tick ${arena.world.tick}`).toBeLessThan(0.01);
      }
    }
  }
  expect(compared).toBeGreaterThan(10_000);
  expect(Math.max(...viewers.map(({ entries }) => entries))).toBeGreaterThan(20);
});
