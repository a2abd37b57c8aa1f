// The camera of who watches, over a real Duel that somebody else plays.
import { describe, expect, test } from "vitest";
import { watchActionOf } from "../../client/input/watchKeys.ts";
import { playerAt } from "../../shared/sim/world.ts";
import { makeDuelScreen, type ScreenOfDuel } from "../helpers/duelScreenWorld.ts";

function watchedDuel(): ScreenOfDuel {
  const screen = makeDuelScreen(-1);
  screen.arena.start();
  screen.runUntil(({ phase }) => phase === "live");
  return screen;
}

function press(screen: ScreenOfDuel, code: string): boolean {
  const action = watchActionOf(code);
  const isTaken = action !== null && screen.watch.act(action);
  screen.run(1);
  return isTaken;
}

const seen = ({ watch }: ScreenOfDuel) => {
  if (watch.view === null) throw new Error("nobody watches");
  return watch.view;
};

describe("watching", () => {
  test("[UI-44] the camera follows a player; Q and E go round", () => {
    const screen = watchedDuel();
    expect(seen(screen)).toMatchObject({ slot: 0, name: "Ada", isFree: false });
    const { x, y } = playerAt(screen.arena.world, 0).state;
    expect(seen(screen)).toMatchObject({ x, y });
    press(screen, "KeyE");
    expect(seen(screen).name).toBe("Bo");
    press(screen, "KeyE");
    expect(seen(screen).name).toBe("Ada");
    press(screen, "KeyQ");
    expect(seen(screen).name).toBe("Bo");
  });

  test("[UI-44] F frees the camera, which flies from where it was and stays on the map", () => {
    const screen = watchedDuel();
    const from = { ...seen(screen) };
    press(screen, "KeyF");
    expect(seen(screen)).toMatchObject({ isFree: true, slot: -1, x: from.x, y: from.y });
    // Away from the nearer edge: half a second's flight has room.
    const { widthU } = screen.arena.world.map;
    const isToTheRight = from.x < widthU / 2;
    screen.held.moveX = isToTheRight ? 127 : -127;
    screen.run(30);
    expect(Math.abs(seen(screen).x - from.x)).toBeGreaterThan(300);
    screen.run(300);
    expect(seen(screen).x).toBe(isToTheRight ? widthU : 0);
    screen.held.moveX = 0;
    press(screen, "KeyF");
    expect(seen(screen)).toMatchObject({ isFree: false, name: "Ada" });
  });

  test("[UI-44] C follows whoever leads", () => {
    const screen = watchedDuel();
    press(screen, "KeyC");
    expect(seen(screen).name).toBe("Ada");
    playerAt(screen.arena.world, 0).hp = 0;
    screen.runUntil(({ phase }) => phase === "break");
    expect(seen(screen)).toMatchObject({ name: "Bo", isLeader: true });
    press(screen, "KeyE");
    expect(seen(screen)).toMatchObject({ name: "Ada", isLeader: false });
  });

  test("[UI-44] the camera stays where its player died, and goes on to the other when it leaves", () => {
    const screen = watchedDuel();
    const { x, y } = seen(screen);
    playerAt(screen.arena.world, 0).hp = 0;
    screen.runUntil(({ phase }) => phase === "break");
    expect(seen(screen)).toMatchObject({ x, y, alive: false, hp: 0 });
    screen.arena.removePerson(0);
    screen.run(1);
    expect(seen(screen).name).toBe("Bo");
  });

  test("[UI-44] who plays has no such keys", () => {
    const screen = makeDuelScreen(0);
    screen.run(60);
    expect(screen.watch.view).toBeNull();
    expect(press(screen, "KeyE")).toBe(false);
  });
});
