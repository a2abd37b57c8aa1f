// What the screen is told of a Duel, from a real one: phases, clocks, sides, ring, moments.
import { describe, expect, test } from "vitest";
import type { ViewEvent } from "../../client/game/WorldView.ts";
import { duelCall, duelNote, roundWords } from "../../client/ui/duel/duelWords.ts";
import { playerAt } from "../../shared/sim/world.ts";
import { makeDuelScreen, type ScreenOfDuel } from "../helpers/duelScreenWorld.ts";

const kinds = (events: readonly ViewEvent[]): string[] => events.map(({ kind }) => kind);

/** The simulation buries who has no HP left. */
function fell({ arena }: ScreenOfDuel, slot: number): void {
  const record = playerAt(arena.world, slot);
  record.hp = 0;
  record.killer = 1 - slot;
}

function startedDuel(looker: number): ScreenOfDuel {
  const screen = makeDuelScreen(looker);
  screen.arena.start();
  return screen;
}

/** Bodies walk nowhere: put to the middle they live through the ring. */
function gather({ arena }: ScreenOfDuel): void {
  for (const slot of [0, 1]) {
    const { state } = playerAt(arena.world, slot);
    state.x = arena.world.map.widthU / 2;
    state.y = arena.world.map.heightU / 2;
  }
}

describe("a Duel on the screen", () => {
  test("[UI-40] a countdown calls 3, 2, 1 and Go, one each second, and then the clock runs", () => {
    const screen = startedDuel(0);
    screen.runUntil(({ phase }) => phase === "countdown");
    const calls = new Set<string>();
    screen.runUntil((view) => {
      if (view.phase === "countdown")
        calls.add(`${roundWords(view)} ${duelCall(view, false).count}`);
      return view.phase === "live";
    });
    expect([...calls]).toEqual(["Round 1 3", "Round 1 2", "Round 1 1"]);
    expect(kinds(screen.events)).toEqual([
      "duelReady",
      "countdown",
      "countdown",
      "countdown",
      "go",
    ]);
    expect(duelCall(screen.view, true).caption).toBe("Go");
    screen.run(60);
    expect(screen.view.roundLeftMs).toBeCloseTo(59_000, -2);
  });

  test("[UI-40] both sides are named with their rounds: oneself on the left, whichever slot one has", () => {
    const screen = startedDuel(1);
    screen.runUntil(({ phase }) => phase === "live");
    expect(screen.view.left).toMatchObject({ name: "Bo", isSelf: true, rounds: 0 });
    expect(screen.view.right).toMatchObject({ name: "Ada", isSelf: false, rounds: 0 });
    fell(screen, 0);
    screen.runUntil(({ phase }) => phase === "break");
    expect(screen.view.left?.rounds).toBe(1);
    expect(duelCall(screen.view, false)).toMatchObject({ caption: "Round won", tone: "won" });
    expect(screen.events.at(-1)).toEqual({ kind: "duelRound", end: "left" });
  });

  test("[UI-40] a tie is called, and the round that is played once more says so", () => {
    const screen = startedDuel(0);
    screen.runUntil(({ phase }) => phase === "live");
    fell(screen, 0);
    fell(screen, 1);
    screen.runUntil(({ phase }) => phase === "break");
    expect(duelCall(screen.view, false).caption).toBe("Round tied");
    screen.runUntil(({ phase }) => phase === "live");
    expect(roundWords(screen.view)).toBe("Tie: once more");
  });

  test("[UI-41] the ring is announced 5 s ahead, closes at 40 s, and says who is outside", () => {
    const screen = startedDuel(0);
    screen.runUntil(({ phase }) => phase === "live");
    gather(screen);
    screen.runUntil(({ roundLeftMs }) => roundLeftMs <= 25_100);
    expect(duelNote(screen.view).words).toBe("");
    screen.runUntil(({ roundLeftMs }) => roundLeftMs <= 24_900);
    expect(duelNote(screen.view)).toEqual({ words: "The ring closes in 5 s", tone: "warn" });
    expect(screen.view.ring.radiusU).toBe(Number.POSITIVE_INFINITY);
    screen.runUntil(({ roundLeftMs }) => roundLeftMs <= 12_500);
    expect(screen.view.ring.radiusU).toBeCloseTo(575, -1);
    expect(screen.view.ring.isOutside).toBe(false);
    expect(duelNote(screen.view).words).toBe("The ring is closing");
    playerAt(screen.arena.world, 0).state.x = 60;
    screen.run(2);
    expect(duelNote(screen.view)).toEqual({ words: "Outside the ring: get back in", tone: "bad" });
    expect(kinds(screen.events).slice(-2)).toEqual(["ringSoon", "ringCloses"]);
  });

  test("[UI-42] a lost connection is named with the seconds left, and the clock stands", () => {
    const screen = startedDuel(0);
    screen.runUntil(({ phase }) => phase === "live");
    screen.run(120);
    const leftMs = screen.view.roundLeftMs;
    screen.arena.setConnected(1, false);
    screen.arena.pause(1);
    screen.run(150);
    expect(screen.view.phase).toBe("paused");
    expect(duelNote(screen.view)).toEqual({
      words: "Bo lost the connection: waiting 8 s",
      tone: "bad",
    });
    expect(Math.abs(screen.view.roundLeftMs - leftMs)).toBeLessThan(40);
    expect(screen.view.right?.isConnected).toBe(false);
    screen.arena.setConnected(1, true);
    screen.arena.resume(1);
    screen.runUntil(({ phase }) => phase === "live");
    expect(kinds(screen.events).filter((kind) => kind === "duelReady")).toHaveLength(1);
  });

  test("[UI-43] who leaves is still named, and the result stays until a rematch begins", () => {
    const screen = startedDuel(0);
    screen.runUntil(({ phase }) => phase === "live");
    screen.arena.removePerson(1);
    screen.runUntil(({ phase }) => phase === "over");
    expect(screen.view.right).toMatchObject({ name: "Bo", isConnected: false });
    expect(duelCall(screen.view, false)).toMatchObject({ caption: "You win the Duel" });

    const again = startedDuel(0);
    again.runUntil(({ phase }) => phase === "live");
    again.arena.forfeit(0);
    again.runUntil(({ phase }) => phase === "over");
    again.setResult({
      matchId: "m",
      outcome: "lost",
      by: "forfeit",
      rounds: { own: 0, other: 0 },
      saved: "unranked",
      rating: null,
    });
    again.run(1);
    expect(again.view.result?.matchId).toBe("m");
    again.arena.rematch();
    again.runUntil(({ phase }) => phase === "countdown");
    expect(again.view.result).toBeNull();
    expect(again.view.left?.rounds).toBe(0);
  });

  test("[UI-44] who watches is told of both by name", () => {
    const screen = startedDuel(-1);
    screen.runUntil(({ phase }) => phase === "live");
    fell(screen, 0);
    screen.runUntil(({ phase }) => phase === "break");
    expect(screen.view.left).toMatchObject({ name: "Ada", isSelf: false });
    expect(duelCall(screen.view, false)).toMatchObject({ caption: "Round to Bo", tone: "plain" });
  });
});
