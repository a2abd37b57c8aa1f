// The cluster as one of its processes sees it, for the metrics. In: Cluster.ts. Out: numbers. Run by the server.
export interface ClusterFigures {
  /** Processes that live, this one included. */
  readonly processes: number;
  /** Whether Redis does not answer. */
  readonly isAway: boolean;
}

/** `read` is null for a process that is alone. */
export const clusterFigures: { read: (() => ClusterFigures) | null } = { read: null };
