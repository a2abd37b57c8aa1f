// Who is paired with whom, over thousands of made-up queues.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  DUEL_SHAPE,
  formGroups,
  type Group,
  type MatchShape,
  maxPingAfter,
  mayMeet,
  type Ticket,
  windowAfter,
} from "../../server/match/matchmaker.ts";

function makeTicket(id: string, changes: Partial<Ticket> = {}): Ticket {
  return { id, members: [id], rating: 1500, pingMs: 40, waitedS: 0, met: [], ...changes };
}

/** Queues in which many may meet, and many may not. @param largest party. */
function queues(largest: number, longest = 24): fc.Arbitrary<Ticket[]> {
  const person = fc.record({
    size: fc.integer({ min: 1, max: largest }),
    rating: fc.integer({ min: 1200, max: 1900 }),
    pingMs: fc.integer({ min: 5, max: 260 }),
    waitedS: fc.integer({ min: 0, max: 60 }),
    met: fc.option(fc.integer({ min: 0, max: longest - 1 }), { freq: 3 }),
  });
  return fc.array(person, { maxLength: longest }).map((people) =>
    people.map(({ size, met, ...rest }, i) => ({
      id: `t${i}`,
      members: Array.from({ length: size }, (_, k) => `t${i}m${k}`),
      met: met === null ? [] : [`t${met}m0`],
      ...rest,
    })),
  );
}

/** Parties of up to a team's size, and what they play. */
const anything: fc.Arbitrary<{ tickets: Ticket[]; shape: MatchShape }> = fc
  .record({ teams: fc.integer({ min: 2, max: 3 }), size: fc.integer({ min: 1, max: 4 }) })
  .chain((shape) => fc.record({ tickets: queues(shape.size, 14), shape: fc.constant(shape) }));

const flat = (groups: readonly Group[]): Ticket[] => groups.flat(2);

const namesOf = (groups: readonly Group[]) =>
  groups.map((teams) => teams.map((team) => team.map(({ id }) => id)));

describe("groups", () => {
  test("[MM-1] have nobody twice, and full teams of whole parties", () => {
    fc.assert(
      fc.property(anything, ({ tickets, shape }) => {
        const groups = formGroups(tickets, shape);
        const placed = flat(groups).flatMap(({ members }) => members);
        expect(new Set(placed).size).toBe(placed.length);
        for (const teams of groups) {
          expect(teams).toHaveLength(shape.teams);
          for (const team of teams) {
            expect(team.flatMap(({ members }) => members)).toHaveLength(shape.size);
            // The very tickets that were handed in: no party is torn.
            expect(team.every((ticket) => tickets.includes(ticket))).toBe(true);
          }
        }
      }),
    );
  });

  test("[MM-2] hold only those who all may meet each other", () => {
    fc.assert(
      fc.property(anything, ({ tickets, shape }) => {
        for (const group of formGroups(tickets, shape)) {
          const all = group.flat();
          for (const a of all) for (const b of all) if (a !== b) expect(mayMeet(a, b)).toBe(true);
        }
      }),
    );
  });

  test("[MM-6] do not depend on the order of the queue", () => {
    const shuffled = anything.chain(({ tickets, shape }) =>
      fc.record({
        tickets: fc.constant(tickets),
        shape: fc.constant(shape),
        other: fc.shuffledSubarray(tickets, { minLength: tickets.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ tickets, shape, other }) => {
        expect(namesOf(formGroups(other, shape))).toEqual(namesOf(formGroups(tickets, shape)));
      }),
    );
  });
});

describe("windows", () => {
  test("[MM-2] are 75 points, and 50 more each 5 s; 120 ms, and 200 ms after 15 s", () => {
    expect([0, 4.9, 5, 10, 20, 60].map(windowAfter)).toEqual([75, 75, 125, 175, 275, 675]);
    expect([0, 14.9, 15, 600].map(maxPingAfter)).toEqual([120, 120, 200, 200]);
  });

  test.each<[string, Partial<Ticket>, Partial<Ticket>, boolean]>([
    ["75 points apart", {}, { rating: 1575 }, true],
    ["76 points apart", {}, { rating: 1576 }, false],
    ["both have waited", { waitedS: 5 }, { waitedS: 5, rating: 1625 }, true],
    ["only one has waited: the other's window counts", { waitedS: 60 }, { rating: 1600 }, false],
    ["120 ms", {}, { pingMs: 120 }, true],
    ["121 ms", {}, { pingMs: 121 }, false],
    ["200 ms after 15 s", { waitedS: 15 }, { waitedS: 15, pingMs: 200 }, true],
    ["201 ms, however long they wait", { waitedS: 999 }, { waitedS: 999, pingMs: 201 }, false],
  ])("[MM-2] %s", (_what, one, other, may) => {
    const [a, b] = [makeTicket("a", one), makeTicket("b", other)];
    expect(mayMeet(a, b)).toBe(may);
    expect(mayMeet(b, a)).toBe(may);
    expect(formGroups([a, b])).toHaveLength(may ? 1 : 0);
  });

  test("[MM-3] only widen: who may meet now may meet later", () => {
    const pair = fc.tuple(queues(1, 2), fc.integer({ min: 0, max: 60 }));
    fc.assert(
      fc.property(pair, ([tickets, moreS]) => {
        const [a, b] = tickets;
        if (a === undefined || b === undefined || !mayMeet(a, b)) return;
        const later = (ticket: Ticket) => ({ ...ticket, waitedS: ticket.waitedS + moreS });
        expect(mayMeet(later(a), later(b))).toBe(true);
      }),
    );
  });

  test("[MM-7] who just met is not paired again before both have waited 20 s", () => {
    const a = makeTicket("a", { met: ["b"], waitedS: 19 });
    const b = makeTicket("b", { waitedS: 30 });
    expect(formGroups([a, b])).toEqual([]);
    expect(formGroups([{ ...a, waitedS: 20 }, b])).toHaveLength(1);
    const c = makeTicket("c", { rating: 1570, waitedS: 19 });
    expect(namesOf(formGroups([{ ...a, waitedS: 19 }, b, c]))).toEqual([[["b"], ["c"]]]);
  });
});

describe("waiting", () => {
  test("[MM-4] no two who may meet are left over", () => {
    fc.assert(
      fc.property(queues(1), (tickets) => {
        const placed = new Set(flat(formGroups(tickets)));
        const left = tickets.filter((ticket) => !placed.has(ticket));
        for (const a of left) for (const b of left) expect(a !== b && mayMeet(a, b)).toBe(false);
      }),
    );
  });

  test("[MM-4] who waits longest is paired whenever anybody fits, with the nearest of them", () => {
    fc.assert(
      fc.property(queues(1), (tickets) => {
        const [oldest] = [...tickets].sort(
          (a, b) => b.waitedS - a.waitedS || (a.id < b.id ? -1 : 1),
        );
        if (oldest === undefined) return;
        const gaps = tickets
          .filter((other) => other !== oldest && mayMeet(oldest, other))
          .map(({ rating }) => Math.abs(rating - oldest.rating));
        const own = formGroups(tickets).find((group) => group.flat().includes(oldest));
        expect(own !== undefined).toBe(gaps.length > 0);
        const [partner] = own?.flat().filter((ticket) => ticket !== oldest) ?? [];
        if (partner !== undefined)
          expect(Math.abs(partner.rating - oldest.rating)).toBe(Math.min(...gaps));
      }),
    );
  });

  test("[MM-4] for teams too: the oldest is placed whenever any full match has room for it", () => {
    fc.assert(
      fc.property(queues(2, 8), (tickets) => {
        const shape = { teams: 2, size: 2 };
        const [oldest] = [...tickets].sort(
          (a, b) => b.waitedS - a.waitedS || (a.id < b.id ? -1 : 1),
        );
        if (oldest === undefined) return;
        const isPlaced = flat(formGroups(tickets, shape)).includes(oldest);
        expect(isPlaced).toBe(canFill(oldest, tickets, shape));
      }),
    );
  });
});

describe("parties", () => {
  test("[MM-5] are set against others so that the teams are even", () => {
    const party = makeTicket("p", { members: ["p1", "p2"], rating: 1500 });
    const singles = [1440, 1560, 1510].map((rating, i) => makeTicket(`s${i}`, { rating }));
    const wide = [party, ...singles].map((ticket) => ({ ...ticket, waitedS: 10 }));
    const [group] = formGroups(wide, { teams: 2, size: 2 });
    const teams = group?.map((team) => team.flatMap(({ members }) => members));
    expect(teams).toContainEqual(["p1", "p2"]);
    const four = [1400, 1600, 1420, 1580].map((rating, i) =>
      makeTicket(`x${i}`, { rating, waitedS: 60 }),
    );
    const [even] = formGroups(four, { teams: 2, size: 2 });
    const sums = even?.map((team) => team.reduce((sum, { rating }) => sum + rating, 0));
    expect(sums).toEqual([3000, 3000]);
  });

  test("[MM-5] larger than a team are refused: that is the caller's mistake", () => {
    expect(() => formGroups([makeTicket("p", { members: ["a", "b"] })], DUEL_SHAPE)).toThrow(
      "ticket p has 2 members, a team has 1",
    );
  });
});

/** By brute force over all subsets. */
function canFill(first: Ticket, tickets: readonly Ticket[], shape: MatchShape): boolean {
  const others = tickets.filter((ticket) => ticket !== first);
  for (let bits = 0; bits < 1 << others.length; bits++) {
    const set = [first, ...others.filter((_, i) => (bits >> i) & 1)];
    const sizes = set.map(({ members }) => members.length);
    if (sizes.reduce((sum, size) => sum + size, 0) !== shape.teams * shape.size) continue;
    if (set.every((a) => set.every((b) => a === b || mayMeet(a, b))) && splits(sizes, shape))
      return true;
  }
  return false;
}

/** Whether parties of these sizes fill the teams. */
function splits(sizes: readonly number[], shape: MatchShape): boolean {
  const place = (rest: readonly number[], room: readonly number[]): boolean => {
    const [size, ...others] = rest;
    if (size === undefined) return true;
    return room.some(
      (left, i) =>
        left >= size &&
        place(
          others,
          room.map((l, k) => (k === i ? l - size : l)),
        ),
    );
  };
  return place(
    sizes,
    Array.from({ length: shape.teams }, () => shape.size),
  );
}
