// Where the server last had everybody: the Net Lab's overlay. In: an ArenaLink. Out: GhostViews, reused.
import { PoseFlag } from "../../shared/schema/PlayerPose.ts";
import type { ArenaLink } from "../net/arenaLink.ts";
import type { DrawnPose } from "../net/remoteTimeline.ts";
import type { ActorView, GhostView } from "./WorldView.ts";

const NONE: readonly GhostView[] = [];

export class GhostField {
  private readonly link: ArenaLink;
  private readonly shown: GhostView[] = [];
  /** By slot. */
  private readonly pool: GhostView[] = [];
  private readonly newest: DrawnPose = { x: 0, y: 0, vx: 0, vy: 0, aim: 0 };

  constructor(link: ArenaLink) {
    this.link = link;
  }

  /** Rebuilds all for the frame; none when they are not shown. */
  update(isShown: boolean): readonly GhostView[] {
    if (!isShown) return NONE;
    const { shown, link } = this;
    shown.length = 0;
    const { owner } = link;
    if (owner?.alive === 1) this.show(owner.slot, owner.x, owner.y);
    link.state.poses.forEach((pose, key) => {
      const slot = Number(key);
      if (slot === owner?.slot || (pose.flags & PoseFlag.Alive) === 0) return;
      const { newest } = this;
      if (link.timeline.sampleNewest(slot, newest)) this.show(slot, newest.x, newest.y);
    });
    return shown;
  }

  /** How far the own body is drawn from its ghost, u. */
  gapU(self: ActorView | null): number {
    const { owner } = this.link;
    if (self === null || owner === null || !self.alive) return 0;
    return Math.hypot(self.x - owner.x, self.y - owner.y);
  }

  private show(slot: number, x: number, y: number): void {
    const ghost = this.pool[slot] ?? { slot, x: 0, y: 0 };
    this.pool[slot] = ghost;
    ghost.x = x;
    ghost.y = y;
    this.shown.push(ghost);
  }
}
