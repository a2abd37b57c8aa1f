// The drawing of a death as numbers. In: a receipt's places, u. Out: where each stands in a box of
// DRAWING_WIDTH x DRAWING_HEIGHT, to one scale, and where its words stand clear of the rest. Pure.
import { BODY_RADIUS_U } from "../../../shared/sim/constants.ts";
import type { DeathReceiptView } from "../../game/WorldView.ts";
import { strings } from "../strings.ts";

/** All measures of the drawing are in its own units, about 1 CSS px. */
export const DRAWING_WIDTH = 220;
export const DRAWING_HEIGHT = 140;
export const LABEL_SIZE = 10.5;

/** Kept free around the places. */
const MARGIN = 17;
/** Largest scale, a u: nearer fights would blow bodies up to fill the box. */
const SCALE_MAX = 0.6;
/**
 * At a smaller one, two bodies a step apart are one blob. The attack's start then moves along its
 * line until the rest fits, and the line is broken.
 */
const SCALE_LEGIBLE = 0.42;
/** A start that moves stays this far off, u: beyond its sign and the body. */
const PULLED_IN_U = 70;
/** A body is never drawn smaller: it would be a dot. */
const RADIUS_MIN = 5;
/** An upright drawing stands left of the middle by this: the words are beside it, on the right. */
const SHIFT_LEFT = 26;
/** Narrower ones are upright. */
const UPRIGHT_WIDTH = 60;
const CHARACTER_WIDTH = 0.56 * LABEL_SIZE;
const LABEL_HEIGHT = LABEL_SIZE * 1.2;
const LABEL_GAP = 3;

export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** A place with the middle of its words. */
export interface LabelledSpot extends Spot {
  readonly words: string;
  readonly labelX: number;
  readonly labelY: number;
}

export interface ReceiptPlan {
  readonly from: Spot;
  /** The start stands nearer than it was. */
  readonly isBroken: boolean;
  /** Null when nothing was rewound: then the attack met the body where it was. */
  readonly seen: LabelledSpot | null;
  readonly was: LabelledSpot;
  /** Of a body. */
  readonly radius: number;
  /** Of 1 u. */
  readonly scale: number;
  /** From where they saw it to where it was, u; null without `seen`. */
  readonly apartU: number | null;
}

/** Plans the drawing of `receipt`; null when a place is not a number, and nothing can be drawn. */
export function planReceipt(receipt: DeathReceiptView): ReceiptPlan | null {
  const { from, seen, was, rewindMs } = receipt;
  const isRewound = rewindMs > 0;
  const places = [from, was, ...(isRewound ? [seen] : [])];
  if (!places.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))) return null;
  const bodies = isRewound ? [seen, was] : [was];
  const drawnFrom = pullIn(from, bodies);
  const { toBox, scale } = fitIntoBox([drawnFrom, ...bodies]);
  const radius = Math.max(RADIUS_MIN, BODY_RADIUS_U * scale);
  const start = toBox(drawnFrom);
  const isBroken = drawnFrom !== from;
  const wasSpot = toBox(was);
  if (!isRewound) {
    const [label] = placeLabels([wasSpot], [strings.death.youWere], radius, start);
    const drawn = { from: start, isBroken, was: label as LabelledSpot, radius, scale };
    return { ...drawn, seen: null, apartU: null };
  }
  const words = [strings.death.theySaw, strings.death.youWere];
  const [seenLabel, wasLabel] = placeLabels([toBox(seen), wasSpot], words, radius, start);
  return {
    from: start,
    isBroken,
    seen: seenLabel as LabelledSpot,
    was: wasLabel as LabelledSpot,
    radius,
    scale,
    apartU: Math.hypot(seen.x - was.x, seen.y - was.y),
  };
}

/** `from` itself, or the farthest point of its line to the first body that leaves all legible. */
function pullIn(from: Spot, bodies: readonly Spot[]): Spot {
  const aim = bodies[0] ?? from;
  const dx = from.x - aim.x;
  const dy = from.y - aim.y;
  const length = Math.hypot(dx, dy);
  const at = (share: number): Spot => ({ x: aim.x + dx * share, y: aim.y + dy * share });
  const isLegible = (start: Spot): boolean => fitIntoBox([start, ...bodies]).scale >= SCALE_LEGIBLE;
  if (length <= PULLED_IN_U || isLegible(from)) return from;
  let near = PULLED_IN_U / length;
  let far = 1;
  // Twelve halvings: below a pixel.
  for (let i = 0; i < 12; i++) {
    const middle = (near + far) / 2;
    if (isLegible(at(middle))) near = middle;
    else far = middle;
  }
  return at(near);
}

/** One scale for all places, so that they fill the box but for its margin. */
function fitIntoBox(places: readonly Spot[]): { toBox: (place: Spot) => Spot; scale: number } {
  const xs = places.map(({ x }) => x);
  const ys = places.map(({ y }) => y);
  const left = Math.min(...xs);
  const top = Math.min(...ys);
  const width = Math.max(...xs) - left;
  const height = Math.max(...ys) - top;
  const roomX = DRAWING_WIDTH - MARGIN * 2;
  const roomY = DRAWING_HEIGHT - MARGIN * 2;
  // At least 1 u: all places may be one.
  const scale = Math.min(SCALE_MAX, roomX / Math.max(1, width), roomY / Math.max(1, height));
  const spareX = roomX - width * scale;
  const shift = width * scale < UPRIGHT_WIDTH ? SHIFT_LEFT : 0;
  const startX = MARGIN + spareX / 2 - shift;
  const startY = MARGIN + (roomY - height * scale) / 2;
  const toBox = ({ x, y }: Spot): Spot => ({
    x: startX + (x - left) * scale,
    y: startY + (y - top) * scale,
  });
  return { toBox, scale };
}

interface Box extends Spot {
  readonly halfWidth: number;
  readonly halfHeight: number;
}

/** Tries all ways to put the words around their spots, and takes the one that hides least. */
function placeLabels(
  spots: readonly Spot[],
  words: readonly string[],
  radius: number,
  from: Spot,
): LabelledSpot[] {
  const choices = spots.map((spot, i) => boxesAround(spot, words[i] ?? "", radius));
  let best: Box[] = [];
  let bestCost = Number.POSITIVE_INFINITY;
  for (const first of choices[0] ?? []) {
    for (const second of choices[1] ?? [null]) {
      const boxes = second === null ? [first] : [first, second];
      const cost = costOf(boxes, spots, radius, from);
      if (cost >= bestCost) continue;
      best = boxes;
      bestCost = cost;
    }
  }
  return spots.map((spot, i) => {
    const box = best[i] ?? { x: spot.x, y: spot.y };
    return { ...spot, words: words[i] ?? "", labelX: box.x, labelY: box.y };
  });
}

/** Above, below, right, left and between, pushed back into the drawing. */
function boxesAround({ x, y }: Spot, words: string, radius: number): Box[] {
  const halfWidth = (words.length * CHARACTER_WIDTH) / 2;
  const halfHeight = LABEL_HEIGHT / 2;
  const besideX = radius + LABEL_GAP + halfWidth;
  const besideY = radius + LABEL_GAP + halfHeight;
  const places: [number, number][] = [
    [0, -besideY],
    [0, besideY],
    [besideX, 0],
    [-besideX, 0],
    [besideX, -halfHeight],
    [besideX, halfHeight],
    [-besideX, -halfHeight],
    [-besideX, halfHeight],
    [halfWidth, -besideY],
    [halfWidth, besideY],
    [-halfWidth, -besideY],
    [-halfWidth, besideY],
  ];
  return places.map(([dx, dy]) => ({
    x: clamp(x + dx, halfWidth, DRAWING_WIDTH - halfWidth),
    y: clamp(y + dy, halfHeight, DRAWING_HEIGHT - halfHeight),
    halfWidth,
    halfHeight,
  }));
}

/** Words over words are the worst, then over a body, then over the attack's start and its line. */
function costOf(boxes: readonly Box[], spots: readonly Spot[], radius: number, from: Spot): number {
  const [first, second] = boxes;
  let cost = 0;
  if (first && second) cost += 1000 * overlapOfBoxes(first, second);
  for (const [i, box] of boxes.entries()) {
    for (const spot of spots) cost += 30 * overlapOfDisc(box, spot, radius);
    cost += 10 * overlapOfDisc(box, from, radius);
    cost += 2 * shareOnLine(box, from, spots[0] ?? from) + 0.1 * away(box, spots[i]);
  }
  return cost;
}

function overlapOfBoxes(a: Box, b: Box): number {
  const x = a.halfWidth + b.halfWidth - Math.abs(a.x - b.x);
  const y = a.halfHeight + b.halfHeight - Math.abs(a.y - b.y);
  return x > 0 && y > 0 ? Math.min(x, y) : 0;
}

/** How deep the disc reaches into the box. */
function overlapOfDisc(box: Box, { x, y }: Spot, radius: number): number {
  const dx = Math.max(0, Math.abs(x - box.x) - box.halfWidth);
  const dy = Math.max(0, Math.abs(y - box.y) - box.halfHeight);
  return Math.max(0, radius - Math.hypot(dx, dy));
}

/** 0..20: how much of the line the box hides. */
function shareOnLine(box: Box, from: Spot, to: Spot): number {
  let hidden = 0;
  for (let i = 0; i <= 20; i++) {
    const x = from.x + ((to.x - from.x) * i) / 20;
    const y = from.y + ((to.y - from.y) * i) / 20;
    const isInX = Math.abs(x - box.x) < box.halfWidth;
    if (isInX && Math.abs(y - box.y) < box.halfHeight) hidden++;
  }
  return hidden;
}

function away(box: Box, spot: Spot | undefined): number {
  return spot === undefined ? 0 : Math.hypot(box.x - spot.x, box.y - spot.y);
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
