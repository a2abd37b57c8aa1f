// Whether what a client has decoded can be true at all. In: a headless player. Out: what cannot, as short texts that
// repeat. A stream of patches that lost or doubled a byte shows here soon.
import { unpackPoseX, unpackPoseY } from "../../../shared/sim/quantize.ts";
import type { HeadlessPlayer } from "../../helpers/headlessPlayer.ts";

/** Above any player's HP with everything that adds to it. */
const HP_MAX = 400;

export function nonsenseIn({ game }: HeadlessPlayer): string[] {
  const { state, map, owner } = game.link;
  const found: string[] = [];
  if (owner === null) found.push("no state of the own player");
  else if (state.roster.get(String(owner.slot)) === undefined)
    found.push("the own player is not on the roster");
  if (owner !== null && !isInside(owner.x, owner.y, map)) found.push("own position off the map");
  state.poses.forEach((pose, slot) => {
    const x = unpackPoseX(pose.pose, pose.cell);
    const y = unpackPoseY(pose.pose, pose.cell);
    if (!isInside(x, y, map)) found.push("a pose off the map");
    if (!(pose.hp >= 0 && pose.hp <= HP_MAX)) found.push("a pose with HP that nobody has");
    if (state.roster.get(slot) === undefined) found.push("a pose of nobody on the roster");
  });
  return found;
}

function isInside(
  x: number,
  y: number,
  { widthU, heightU }: { readonly widthU: number; readonly heightU: number },
): boolean {
  return x >= 0 && y >= 0 && x <= widthU && y <= heightU;
}
