// One world whose moments are told twice: by the server's fanout and by the plain one. In: a map, players, a command for
// each. Out: both messages for any viewer.
import { EventFanout } from "../../server/net/eventFanout.ts";
import { Interest } from "../../server/net/interest.ts";
import type { ArenaMap } from "../../shared/sim/arenaMap.ts";
import { clearInbox, makeInbox, pushCommand } from "../../shared/sim/inbox.ts";
import { SILENT_SINK } from "../../shared/sim/silentSink.ts";
import { stepWorld } from "../../shared/sim/stepWorld.ts";
import type { InputCmd, WorldSink } from "../../shared/sim/types.ts";
import { addPlayer, makeWorld, removePlayer, type World } from "../../shared/sim/world.ts";
import { PlainFanout } from "./plainFanout.ts";

export interface TwinOptions {
  readonly map: ArenaMap;
  readonly slots: number;
  readonly seed: number;
  readonly roundSteps: number;
}

const TICK_HZ = 30;

export class TwinFanouts {
  readonly world: World;
  readonly interest: Interest;
  readonly ours: EventFanout;
  readonly plain: PlainFanout;
  private readonly inbox;
  private readonly both: WorldSink;

  constructor({ map, slots, seed, roundSteps }: TwinOptions) {
    this.world = makeWorld({ map, tickHz: TICK_HZ, maxPlayers: slots, seed, roundSteps });
    this.inbox = makeInbox(slots);
    const listener = { entered: () => undefined, left: () => undefined };
    this.interest = new Interest(slots, TICK_HZ, listener);
    this.ours = new EventFanout(this.world, this.interest, () => undefined);
    this.plain = new PlainFanout(this.world, this.interest);
    this.both = toBoth(this.ours, this.plain);
  }

  join(slot: number): void {
    addPlayer(this.world, slot);
  }

  leave(slot: number): void {
    this.interest.clear(slot, true);
    removePlayer(this.world, slot);
  }

  /** One tick of all who play, up to the moment at which they are told of it. `endTick` ends it. */
  step(cmdOf: (slot: number) => Readonly<InputCmd>): void {
    const { world, inbox } = this;
    clearInbox(inbox);
    for (const { slot, active, lastSeq } of world.players) {
      if (active) pushCommand(inbox, slot, cmdOf(slot), lastSeq + 1);
    }
    stepWorld(world, inbox, this.both);
    this.interest.update(world);
  }

  endTick(): void {
    this.ours.endTick();
    this.plain.endTick();
  }
}

function toBoth(...sinks: readonly WorldSink[]): WorldSink {
  type Report = (...args: unknown[]) => void;
  const report = (name: keyof WorldSink): Report => {
    return (...args) => {
      for (const sink of sinks) (sink[name] as Report).apply(sink, args);
    };
  };
  const names = Object.keys(SILENT_SINK) as (keyof WorldSink)[];
  return Object.fromEntries(names.map((name) => [name, report(name)])) as unknown as WorldSink;
}
