// The ledger in front of a real store that is away, refuses, or comes back; and its outbox over restarts.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { makeLogger } from "../../server/log.ts";
import type { FinishedMatch, RecordedMatch } from "../../server/match/finishedMatch.ts";
import { MatchLedger, OUTBOX_FOLDER } from "../../server/match/results.ts";
import { StoreRefusalError } from "../../server/store/refusals.ts";
import type { SqlStore } from "../../server/store/sqlStore.ts";
import { waitFor } from "../helpers/waitFor.ts";
import { closeDatabases, findKinds, type Place, stopServers } from "./databases.ts";
import { arena, duel } from "./matches.ts";

const kinds = await findKinds();
afterEach(closeDatabases);
afterAll(stopServers);

const log = makeLogger("silent");

/** The real store, behind a door that a test closes. */
class Door {
  isAway = false;
  /** Matches with which it fails, whatever the door: by what it throws. */
  readonly troubles = new Map<string, Error>();
  tries = 0;
  private readonly store: SqlStore;

  constructor(store: SqlStore) {
    this.store = store;
  }

  async recordMatch(match: FinishedMatch): Promise<RecordedMatch> {
    this.tries++;
    const trouble = this.troubles.get(match.matchId);
    if (trouble !== undefined) throw trouble;
    if (this.isAway) throw new Error("disk I/O error");
    return this.store.recordMatch(match);
  }
}

let place: Place;
let store: SqlStore;
let door: Door;
let ledger: MatchLedger;

beforeEach(async () => {
  const [sqlite] = kinds;
  if (sqlite === undefined) throw new Error("SQLite is not there");
  place = await sqlite.makePlace();
  store = (await place.open()).store;
  door = new Door(store);
  ledger = await openLedger();
});
afterEach(() => ledger.close());

const openLedger = () => MatchLedger.open({ dataDir: place.dataDir, store: door, log });
const outbox = (...path: string[]) => join(place.dataDir, OUTBOX_FOLDER, ...path);
const filesIn = (folder: string) => readdirSync(folder).filter((name) => name.endsWith(".json"));

/** Both have told the ledger, and the store has been asked in vain. */
async function submitInVain(...matches: FinishedMatch[]): Promise<Promise<RecordedMatch>[]> {
  door.isAway = true;
  const promises = matches.map((match) => ledger.submit(match));
  for (const promise of promises) promise.catch(() => undefined);
  await waitFor(() => ledger.depth === matches.length && door.tries > 1, {
    describe: "the store to be tried",
  });
  return promises;
}

describe("[STO-12] the ledger", () => {
  test("answers once the match is in the store, the same each time, and clears up", async () => {
    const match = duel("m1", ["a", "b"]);
    const [first, twice] = await Promise.all([ledger.submit(match), ledger.submit(match)]);
    expect(twice).toEqual(first);
    expect(await ledger.submit(match)).toEqual(first);
    expect(await store.ratingsOf(["a"])).toEqual([first.ratings.get("a")?.after]);
    expect(filesIn(outbox())).toEqual([]);
    expect(ledger.depth).toBe(0);
  });

  test("while the store is away the match is on this machine's disk, whole", async () => {
    const match = arena("r1", { a: 300, b: 100 });
    const [promise] = await submitInVain(match);
    expect(JSON.parse(readFileSync(outbox("r1.json"), "utf8"))).toEqual(match);
    const again = ledger.submit(match);
    door.isAway = false;
    expect(await again).toEqual(await promise);
    expect(await store.statsOf("a")).toBeNull();
    expect((await store.historyOf("a", match.endedMs + 1)).rows).toHaveLength(1);
    expect(filesIn(outbox())).toEqual([]);
  });

  test("a start goes on with what the one before left", async () => {
    const left = await submitInVain(duel("m1", ["a", "b"]), duel("m2", ["a", "b"]));
    await ledger.close();
    for (const promise of left) await expect(promise).rejects.toThrow(/outbox/);
    expect(filesIn(outbox()).toSorted()).toEqual(["m1.json", "m2.json"]);
    door.isAway = false;
    ledger = await openLedger();
    await waitFor(() => ledger.depth === 0, { describe: "the outbox to be empty" });
    expect((await store.ratingsOf(["a"]))[0]?.matches).toBe(2);
    expect(filesIn(outbox())).toEqual([]);
  });

  test("closing it delivers what was submitted before", async () => {
    const promises = ["m1", "m2", "m3"].map((id) => ledger.submit(duel(id, ["a", "b"])));
    await ledger.close();
    await Promise.all(promises);
    expect((await store.ratingsOf(["a"]))[0]?.matches).toBe(3);
    expect(filesIn(outbox())).toEqual([]);
    await expect(ledger.submit(duel("m4", ["a", "b"]))).rejects.toThrow(/closed/);
  });

  test("without an outbox the store still gets the match", async () => {
    rmSync(outbox(), { recursive: true });
    await ledger.submit(duel("m1", ["a", "b"]));
    expect((await store.ratingsOf(["a"]))[0]?.matches).toBe(1);
  });
});

describe("[STO-13] what cannot be recorded holds up nobody", () => {
  test("a file that holds no match is put aside", async () => {
    await ledger.close();
    writeFileSync(outbox("torn.json"), '{"matchId":"to');
    writeFileSync(outbox("strange.json"), JSON.stringify({ matchId: "strange", mode: "chess" }));
    writeFileSync(outbox("name.json"), JSON.stringify(duel("other", ["a", "b"])));
    writeFileSync(outbox("m1.json"), JSON.stringify(duel("m1", ["a", "b"])));
    ledger = await openLedger();
    await waitFor(() => ledger.depth === 0, { describe: "the outbox to be empty" });
    expect((await store.ratingsOf(["a"]))[0]?.matches).toBe(1);
    expect(filesIn(outbox("aside")).toSorted()).toEqual(["name.json", "strange.json", "torn.json"]);
    expect(filesIn(outbox())).toEqual([]);
  });

  test("a match that the store refuses is put aside, and its room is told", async () => {
    door.troubles.set("bad", new StoreRefusalError("constraint failed"));
    const bad = ledger.submit(duel("bad", ["a", "b"]));
    const good = ledger.submit(duel("good", ["a", "b"]));
    await expect(bad).rejects.toThrow(StoreRefusalError);
    await good;
    expect(filesIn(outbox("aside"))).toEqual(["bad.json"]);
    expect(existsSync(outbox("bad.json"))).toBe(false);
  });

  test("a match that fails again and again waits, and the others do not", async () => {
    door.troubles.set("slow", new Error("statement timeout"));
    const slow = ledger.submit(duel("slow", ["a", "b"]));
    await Promise.all(["m1", "m2", "m3"].map((id) => ledger.submit(duel(id, ["a", "b"]))));
    expect(ledger.depth).toBe(1);
    door.troubles.clear();
    await slow;
    expect((await store.ratingsOf(["a"]))[0]?.matches).toBe(4);
  });

  test("a mistake of ours is told at once, and goes nowhere", async () => {
    const mistakes: FinishedMatch[] = [
      { ...arena("r1", { a: 1, b: 0 }), isRanked: true },
      { ...duel("m1", ["a", "b"]), players: duel("m1", ["a", "a"]).players },
      duel("../../etc/passwd", ["a", "b"]),
      { ...duel("m1", ["a", "b"]), endedMs: Number.NaN },
    ];
    for (const match of mistakes) {
      await expect(ledger.submit(match)).rejects.toThrow(/cannot be recorded/);
    }
    expect(ledger.depth).toBe(0);
    expect(filesIn(outbox())).toEqual([]);
  });
});
