// Which techniques are at work, as the Net Lab sets them. In: its switches. Out: what client/net and client/game
// ask before they apply one; outside the lab all are on.

export interface LabSwitches {
  /** Own moves show before the server answers. */
  prediction: boolean;
  /** Corrections by the server are adopted. */
  reconciliation: boolean;
  /** Others are drawn between their poses, a little later. */
  interpolation: boolean;
  /** Rings show where the server last had everybody. */
  ghosts: boolean;
}

/** Every technique at work, and nothing shown beside it: play outside the lab. */
export const ALL_ON: Readonly<LabSwitches> = {
  prediction: true,
  reconciliation: true,
  interpolation: true,
  ghosts: false,
};
