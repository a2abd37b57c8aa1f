// The small fight behind the landing page: a picture of the game, not the game. In: seconds passed
// and a random source. Out: bodies, shots and sparks in scene units (1600 x 960, the arena's 80 u
// tiles).
import { isClear, isWallAt, isWallNear, openPlace } from "./attractGround.ts";

const SPEED = 210;
const SHOT_SPEED = 900;
const SHOT_LIFE_S = 0.6;
const FIRE_RANGE = 500;
const BODY_RADIUS = 20;

export interface SceneBody {
  look: "self" | "enemy" | "bot";
  x: number;
  y: number;
  vx: number;
  vy: number;
  aimRad: number;
  goalX: number;
  goalY: number;
  hp: number;
  kills: number;
  /** Countdowns, s. */
  fireInS: number;
  burst: number;
  dashS: number;
  dashInS: number;
  deadS: number;
}

export interface SceneShot {
  owner: SceneBody;
  x: number;
  y: number;
  angleRad: number;
  ageS: number;
}

/** A spark, a fragment or a ring; `size` 0 marks a ring. */
export interface ScenePuff {
  x: number;
  y: number;
  vx: number;
  vy: number;
  ageS: number;
  lifeS: number;
  size: number;
  isOwn: boolean;
}

export interface Scene {
  readonly bodies: SceneBody[];
  shots: SceneShot[];
  puffs: ScenePuff[];
  readonly random: () => number;
}

/** A scene with seven bodies on open ground. */
export function makeScene(random: () => number): Scene {
  const scene: Scene = { bodies: [], shots: [], puffs: [], random };
  const looks = ["self", "enemy", "enemy", "bot", "enemy", "bot", "enemy"] as const;
  for (const look of looks) {
    const body: SceneBody = {
      look,
      x: 0,
      y: 0,
      vx: 0,
      vy: 0,
      aimRad: 0,
      goalX: 0,
      goalY: 0,
      hp: 100,
      kills: 0,
      fireInS: 1 + random(),
      burst: 0,
      dashS: 0,
      dashInS: 2 + random() * 3,
      deadS: 0,
    };
    respawn(scene, body);
    scene.bodies.push(body);
    // Somebody wears the crown from the first picture on.
    if (scene.bodies.length === 2) body.kills = 1;
  }
  return scene;
}

/** Advances everything by `dtS`, at most 0.05 s. */
export function stepScene(scene: Scene, dtS: number): void {
  for (const body of scene.bodies) stepBody(scene, body, dtS);
  scene.shots = scene.shots.filter((shot) => stepShot(scene, shot, dtS));
  scene.puffs = scene.puffs.filter((puff) => stepPuff(puff, dtS));
}

function stepBody(scene: Scene, body: SceneBody, dtS: number): void {
  if (body.deadS > 0) {
    body.deadS -= dtS;
    if (body.deadS <= 0) respawn(scene, body);
    return;
  }
  const dx = body.goalX - body.x;
  const dy = body.goalY - body.y;
  const distance = Math.hypot(dx, dy);
  if (distance < 30) chooseGoal(scene, body);
  const isDashing = body.dashS > 0;
  const speed = isDashing ? SPEED * 4.5 : SPEED;
  const blend = isDashing ? 1 : Math.min(1, dtS * 9);
  body.vx += ((dx / (distance + 1)) * speed - body.vx) * blend;
  body.vy += ((dy / (distance + 1)) * speed - body.vy) * blend;
  keepApart(scene, body, dtS);
  moveUnlessWall(scene, body, dtS);
  body.dashS -= dtS;
  body.dashInS -= dtS;
  if (body.dashInS <= 0 && distance > 220) {
    body.dashS = 0.16;
    body.dashInS = 2.5 + scene.random() * 4;
  }
  aimAndFire(scene, body, dtS);
}

function moveUnlessWall(scene: Scene, body: SceneBody, dtS: number): void {
  const x = body.x + body.vx * dtS;
  const y = body.y + body.vy * dtS;
  if (isWallNear(x, y, BODY_RADIUS)) {
    chooseGoal(scene, body);
    return;
  }
  body.x = x;
  body.y = y;
}

/** Steers away from near bodies: on top of each other they would read as one. */
function keepApart(scene: Scene, body: SceneBody, dtS: number): void {
  for (const other of scene.bodies) {
    const dx = body.x - other.x;
    const dy = body.y - other.y;
    const distance = Math.hypot(dx, dy);
    if (other === body || other.deadS > 0 || distance > 150 || distance < 1) continue;
    const push = ((150 - distance) / distance) * 22 * dtS;
    body.vx += dx * push;
    body.vy += dy * push;
  }
}

function aimAndFire(scene: Scene, body: SceneBody, dtS: number): void {
  const target = nearestSeen(scene, body);
  const wanted =
    target === null
      ? Math.atan2(body.vy, body.vx)
      : Math.atan2(target.y + target.vy * 0.2 - body.y, target.x + target.vx * 0.2 - body.x);
  const turn = Math.atan2(Math.sin(wanted - body.aimRad), Math.cos(wanted - body.aimRad));
  body.aimRad += turn * Math.min(1, dtS * 10);
  body.fireInS -= dtS;
  if (target === null || body.fireInS > 0 || Math.abs(turn) > 0.25) return;
  body.burst = body.burst > 0 ? body.burst - 1 : 4;
  body.fireInS = body.burst > 0 ? 0.13 : 0.5 + scene.random() * 0.7;
  const angleRad = body.aimRad + (scene.random() - 0.5) * 0.12;
  const muzzle = BODY_RADIUS + 8;
  scene.shots.push({
    owner: body,
    x: body.x + Math.cos(angleRad) * muzzle,
    y: body.y + Math.sin(angleRad) * muzzle,
    angleRad,
    ageS: 0,
  });
}

function stepShot(scene: Scene, shot: SceneShot, dtS: number): boolean {
  shot.ageS += dtS;
  shot.x += Math.cos(shot.angleRad) * SHOT_SPEED * dtS;
  shot.y += Math.sin(shot.angleRad) * SHOT_SPEED * dtS;
  const isOwn = shot.owner.look === "self";
  if (isWallAt(shot.x, shot.y)) {
    burst(scene, shot.x, shot.y, 5, 170, isOwn);
    return false;
  }
  for (const body of scene.bodies) {
    if (body === shot.owner || body.deadS > 0 || body.dashS > 0) continue;
    if (Math.hypot(body.x - shot.x, body.y - shot.y) > BODY_RADIUS + 6) continue;
    burst(scene, shot.x, shot.y, 6, 200, isOwn);
    body.hp -= 9;
    if (body.hp <= 0) die(scene, body, shot.owner);
    return false;
  }
  return shot.ageS < SHOT_LIFE_S;
}

function die(scene: Scene, body: SceneBody, killer: SceneBody): void {
  killer.kills++;
  killer.hp = Math.min(100, killer.hp + 25);
  body.deadS = 1.6;
  const isOwn = body.look === "self";
  burst(scene, body.x, body.y, 18, 330, isOwn);
  scene.puffs.push({ x: body.x, y: body.y, vx: 0, vy: 0, ageS: 0, lifeS: 0.5, size: 0, isOwn });
}

function burst(scene: Scene, x: number, y: number, n: number, speed: number, isOwn: boolean): void {
  for (let i = 0; i < n; i++) {
    const angle = scene.random() * Math.PI * 2;
    const v = speed * (0.25 + scene.random() * 0.75);
    const lifeS = 0.2 + scene.random() * 0.35;
    const size = 1.2 + scene.random() * 1.8;
    scene.puffs.push({
      x,
      y,
      vx: Math.cos(angle) * v,
      vy: Math.sin(angle) * v,
      ageS: 0,
      lifeS,
      size,
      isOwn,
    });
  }
}

function stepPuff(puff: ScenePuff, dtS: number): boolean {
  puff.ageS += dtS;
  const drag = Math.max(0, 1 - dtS * 3.5);
  puff.vx *= drag;
  puff.vy *= drag;
  puff.x += puff.vx * dtS;
  puff.y += puff.vy * dtS;
  return puff.ageS < puff.lifeS;
}

function respawn(scene: Scene, body: SceneBody): void {
  const place = openPlace(scene.random);
  body.x = place.x;
  body.y = place.y;
  body.vx = 0;
  body.vy = 0;
  body.hp = 100;
  body.deadS = 0;
  chooseGoal(scene, body);
}

/**
 * The farthest of some open places that can be reached in a straight line; where it stands if there
 * is none.
 */
function chooseGoal(scene: Scene, body: SceneBody): void {
  body.goalX = body.x;
  body.goalY = body.y;
  let best = 0;
  for (let i = 0; i < 8; i++) {
    const place = openPlace(scene.random);
    const distance = Math.hypot(place.x - body.x, place.y - body.y);
    if (distance < best || distance > 620 || !isClear(body, place, BODY_RADIUS + 8)) continue;
    best = distance;
    body.goalX = place.x;
    body.goalY = place.y;
  }
}

function nearestSeen(scene: Scene, body: SceneBody): SceneBody | null {
  let nearest: SceneBody | null = null;
  let best = FIRE_RANGE;
  for (const other of scene.bodies) {
    if (other === body || other.deadS > 0) continue;
    const distance = Math.hypot(other.x - body.x, other.y - body.y);
    if (distance >= best || !isClear(body, other, 0)) continue;
    best = distance;
    nearest = other;
  }
  return nearest;
}
