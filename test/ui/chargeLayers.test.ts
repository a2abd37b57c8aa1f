// What is drawn of Rail, Orb and the server's ghosts: the pieces of art a frame stamps, and where.
import { describe, expect, it } from "vitest";
import type { ActorView, OrbView } from "../../client/game/WorldView.ts";
import type { Atlas } from "../../client/view/Atlas.ts";
import { GhostLayer } from "../../client/view/GhostLayer.ts";
import type { Layers } from "../../client/view/layers.ts";
import { OrbLayer } from "../../client/view/OrbLayer.ts";
import { RailLayer } from "../../client/view/RailLayer.ts";
import { LINE_PIECE_U } from "../../client/view/stampLine.ts";
import { makeArenaMap } from "../../shared/sim/arenaMap.ts";
import { BODY_RADIUS_U } from "../../shared/sim/constants.ts";
import { RAIL } from "../../shared/sim/weaponDefs.ts";

interface Stamp {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly scaleX: number;
  readonly alpha: number;
}

/** An atlas whose frames are their names, and layers that note what they are given. */
function makeStage() {
  const stamps: Stamp[] = [];
  const layer = {
    draw(name: string, x: number, y: number, _turn = 0, scaleX = 1, _scaleY = scaleX, alpha = 1) {
      stamps.push({ name, x, y, scaleX, alpha });
    },
  };
  const atlas = { frame: (name: string) => name } as unknown as Atlas;
  const layers = { trails: layer, bodies: layer, sparks: layer } as unknown as Layers;
  const named = (name: string): Stamp[] => stamps.filter((stamp) => stamp.name === name);
  return { atlas, layers, layer: layer as unknown as Layers["ground"], stamps, named };
}

/** 20 x 3 tiles of floor with glass and a wall in the middle row. */
const map = makeArenaMap({
  id: "range",
  name: "Range",
  rows: ["....................", "......o....#........", "...................."],
});

function actor(changes: Partial<ActorView>): ActorView {
  return {
    slot: 0,
    present: true,
    isSelf: false,
    isBot: false,
    hasCrown: false,
    name: "",
    alive: true,
    x: 120,
    y: 120,
    vx: 0,
    vy: 0,
    aimRad: 0,
    hp: 100,
    shield: 0,
    isProtected: false,
    isDashing: false,
    windUp: 0.5,
    hasSurge: false,
    isEmoting: false,
    opacity: 1,
    ...changes,
  };
}

function orb(changes: Partial<OrbView>): OrbView {
  return {
    active: true,
    own: true,
    owner: 0,
    x: 500,
    y: 500,
    angleRad: 0,
    armed: true,
    lifeLeft: 0.8,
    trail: new Float32Array(24).fill(490),
    trailCount: 12,
    bounceX: Number.NaN,
    bounceY: Number.NaN,
    ...changes,
  };
}

describe("the aim line of a Rail", () => {
  const endOf = ({ x, scaleX }: Stamp): number => x + (scaleX * LINE_PIECE_U) / 2;

  it("goes as far as the Rail: from the rim, 560 u", () => {
    const stage = makeStage();
    new RailLayer(stage.atlas, stage.layers).draw([actor({ y: 40 })], map);
    expect(endOf(stage.named("aimEnemy")[0] as Stamp)).toBeCloseTo(
      120 + BODY_RADIUS_U + RAIL.rangeU,
    );
  });

  it("passes glass and ends at a wall", () => {
    const stage = makeStage();
    new RailLayer(stage.atlas, stage.layers).draw([actor({ x: 440 })], map);
    expect(endOf(stage.named("aimEnemy")[0] as Stamp)).toBeCloseTo(880);
  });

  it("grows stronger, in the colour of whose it is; nothing without a wind-up or a body", () => {
    const stage = makeStage();
    const rails = new RailLayer(stage.atlas, stage.layers);
    rails.draw([actor({ windUp: 0.05, isSelf: true }), actor({ windUp: 1, isSelf: true })], map);
    const [early, late] = stage.named("aimOwn") as [Stamp, Stamp];
    expect(early.alpha).toBeGreaterThan(0.5);
    expect(late.alpha).toBeGreaterThan(early.alpha);
    const before = stage.stamps.length;
    rails.draw([actor({ windUp: 0 }), actor({ alive: false }), actor({ present: false })], map);
    expect(stage.stamps.length).toBe(before);
  });
});

describe("an Orb", () => {
  const draw = (changes: Partial<OrbView>, isReduced = false) => {
    const stage = makeStage();
    new OrbLayer(stage.atlas, stage.layers, { isReduced }).draw([orb(changes)]);
    return stage;
  };

  it("draws twelve dots behind it, or as many as it has flown", () => {
    expect(draw({}).named("wakeOwn")).toHaveLength(12);
    expect(draw({ trailCount: 3 }).named("wakeOwn")).toHaveLength(3);
  });

  it("is dim until it meets bodies", () => {
    const [armed] = draw({ own: false }).named("orbEnemy") as [Stamp];
    const [unarmed] = draw({ own: false, armed: false }).named("orbEnemy") as [Stamp];
    expect(unarmed.alpha).toBeLessThan(armed.alpha);
  });

  it("shows its way to the first bounce, when it is the own one and has one", () => {
    const stage = draw({ bounceX: 700, bounceY: 500 });
    expect(stage.named("haloOwn")).toEqual([expect.objectContaining({ x: 700, y: 500 })]);
    const dots = stage.named("dotOwn");
    expect(dots.length).toBeGreaterThan(8);
    for (const { x } of dots) expect(x).toBeLessThanOrEqual(700);
    expect(draw({}).named("dotOwn")).toEqual([]);
    expect(draw({ own: false, bounceX: 700, bounceY: 500 }).named("haloOwn")).toEqual([]);
  });

  it("keeps its size with reduced motion, and pulses without", () => {
    const sizes = (isReduced: boolean): Set<number> =>
      new Set(
        [0.9, 0.7, 0.45, 0.2].map((lifeLeft) => {
          return (draw({ lifeLeft }, isReduced).named("orbOwn")[0] as Stamp).scaleX;
        }),
      );
    expect(sizes(true)).toEqual(new Set([1]));
    expect(sizes(false).size).toBe(4);
  });

  it("is not drawn once it is gone", () => {
    expect(draw({ active: false }).stamps).toEqual([]);
  });
});

describe("a ghost", () => {
  const draw = (x: number) => {
    const stage = makeStage();
    new GhostLayer(stage.atlas, stage.layer).draw([{ slot: 0, x, y: 120 }], [actor({})]);
    return stage;
  };

  it("is tied to its body from 4 u on", () => {
    expect(draw(123).named("ghost")).toHaveLength(1);
    expect(draw(123).named("ghostLine")).toEqual([]);
    const [tie] = draw(150).named("ghostLine") as [Stamp];
    expect(tie.x).toBeCloseTo(135);
    expect(tie.scaleX * LINE_PIECE_U).toBeCloseTo(30);
  });
});
