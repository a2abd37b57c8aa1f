// A player who comes, plays a few seconds and goes, for as long as the soak lasts. In: an address, chance. Out: counts.
// On client/net alone: the real join, prediction and reconciliation.
import { ArenaLink } from "../../client/net/arenaLink.ts";
import { Connection } from "../../client/net/connection.ts";
import type { MomentSink } from "../../shared/net/moments.ts";
import { PROTOCOL_VERSION } from "../../shared/net/protocol.ts";
import { nextBelow, type Rng } from "../../shared/sim/rng.ts";
import { SILENT_SINK } from "../../shared/sim/silentSink.ts";
import type { InputCmd } from "../../shared/sim/types.ts";

export interface SoakCounts {
  inside: number;
  joins: number;
  leaves: number;
  cuts: number;
  /** Joins that were refused and connections that ended by themselves, by reason. */
  readonly failures: Map<string, number>;
}

const FRAME_MS = 1000 / 30;
const STAY_MS = [1500, 6000] as const;
const PAUSE_MS = [200, 1500] as const;
/** One of so many goes without a word, as a crashed page does. */
const CUT_EACH = 4;

const drop = (): void => undefined;
const NO_MOMENTS: MomentSink = {
  shot: drop,
  hit: drop,
  rail: drop,
  orb: drop,
  burst: drop,
  died: drop,
  pickup: drop,
};

/** Comes and goes until `isOver`. Never rejects: what fails is counted. */
export async function soakPlayer(
  url: string,
  name: string,
  rng: Rng,
  counts: SoakCounts,
  isOver: () => boolean,
): Promise<void> {
  const between = ([least, most]: readonly [number, number]) =>
    least + nextBelow(rng, most - least);
  while (!isOver()) {
    await sleep(between(PAUSE_MS));
    try {
      const connection = await Connection.join(url, { protocol: PROTOCOL_VERSION, name });
      counts.joins++;
      counts.inside++;
      await play(connection, rng, between(STAY_MS), counts).finally(() => counts.inside--);
    } catch (error) {
      count(counts, error instanceof Error ? error.message : String(error));
    }
  }
}

async function play(
  connection: Connection,
  rng: Rng,
  forMs: number,
  counts: SoakCounts,
): Promise<void> {
  const link = new ArenaLink(connection, NO_MOMENTS, SILENT_SINK);
  const untilMs = performance.now() + forMs;
  const press = (out: InputCmd) => {
    out.moveX = nextBelow(rng, 3) * 127 - 127;
    out.moveY = nextBelow(rng, 3) * 127 - 127;
    out.aim = nextBelow(rng, 4096);
    out.buttons = nextBelow(rng, 32);
  };
  while (performance.now() < untilMs && connection.state.phase !== "closed") {
    link.advance(performance.now(), press);
    await sleep(FRAME_MS);
  }
  link.dispose();
  if (connection.state.phase === "closed") count(counts, `closed ${connection.state.closeCode}`);
  else if (nextBelow(rng, CUT_EACH) === 0) {
    counts.cuts++;
    cut(connection);
  } else {
    counts.leaves++;
    await connection.leave();
  }
}

/** The socket closes without a word of leaving, and nobody comes back for the seat. */
function cut({ room }: Connection): void {
  room.reconnection.enabled = false;
  room.connection.close();
}

function count({ failures }: SoakCounts, reason: string): void {
  failures.set(reason, (failures.get(reason) ?? 0) + 1);
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
