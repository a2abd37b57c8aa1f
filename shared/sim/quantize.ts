// The public pose on the wire. In: a position and an aim. Out: one uint32 and a cell's index, and
// back. Run by both sides: hit tests read exactly what is unpacked, so that what is seen is what is
// tested.

/** Quantum of a public position, u. Coarser shows as jitter, finer costs bits that nobody sees. */
export const POSE_QUANTUM_U = 0.25;
/**
 * Side of a pose cell, u (12 bits of quanta), and cells in a row: 8 x 1024 u hold the largest map.
 */
export const POSE_CELL_U = 1024;
export const POSE_CELLS_PER_ROW = 8;

const QUANTA_PER_U = 1 / POSE_QUANTUM_U;
const QUANTA_MAX = POSE_CELLS_PER_ROW * POSE_CELL_U * QUANTA_PER_U - 1;
/** Aim loses its low 4 bits: 1.4° in a picture of somebody else. */
const AIM_SHIFT = 4;
const AIM_BUCKET_CENTRE = 8;

function quantaOf(u: number): number {
  const quanta = Math.floor(u * QUANTA_PER_U + 0.5);
  return quanta > 0 ? (quanta < QUANTA_MAX ? quanta : QUANTA_MAX) : 0;
}

/** `u` rounded to the nearest quantum (halves up) and kept in 0..8191.75 u. */
export function quantizeU(u: number): number {
  return quantaOf(u) * POSE_QUANTUM_U;
}

/** Position within its cell and aim as a uint32: 12 bits of x, 12 of y, 8 of aim. */
export function packPose(x: number, y: number, aim: number): number {
  const qx = quantaOf(x) & 0xfff;
  const qy = quantaOf(y) & 0xfff;
  return ((qx << 20) | (qy << 8) | ((aim >> AIM_SHIFT) & 0xff)) >>> 0;
}

/** Index of the cell that holds the quantised position, 0..63: column + 8 x row. */
export function poseCell(x: number, y: number): number {
  return (quantaOf(x) >> 12) + (quantaOf(y) >> 12) * POSE_CELLS_PER_ROW;
}

/** Quantised x of a packed pose in its cell, u. */
export function unpackPoseX(packed: number, cell: number): number {
  return (((cell & 7) << 12) | (packed >>> 20)) * POSE_QUANTUM_U;
}

/** Quantised y of a packed pose in its cell, u. */
export function unpackPoseY(packed: number, cell: number): number {
  return (((cell >> 3) << 12) | ((packed >>> 8) & 0xfff)) * POSE_QUANTUM_U;
}

/** Aim of a packed pose, 0..4095: the centre of its bucket of 16. */
export function unpackPoseAim(packed: number): number {
  return ((packed & 0xff) << AIM_SHIFT) | AIM_BUCKET_CENTRE;
}

/** A public pose: the quantised position, and its packed form. */
export interface Pose {
  poseX: number;
  poseY: number;
  pose: number;
  cell: number;
}

/**
 * Writes the public pose of a body inside a map to `out`: what the functions above give, in one
 * piece, because the server does it for everybody in every tick and numbers that pass between
 * functions may be boxed.
 */
export function writePose(
  from: { readonly x: number; readonly y: number; readonly aim: number },
  out: Pose,
): void {
  const qx = Math.floor(from.x * QUANTA_PER_U + 0.5);
  const qy = Math.floor(from.y * QUANTA_PER_U + 0.5);
  out.poseX = qx * POSE_QUANTUM_U;
  out.poseY = qy * POSE_QUANTUM_U;
  const place = ((qx & 0xfff) << 20) | ((qy & 0xfff) << 8);
  out.pose = (place | ((from.aim >> AIM_SHIFT) & 0xff)) >>> 0;
  out.cell = (qx >> 12) + (qy >> 12) * POSE_CELLS_PER_ROW;
}
