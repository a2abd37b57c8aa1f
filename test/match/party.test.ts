// The book of a private room, through any sequence of comings, goings and requests.
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Member, Party } from "../../server/match/party.ts";
import { PARTY_HOLD_S, PARTY_MAX, PARTY_MODES, type PartySide } from "../../shared/net/party.ts";

const account = fc.integer({ min: 0, max: 19 }).map((n) => `account-${n}`);
const step = fc.oneof(
  fc.record({ kind: fc.constant("enter" as const), account }),
  fc.record({ kind: fc.constant("leave" as const), account }),
  fc.record({ kind: fc.constant("drop" as const), account }),
  fc.record({ kind: fc.constant("remove" as const), account, other: account }),
  fc.record({ kind: fc.constant("makeHost" as const), account, other: account }),
  fc.record({ kind: fc.constant("ready" as const), account }),
  fc.record({
    kind: fc.constant("side" as const),
    account,
    side: fc.constantFrom<PartySide>(0, 1, 2),
  }),
  fc.record({
    kind: fc.constant("rules" as const),
    account,
    mode: fc.constantFrom(...PARTY_MODES),
    bots: fc.integer({ min: 0, max: 11 }),
  }),
  fc.record({ kind: fc.constant("wait" as const), seconds: fc.integer({ min: 1, max: 90 }) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Plays the steps as a room would. Calls `check` after each. */
function play(steps: readonly Step[], check: (party: Party, removed: Set<string>) => void): void {
  const party = new Party();
  const removed = new Set<string>();
  let nowMs = 0;
  let made = 0;
  for (const one of steps) {
    const member = "account" in one ? party.find(one.account) : undefined;
    if (one.kind === "enter") {
      if (party.whyNotEnter(one.account) === null)
        party.enter(one.account, "Name", `key-${made++}`);
    } else if (one.kind === "wait") {
      nowMs += one.seconds * 1000;
      party.lapse(nowMs);
    } else if (member !== undefined) act(party, member, one, nowMs, removed);
    check(party, removed);
  }
}

function act(
  party: Party,
  member: Member,
  one: Exclude<Step, { kind: "enter" | "wait" }>,
  nowMs: number,
  removed: Set<string>,
): void {
  const keyOf = (accountId: string) => party.find(accountId)?.key ?? "nobody";
  switch (one.kind) {
    case "leave":
      party.leave(member);
      break;
    case "drop":
      party.drop(member, nowMs);
      break;
    case "remove": {
      const gone = party.remove(member, keyOf(one.other));
      if (typeof gone !== "string") removed.add(gone.accountId);
      break;
    }
    case "makeHost":
      party.makeHost(member, keyOf(one.other));
      break;
    case "ready":
      party.setReady(member, true);
      break;
    case "side":
      party.setSide(member, one.side);
      break;
    case "rules":
      party.setRules(member, { mode: one.mode, mapId: "", bots: one.bots, minutes: 5 });
  }
}

const steps = fc.array(step, { maxLength: 60 });

test("[PTY-3] a party with members has exactly one host, who is a member; an empty one has none", () => {
  fc.assert(
    fc.property(steps, (sequence) => {
      play(sequence, (party) => {
        const hosts = party.members.filter((member) => party.isHost(member));
        expect(hosts).toHaveLength(party.members.length === 0 ? 0 : 1);
      });
    }),
    { numRuns: 300 },
  );
});

test("[PTY-1] nobody is a member twice, there are never more than fit, and the removed stay out", () => {
  fc.assert(
    fc.property(steps, (sequence) => {
      play(sequence, (party, removed) => {
        const accounts = party.members.map(({ accountId }) => accountId);
        expect(new Set(accounts).size).toBe(accounts.length);
        expect(accounts.length).toBeLessThanOrEqual(PARTY_MAX);
        for (const gone of removed) expect(accounts).not.toContain(gone);
      });
    }),
    { numRuns: 300 },
  );
});

test("[PTY-5] a Duel never has two on one side, and side 2 is a Duel's alone", () => {
  fc.assert(
    fc.property(steps, (sequence) => {
      play(sequence, (party) => {
        const sides = party.members.map(({ side }) => side);
        const onTwo = sides.filter((side) => side === 2).length;
        if (party.rules.mode === "duel") {
          expect(sides.filter((side) => side === 1).length).toBeLessThanOrEqual(1);
          expect(onTwo).toBeLessThanOrEqual(1);
          expect(party.rules.bots).toBeLessThanOrEqual(1);
        } else expect(onTwo).toBe(0);
      });
    }),
    { numRuns: 300 },
  );
});

test("[PTY-6] what may start has players, all ready but the host, and two sides in a Duel", () => {
  fc.assert(
    fc.property(steps, (sequence) => {
      play(sequence, (party) => {
        for (const member of party.members) {
          if (party.mayStart(member) !== true) continue;
          const { players, rules } = party;
          expect(party.isHost(member)).toBe(true);
          expect(players.length).toBeGreaterThan(0);
          expect(players.every((one) => one.isReady || party.isHost(one))).toBe(true);
          expect(players.every((one) => one.isConnected)).toBe(true);
          if (rules.mode === "duel") expect(players.length + rules.bots).toBeGreaterThanOrEqual(2);
        }
      });
    }),
    { numRuns: 300 },
  );
});

test("[PTY-2] who drops keeps place and side for the hold's whole time, and no longer", () => {
  const party = new Party();
  party.enter("a", "Ann", "ka");
  const bob = party.enter("b", "Bob", "kb");
  party.setSide(bob, 0);
  party.drop(bob, 1000);
  expect(party.lapse(1000 + PARTY_HOLD_S * 1000 - 1)).toBe(false);
  expect(party.enter("b", "Bobby", "other")).toBe(bob);
  expect(bob).toMatchObject({ key: "kb", side: 0, name: "Bobby", isConnected: true });
  party.drop(bob, 2000);
  expect(party.lapse(2000 + PARTY_HOLD_S * 1000)).toBe(true);
  expect(party.enter("b", "Bob", "new").key).toBe("new");
});
