// A Duel as a client's models see it, without a network: the server's DuelArena, stepped by hand, behind the part of
// an ArenaLink that DuelModel and WatchModel read. In: who looks. Out: their views, after any number of ticks.

import { StateView } from "@colyseus/schema";
import type { ActorField } from "../../client/game/ActorField.ts";
import { DuelModel } from "../../client/game/DuelModel.ts";
import type { DuelView } from "../../client/game/DuelView.ts";
import { WatchModel } from "../../client/game/WatchModel.ts";
import type { ActorView, ViewEvent } from "../../client/game/WorldView.ts";
import type { ArenaLink } from "../../client/net/arenaLink.ts";
import { DuelArena } from "../../server/match/DuelArena.ts";
import type { DuelResult } from "../../shared/net/duel.ts";
import type { InputCmd } from "../../shared/sim/types.ts";
import { playerAt } from "../../shared/sim/world.ts";

export interface ScreenOfDuel {
  readonly arena: DuelArena;
  readonly watch: WatchModel;
  /** What the free camera is steered with. */
  readonly held: InputCmd;
  /** Of all frames so far. */
  readonly events: ViewEvent[];
  /** As last drawn. */
  readonly view: DuelView;
  setResult(result: DuelResult): void;
  /** Ticks of 60 Hz, with a frame after each. */
  run(ticks: number): void;
  /** Runs until it is true. @throws Error when it never is within two minutes of play. */
  runUntil(isTrue: (view: DuelView) => boolean): void;
}

const TICK_MS = 1000 / 60;
const LONGEST_TICKS = 2 * 60 * 60;

/** @param looker the slot of who looks; -1 watches. */
export function makeDuelScreen(looker: number): ScreenOfDuel {
  const arena = new DuelArena({ seed: 7 });
  for (const [slot, name] of ["Ada", "Bo"].entries()) arena.addPerson(slot, name, new StateView());
  const { world } = arena;
  const link = {
    state: arena.mirror.state,
    ownSlot: looker,
    owner: looker < 0 ? null : arena.mirror.state.owners.get(String(looker)),
    map: world.map,
    drawnBehindMs: 0,
    duelResult: null as DuelResult | null,
    msUntilTick: (tick: number) => Math.max(0, (tick - world.tick) * TICK_MS),
    msOfTicks: (ticks: number) => ticks * TICK_MS,
  };
  const actors = {
    self: null as ActorView | null,
    at: (slot: number) => bodyOf(arena, slot),
    nameOf: (slot: number) => link.state.roster.get(String(slot))?.name ?? "",
  };
  const known = link as unknown as ArenaLink;
  const watch = new WatchModel(known, actors as unknown as ActorField);
  const duel = new DuelModel(known, actors as unknown as ActorField);
  const held: InputCmd = { moveX: 0, moveY: 0, aim: 0, buttons: 0 };
  const events: ViewEvent[] = [];
  let view: DuelView | null = null;
  const frame = (): void => {
    actors.self = looker < 0 ? null : bodyOf(arena, looker);
    watch.update(world.tick * TICK_MS, held);
    view = duel.update(watch.view, events);
  };
  const run = (ticks: number): void => {
    for (let i = 0; i < ticks; i++) {
      arena.step(2);
      frame();
    }
  };
  arena.step(2);
  frame();
  return {
    arena,
    watch,
    held,
    events,
    get view() {
      if (view === null) throw new Error("the state of a Duel has no part for Duels");
      return view;
    },
    setResult: (result) => {
      link.duelResult = result;
    },
    run,
    runUntil(isTrue) {
      for (let left = LONGEST_TICKS; view === null || !isTrue(view); left--) {
        if (left === 0) throw new Error(`never: ${JSON.stringify(view)}`);
        run(1);
      }
    },
  };
}

/** A body as the screen has it, read from the simulation. */
function bodyOf(arena: DuelArena, slot: number): ActorView {
  const { state, hp, shield, active, isBot } = playerAt(arena.world, slot);
  const { x, y } = state;
  return { slot, present: active, alive: state.alive === 1, isBot, x, y, hp, shield } as ActorView;
}
