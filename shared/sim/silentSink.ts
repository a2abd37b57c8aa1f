// A sink that drops everything. In: a step's reports. Out: nothing.
// Run by replays and tools, and by clients that replay what they have shown already.
import type { WorldSink } from "./types.ts";

function drop(): void {}

export const SILENT_SINK: WorldSink = {
  pulseFired: drop,
  dashStarted: drop,
  reloadStarted: drop,
  railWindingUp: drop,
  railFired: drop,
  orbFired: drop,
  pulseEnded: drop,
  hit: drop,
  denied: drop,
  railEnded: drop,
  orbParried: drop,
  orbBurst: drop,
  died: drop,
  spawned: drop,
  pickupTaken: drop,
  roundEnded: drop,
  roundStarted: drop,
};
