// A real arena of fighters, twice from one seed, served by stock and by ours. In: ticks of fighting, with people who
// drop, come back and leave. Out: the same bytes for everybody, and each client holds what its player may see.
import { ClientState, SchemaSerializer } from "@colyseus/core";
import { StateView } from "@colyseus/schema";
import { expect, test } from "vitest";
import { Arena } from "../../../server/match/Arena.ts";
import { SharedEncodeSerializer } from "../../../server/net/serializer/SharedEncodeSerializer.ts";
import { ArenaState } from "../../../shared/schema/ArenaState.ts";
import { pushCommand } from "../../../shared/sim/inbox.ts";
import { driveToFight, makeDrivers } from "../../helpers/simDrivers.ts";
import { Watcher } from "./watcher.ts";

const PEOPLE = 8;
const BOTS = 4;
const TICK_HZ = 30;
const TICKS = 600;
/** Somebody drops each so many ticks, and is back after as many as follow. */
const DROP_TICKS = 70;
const AWAY_TICKS = 25;
const LEAVE_TICK = 450;

class Match {
  readonly arena: Arena;
  readonly watchers: Watcher[] = [];
  private readonly serializer: SchemaSerializer<ArenaState>;
  private readonly drivers = makeDrivers(PEOPLE, 3);
  private tick = 0;

  constructor(serializer: SchemaSerializer<ArenaState>) {
    const minActors = PEOPLE + BOTS;
    this.arena = new Arena({ maxPlayers: PEOPLE, minActors, roundS: 15, tickHz: TICK_HZ, seed: 5 });
    this.serializer = serializer;
    serializer.reset(this.arena.mirror.state);
    for (let slot = 0; slot < PEOPLE; slot++) {
      const watcher = new Watcher(() => new ArenaState(), new StateView());
      this.watchers.push(watcher);
      this.arena.addPerson(slot, `Player ${slot}`, watcher.view as StateView);
      this.arrive(watcher);
    }
    this.arena.fillWithBots(PEOPLE);
  }

  play(): void {
    this.tick++;
    this.comeAndGo();
    for (const driver of this.drivers) {
      pushCommand(this.arena.inbox, driver.slot, driveToFight(driver, this.arena.world), this.tick);
    }
    this.arena.step(PEOPLE);
    const clients = this.watchers.map((watcher) => watcher.asClient);
    this.serializer.applyPatches(clients, undefined, { sNow: this.tick * 33 });
    this.arena.endTick();
  }

  /** Poses that the slot's player may see, as a client holds them. */
  posesFor(slot: number): Record<string, unknown> {
    const view = this.watchers[slot]?.view;
    const { poses } = this.arena.mirror.state;
    const seen = [...poses].filter(([, pose]) => view?.has(pose));
    return Object.fromEntries(seen.map(([key, pose]) => [key, pose.toJSON()]));
  }

  private comeAndGo(): void {
    const { tick, arena, watchers } = this;
    const slot = Math.floor(tick / DROP_TICKS) % PEOPLE;
    const watcher = watchers[slot] as Watcher;
    if (tick % DROP_TICKS === 0) {
      watcher.state = ClientState.JOINING;
      arena.setConnected(slot, false);
    } else if (tick % DROP_TICKS === AWAY_TICKS && tick > DROP_TICKS) {
      arena.setConnected(slot, true);
      this.arrive(watcher);
    } else if (tick === LEAVE_TICK) {
      arena.removePerson(0);
      watchers[0]?.view?.dispose();
      (watchers[0] as Watcher).state = ClientState.LEAVING;
    }
  }

  private arrive(watcher: Watcher): void {
    watcher.state = ClientState.JOINED;
    watcher.raw(this.serializer.getFullState(watcher.asClient, { sNow: this.tick * 33 }));
  }
}

test("[SER-7] an arena's clients get stock's bytes and hold what they may see", () => {
  const stock = new Match(new SchemaSerializer<ArenaState>());
  const ours = new Match(new SharedEncodeSerializer<ArenaState>());
  let seen = 0;
  for (let tick = 0; tick < TICKS; tick++) {
    stock.play();
    ours.play();
    for (const [slot, watcher] of ours.watchers.entries()) {
      const sent = watcher.takeFrames().map(hex);
      expect(sent, `tick ${tick}, slot ${slot}`).toEqual(
        stock.watchers[slot]?.takeFrames().map(hex),
      );
      if (watcher.state !== ClientState.JOINED) continue;
      const poses = ours.posesFor(slot);
      const count = Object.keys(poses).length;
      seen += count;
      if (count > 0) expect(watcher.holds({ poses }), `tick ${tick}, slot ${slot}`).toBe(true);
    }
  }
  // Else nobody met anybody and nothing was shown.
  expect(seen).toBeGreaterThan(TICKS);
});

function hex(frame: Uint8Array): string {
  return Buffer.from(frame).toString("hex");
}
