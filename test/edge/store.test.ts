// What the server remembers of guests: on disk, on its own thread, and secret.
import { spawn } from "node:child_process";
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parseConfig } from "../../server/config.ts";
import { deriveKey, KEY_FILE, loadAuthKey } from "../../server/identity/authKey.ts";
import { Identity } from "../../server/identity/Identity.ts";
import { makeLogger } from "../../server/log.ts";
import { openStore as openStoreOf } from "../../server/store/openStore.ts";
import { DATABASE_FILE, SqliteStore } from "../../server/store/sqliteStore.ts";
import { AUTH_SECRET, claimsOf } from "../helpers/forgedToken.ts";
import { waitFor } from "../helpers/waitFor.ts";

const LOG = makeLogger("silent");

let dataDir: string;
const closing: (() => Promise<void>)[] = [];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "fraywire-"));
});
afterEach(async () => {
  await closeAll();
  rmSync(dataDir, { recursive: true, force: true });
});

/** The last opened first: an identity before its store. */
async function closeAll(): Promise<void> {
  for (const close of closing.splice(0).reverse()) await close();
}

async function openStore(): Promise<SqliteStore> {
  const store = await SqliteStore.open(dataDir);
  closing.push(() => store.close());
  return store;
}

async function startIdentity(settings: Record<string, string> = {}): Promise<Identity> {
  const config = parseConfig({ DATA_DIR: dataDir, ...settings });
  const store = await openStoreOf(config, LOG);
  closing.push(() => store.close());
  const identity = await Identity.start(config, LOG, store);
  closing.push(async () => identity.close());
  return identity;
}

function account(n: number) {
  return { id: `account-${n}`, deviceHash: `hash-${n}`, nowMs: 1000 + n };
}

/** Holds the database's write lock until it is released, as another process may. */
function lockFile(): () => void {
  const db = new DatabaseSync(join(dataDir, DATABASE_FILE));
  db.exec("BEGIN IMMEDIATE");
  return () => {
    db.exec("COMMIT");
    db.close();
  };
}

describe("[EDGE-37] the store", () => {
  test("keeps accounts over a restart, and knows a device by its hash", async () => {
    const store = await SqliteStore.open(dataDir);
    await store.createAccount(account(1));
    await store.close();
    const again = await openStore();
    expect(await again.seeDevice("hash-1", 5000)).toEqual({
      id: "account-1",
      name: "",
      createdMs: 1001,
      seenMs: 5000,
      revokedMs: null,
      tokensFromMs: 0,
      isClaimed: false,
    });
    expect(await again.findAccount("account-1")).toMatchObject({ seenMs: 5000 });
    expect(await again.seeDevice("hash-2", 5000)).toBeNull();
    expect(await again.findAccount("account-2")).toBeNull();
  });

  test("keeps the first time of a revocation, and lists revocations by time", async () => {
    const store = await openStore();
    await store.createAccount(account(1));
    await store.createAccount(account(2));
    expect(await store.revokeAccount("account-1", 7000)).toBe(true);
    expect(await store.revokeAccount("account-1", 9000)).toBe(true);
    expect(await store.revokeAccount("nobody", 7000)).toBe(false);
    expect(await store.findAccount("account-1")).toMatchObject({ revokedMs: 7000 });
    expect(await store.revokedSince(7000)).toEqual(["account-1"]);
    expect(await store.revokedSince(7001)).toEqual([]);
  });

  test("refuses a second account for one device", async () => {
    const store = await openStore();
    await store.createAccount(account(1));
    await expect(store.createAccount({ ...account(2), deviceHash: "hash-1" })).rejects.toThrow();
    expect(await store.findAccount("account-2")).toBeNull();
  });

  test("what it has acknowledged survives the process' death", async () => {
    const script = `
      const { SqliteStore } = await import(${JSON.stringify(import.meta.resolve("../../server/store/sqliteStore.ts"))});
      const store = await SqliteStore.open(process.argv[1]);
      setInterval(() => undefined, 1000);
      for (let n = 0; ; n++) {
        await store.createAccount({ id: "account-" + n, deviceHash: "hash-" + n, nowMs: n });
        process.stdout.write(n + "\\n");
      }`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script, dataDir]);
    let told = "";
    child.stdout.on("data", (data) => {
      told += data;
    });
    await waitFor(() => told.split("\n").length > 50, {
      describe: "50 acknowledged accounts",
      timeoutMs: 15_000,
    });
    child.kill("SIGKILL");
    await waitFor(() => child.signalCode !== null, { describe: "the death" });
    const store = await openStore();
    const last = Number(told.trimEnd().split("\n").at(-1));
    for (const n of [0, last >> 1, last]) {
      expect(await store.findAccount(`account-${n}`), `account ${n}`).not.toBeNull();
    }
  });

  test("writes ahead of the database, so that reading waits for nobody's write", async () => {
    await openStore();
    const db = new DatabaseSync(join(dataDir, DATABASE_FILE), { readOnly: true });
    expect(db.prepare("PRAGMA journal_mode").get()).toEqual({ journal_mode: "wal" });
    db.close();
  });

  test("no tick waits for the disk: while the file is busy this thread goes on", async () => {
    const store = await openStore();
    const release = lockFile();
    let isDone = false;
    const writing = store.createAccount(account(1)).then(() => {
      isDone = true;
    });
    // Awaited below; a failure before that is not unheard.
    writing.catch(() => undefined);
    let longestGapMs = 0;
    let turns = 0;
    let lastMs = performance.now();
    await waitFor(
      () => {
        const nowMs = performance.now();
        longestGapMs = Math.max(longestGapMs, nowMs - lastMs);
        lastMs = nowMs;
        return ++turns > 20;
      },
      { describe: "20 turns of the event loop", intervalMs: 1 },
    );
    expect(isDone).toBe(false);
    // Waiting here for the file would take its 2 s.
    expect(longestGapMs).toBeLessThan(1000);
    release();
    await writing;
    expect(await store.findAccount("account-1")).not.toBeNull();
  });

  test("a busy file for too long is an error, and the next question works", async () => {
    const store = await openStore();
    const release = lockFile();
    await expect(store.createAccount(account(1))).rejects.toThrow(/locked/);
    release();
    await store.createAccount(account(1));
  });

  test("a thread that dies is replaced; who waits is told", async () => {
    const store = await openStore();
    await store.createAccount(account(1));
    const inner = store as unknown as { thread: { terminate(): Promise<number> } };
    // Or it has its answer already.
    const asked = Promise.allSettled([store.findAccount("account-1")]);
    await inner.thread.terminate();
    await asked;
    expect(await store.findAccount("account-1")).toMatchObject({ id: "account-1" });
  });

  test("a file of a later version, or no database at all: an error that names the file", async () => {
    const path = join(dataDir, DATABASE_FILE);
    writeFileSync(path, "this is a letter to my grandmother, and no database. ".repeat(50));
    await expect(SqliteStore.open(dataDir)).rejects.toThrow(path);
    rmSync(path);
    const db = new DatabaseSync(path);
    db.exec("PRAGMA user_version = 99");
    db.close();
    await expect(SqliteStore.open(dataDir)).rejects.toThrow(/version 99/);
  });
});

describe("[EDGE-38] secrets on the disk", () => {
  test("a key is made once, readable by its owner alone, and kept", () => {
    const first = loadAuthKey("", dataDir);
    expect(first).toHaveLength(32);
    const path = join(dataDir, KEY_FILE);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    chmodSync(path, 0o644);
    expect(loadAuthKey("", dataDir)).toEqual(first);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(dataDir)).toEqual([KEY_FILE]);
  });

  test("a key file that is no key stops the start, and says so", async () => {
    writeFileSync(join(dataDir, KEY_FILE), "short");
    await expect(startIdentity()).rejects.toThrow(/auth\.key is not a key/);
  });

  test("with AUTH_SECRET no key is written", async () => {
    await startIdentity({ AUTH_SECRET });
    expect(readdirSync(dataDir)).not.toContain(KEY_FILE);
  });

  test("each use has a key of its own", () => {
    const root = loadAuthKey(AUTH_SECRET, dataDir);
    expect(deriveKey(root, "token")).not.toEqual(deriveKey(root, "ticket"));
    expect(deriveKey(root, "token")).toEqual(deriveKey(root, "token"));
  });

  test("an AUTH_SECRET that is too short is refused without being shown", () => {
    const short = "hunter2hunter2";
    expect(() => parseConfig({ AUTH_SECRET: short })).toThrow(/AUTH_SECRET=\(hidden\) must have/);
    expect(() => parseConfig({ AUTH_SECRET: short })).not.toThrow(short);
  });

  test("a folder that cannot be used is named", async () => {
    const file = join(dataDir, "file");
    writeFileSync(file, "");
    await expect(startIdentity({ DATA_DIR: join(file, "data") })).rejects.toThrow(/DATA_DIR=/);
  });

  test("the database holds no device's secret and no token", async () => {
    const identity = await startIdentity();
    const { device, token } = await identity.welcome();
    await identity.welcomeBack(device);
    for (const name of readdirSync(dataDir)) {
      expect(statSync(join(dataDir, name)).mode & 0o077, name).toBe(0);
      const bytes = readFileSync(join(dataDir, name)).toString("latin1");
      expect(bytes, name).not.toContain(device);
      expect(bytes, name).not.toContain(token);
    }
    const files = readdirSync(dataDir).map((name) => readFileSync(join(dataDir, name), "latin1"));
    expect(files.some((bytes) => bytes.includes(String(claimsOf(token).sub)))).toBe(true);
  });

  test("a device keeps its account over a restart of the server; another key ends all tokens", async () => {
    const before = await startIdentity();
    const { device, token } = await before.welcome();
    await closeAll();
    const after = await startIdentity();
    const account = String(claimsOf(token).sub);
    expect(await after.recognise(token)).toMatchObject({ accountId: account });
    const back = await after.welcomeBack(device);
    if (back === null || back === "revoked") throw new Error("the device was forgotten");
    expect(claimsOf(back.token).sub).toBe(account);
    await closeAll();
    const rekeyed = await startIdentity({ AUTH_SECRET });
    expect(await rekeyed.recognise(token)).toBeNull();
  });
});
