// Accounts, devices and credentials, alike in both databases; and the way from the first tables to these.

import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { DATABASE_FILE } from "../../server/store/sqliteStore.ts";
import type { Store } from "../../server/store/store.ts";
import { closeDatabases, findKinds, stopServers } from "./databases.ts";

const kinds = await findKinds();
afterEach(closeDatabases);
afterAll(stopServers);

const CREDENTIALS = { email: "ada@example.org", passwordHash: "p1", recoveryHash: "r1" };

async function makeGuest(store: Store, id: string): Promise<void> {
  await store.createAccount({ id, deviceHash: `device-of-${id}`, nowMs: 1000 });
}

describe.each(kinds)("accounts in $name", ({ isHere, makePlace }) => {
  const openStore = async () => (await (await makePlace()).open()).store;

  test.runIf(isHere)("[STO-1] are kept with all that was told of them", async () => {
    const place = await makePlace();
    const { store } = await place.open();
    await makeGuest(store, "a");
    const again = (await place.open()).store;
    expect(await again.seeDevice("device-of-a", 600)).toEqual({
      id: "a",
      name: "",
      createdMs: 1000,
      seenMs: 600,
      revokedMs: null,
      tokensFromMs: 0,
      isClaimed: false,
    });
    expect(await store.findAccount("a")).toMatchObject({ seenMs: 600 });
    expect(await again.seeDevice("device-of-b", 600)).toBeNull();
    expect(await again.findAccount("b")).toBeNull();
  });

  test.runIf(isHere)(
    "[STO-1] a device belongs to one account, which may have several",
    async () => {
      const store = await openStore();
      await makeGuest(store, "a");
      await makeGuest(store, "b");
      await store.addDevice("a", "phone", 2000);
      expect(await store.seeDevice("phone", 3000)).toMatchObject({ id: "a" });
      expect(await store.seeDevice("device-of-a", 3000)).toMatchObject({ id: "a" });
      await expect(store.addDevice("b", "phone", 4000)).rejects.toThrow();
      await expect(
        store.createAccount({ id: "c", deviceHash: "phone", nowMs: 1 }),
      ).rejects.toThrow();
      expect(await store.findAccount("c")).toBeNull();
    },
  );

  test.runIf(isHere)("[STO-2] signing out everywhere ends devices and tokens", async () => {
    const store = await openStore();
    await makeGuest(store, "a");
    await makeGuest(store, "b");
    await store.addDevice("a", "phone", 2000);
    await store.signOutEverywhere("a", 7000);
    expect(await store.seeDevice("phone", 8000)).toBeNull();
    expect(await store.seeDevice("device-of-a", 8000)).toBeNull();
    expect(await store.seeDevice("device-of-b", 8000)).not.toBeNull();
    expect(await store.findAccount("a")).toMatchObject({ tokensFromMs: 7000 });
    expect(await store.signedOutSince(7000)).toEqual(new Map([["a", 7000]]));
    expect(await store.signedOutSince(7001)).toEqual(new Map());
    expect(await store.signedOutSince(0)).toEqual(new Map([["a", 7000]]));
  });

  test.runIf(isHere)(
    "[STO-2] a revocation keeps its first time, and is listed by time",
    async () => {
      const store = await openStore();
      await makeGuest(store, "a");
      await makeGuest(store, "b");
      expect(await store.revokeAccount("a", 7000)).toBe(true);
      expect(await store.revokeAccount("a", 9000)).toBe(true);
      expect(await store.revokeAccount("nobody", 7000)).toBe(false);
      expect(await store.findAccount("a")).toMatchObject({ revokedMs: 7000 });
      expect(await store.revokedSince(7000)).toEqual(["a"]);
      expect(await store.revokedSince(7001)).toEqual([]);
    },
  );

  test.runIf(isHere)("[STO-3] an e-mail is one account's, and an account has one", async () => {
    const store = await openStore();
    await makeGuest(store, "a");
    await makeGuest(store, "b");
    expect(await store.claimAccount("a", CREDENTIALS)).toBe("ok");
    expect(await store.claimAccount("a", { ...CREDENTIALS, email: "b@example.org" })).toBe(
      "claimed",
    );
    expect(await store.claimAccount("a", CREDENTIALS)).toBe("claimed");
    expect(await store.claimAccount("b", CREDENTIALS)).toBe("taken");
    expect(await store.findCredentials(CREDENTIALS.email)).toEqual({
      ...CREDENTIALS,
      accountId: "a",
    });
    expect(await store.findCredentials("b@example.org")).toBeNull();
    expect(await store.findAccount("a")).toMatchObject({ isClaimed: true });
    expect(await store.findAccount("b")).toMatchObject({ isClaimed: false });
  });

  test.runIf(isHere)("[STO-3] of many who claim one e-mail at once one gets it", async () => {
    const store = await openStore();
    const ids = ["a", "b", "c", "d", "e"];
    for (const id of ids) await makeGuest(store, id);
    const answers = await Promise.all(ids.map((id) => store.claimAccount(id, CREDENTIALS)));
    expect(answers.toSorted()).toEqual(["ok", "taken", "taken", "taken", "taken"]);
  });

  test.runIf(isHere)("[STO-3] a recovery code is good once", async () => {
    const store = await openStore();
    await makeGuest(store, "a");
    await store.claimAccount("a", CREDENTIALS);
    const next = { passwordHash: "p2", recoveryHash: "r2" };
    const answers = await Promise.all([
      store.replaceCredentials("a", "r1", next),
      store.replaceCredentials("a", "r1", { passwordHash: "p3", recoveryHash: "r3" }),
    ]);
    expect(answers.toSorted()).toEqual([false, true]);
    expect(await store.replaceCredentials("a", "r1", next)).toBe(false);
    expect(await store.replaceCredentials("nobody", "r1", next)).toBe(false);
  });

  test.runIf(isHere)("[STO-4] many that start at once make the tables once", async () => {
    const place = await makePlace();
    const opened = await Promise.all([1, 2, 3, 4].map(() => place.openAsServer()));
    for (const [index, store] of opened.entries()) await makeGuest(store, `guest-${index}`);
    expect(await opened[0]?.findAccount("guest-3")).not.toBeNull();
  });
});

test("[STO-4] a file of version 1 is taken over with every guest and revocation", async () => {
  const place = await kinds[0]?.makePlace();
  if (place === undefined) throw new Error("SQLite is not there");
  const old = new DatabaseSync(join(place.dataDir, DATABASE_FILE));
  old.exec(`CREATE TABLE accounts (
       id TEXT PRIMARY KEY,
       device_hash TEXT NOT NULL UNIQUE,
       created_ms INTEGER NOT NULL,
       seen_ms INTEGER NOT NULL,
       revoked_ms INTEGER
     ) STRICT;
     CREATE INDEX accounts_revoked ON accounts (revoked_ms) WHERE revoked_ms IS NOT NULL;
     PRAGMA user_version = 1;`);
  const insert = old.prepare("INSERT INTO accounts VALUES (?, ?, ?, ?, ?)");
  for (let n = 0; n < 60; n++) insert.run(`guest-${n}`, `device-${n}`, n, n + 1, n % 7 ? null : 9);
  old.close();
  const { store } = await place.open();
  for (let n = 0; n < 60; n++) {
    expect(await store.seeDevice(`device-${n}`, 10_000), `guest ${n}`).toMatchObject({
      id: `guest-${n}`,
      createdMs: n,
      revokedMs: n % 7 ? null : 9,
    });
  }
  expect(await store.revokedSince(0)).toHaveLength(Math.ceil(60 / 7));
  await store.createAccount({ id: "new", deviceHash: "new-device", nowMs: 20_000 });
});
