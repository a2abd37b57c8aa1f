// Where players are sent: the pure choice, and that Colyseus' own sorting makes the same one for who joins alone.
import { LocalDriver } from "@colyseus/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ARENA_ORDER, chooseArena, placementOf } from "../../server/match/placement.ts";

const arena = fc
  .record({
    people: fc.integer({ min: 0, max: 56 }),
    reserved: fc.integer({ min: 0, max: 4 }),
    capacity: fc.constantFrom(24, 56),
    pingMs: fc.integer({ min: 0, max: 400 }),
  })
  .map(({ people, reserved, capacity, pingMs }) => {
    const present = Math.min(people, capacity);
    const clients = Math.min(capacity, present + reserved);
    return { people: present, clients, capacity, pingMs };
  });
const arenas = fc.array(arena, { maxLength: 12 }).map((list) =>
  list.map((one, i) => ({
    ...one,
    roomId: `room-${String(i).padStart(2, "0")}`,
    placement: placementOf(one.people, one.pingMs),
  })),
);
const isGood = ({ pingMs }: { pingMs: number }) => pingMs <= 120;

describe("[PLC-1] the chosen arena", () => {
  test("has room for all, and there is one whenever any has", () => {
    fc.assert(
      fc.property(arenas, fc.integer({ min: 1, max: 16 }), (list, seats) => {
        const fitting = list.filter(({ capacity, clients }) => capacity - clients >= seats);
        const chosen = chooseArena(list, seats);
        expect(chosen === null).toBe(fitting.length === 0);
        if (chosen !== null) expect(fitting).toContain(chosen);
      }),
    );
  });

  test("has a good connection if any that fits has, and among those the most people", () => {
    fc.assert(
      fc.property(arenas, fc.integer({ min: 1, max: 4 }), (list, seats) => {
        const chosen = chooseArena(list, seats);
        if (chosen === null) return;
        const good = list.filter((one) => isGood(one) && one.capacity - one.clients >= seats);
        if (good.length === 0) return;
        expect(isGood(chosen)).toBe(true);
        expect(chosen.people).toBe(Math.max(...good.map(({ people }) => people)));
      }),
    );
  });

  test("does not depend on the order of the listings", () => {
    const shuffled = arenas.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, fc.integer({ min: 1, max: 4 }), ([list, other], seats) => {
        expect(chooseArena(other, seats)?.roomId).toBe(chooseArena(list, seats)?.roomId);
      }),
    );
  });
});

describe("[PLC-2] who joins alone", () => {
  test("is sent where a party of one would be, by the matchmaker's sorting", async () => {
    await fc.assert(
      fc.asyncProperty(arenas, async (list) => {
        const driver = new LocalDriver();
        for (const one of list) {
          const { roomId, clients, capacity, ...metadata } = one;
          await driver.insert({
            roomId,
            clients,
            metadata,
            name: "arena",
            processId: "p",
            private: false,
            locked: clients >= capacity,
            maxClients: capacity,
          } as Parameters<LocalDriver["insert"]>[0]);
        }
        const found = await driver.findOne(
          { name: "arena", locked: false, private: false },
          ARENA_ORDER,
        );
        expect(found?.roomId).toBe(chooseArena(list, 1)?.roomId);
      }),
      { numRuns: 60 },
    );
  });
});
