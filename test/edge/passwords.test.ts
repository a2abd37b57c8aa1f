// Passwords and recovery codes as they are kept, and the queue before the work. On the real Argon2.
import { argon2Sync } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Passwords } from "../../server/identity/passwords.ts";
import {
  hashRecoveryCode,
  isRecoveryCode,
  makeRecoveryCode,
} from "../../server/identity/recoveryCodes.ts";
import { BusyError, WorkQueue } from "../../server/identity/workQueue.ts";

const PASSWORD = "a horse of battery staples";

describe("[ACC-7] a password", () => {
  const passwords = new Passwords();

  test("is kept as Argon2id with a salt of its own, at OWASP's cost or above", async () => {
    const [kept, other] = await Promise.all([passwords.hash(PASSWORD), passwords.hash(PASSWORD)]);
    const [, algorithm, version, cost = "", salt = "", hash = ""] = kept.split("$");
    expect([algorithm, version]).toEqual(["argon2id", "v=19"]);
    const [memory = 0, passes = 0, lanes = 0] = [...cost.matchAll(/\d+/g)].map(Number);
    expect(memory).toBeGreaterThanOrEqual(19 * 1024);
    expect(passes).toBeGreaterThanOrEqual(2);
    expect(lanes).toBe(1);
    expect(other).not.toBe(kept);
    expect(kept).not.toContain(PASSWORD);
    const again = argon2Sync("argon2id", {
      message: PASSWORD,
      nonce: Buffer.from(salt, "base64"),
      memory,
      passes,
      parallelism: lanes,
      tagLength: 32,
    });
    expect(again.toString("base64").replace(/=+$/, "")).toBe(hash);
  });

  test("is found again, no other is, and nothing is of nobody's", async () => {
    const kept = await passwords.hash(PASSWORD);
    expect(await passwords.verify(PASSWORD, kept)).toEqual({ isRight: true, isDated: false });
    expect((await passwords.verify(`${PASSWORD} `, kept)).isRight).toBe(false);
    expect((await passwords.verify(PASSWORD, null)).isRight).toBe(false);
  });

  test("of an older cost is still found, and known to be dated", async () => {
    const older = new Passwords({ memoryKiB: 1024, passes: 1, lanes: 1 });
    const kept = await older.hash(PASSWORD);
    expect(await passwords.verify(PASSWORD, kept)).toEqual({ isRight: true, isDated: true });
  });

  test("that was kept by nobody of us is a fault, and lets nobody in", async () => {
    for (const kept of ["", "plain text", "$2b$12$abcdefghijklmnopqrstuv"]) {
      await expect(passwords.verify(PASSWORD, kept)).rejects.toThrow("not of the form");
    }
  });

  test("is worked on beside the game's thread, which goes on meanwhile", async () => {
    let turns = 0;
    let isDone = false;
    const work = Promise.all(Array.from({ length: 8 }, () => passwords.hash(PASSWORD))).then(() => {
      isDone = true;
    });
    while (!isDone) {
      turns++;
      await new Promise((resolve) => setImmediate(resolve));
    }
    await work;
    // On this thread it would be one turn for each.
    expect(turns).toBeGreaterThan(100);
  });
});

describe("[ACC-7] the queue before it", () => {
  test("lets two work at once, the others in turn, and refuses beyond its end", async () => {
    const queue = new WorkQueue(2, 3);
    const started: number[] = [];
    const finish: (() => void)[] = [];
    const work = (n: number) =>
      queue.run(() => {
        started.push(n);
        return new Promise<number>((resolve) => finish.push(() => resolve(n)));
      });
    const runs = [0, 1, 2, 3, 4].map(work);
    expect(started).toEqual([0, 1]);
    await expect(work(5)).rejects.toThrow(BusyError);
    finish[0]?.();
    expect(await runs[0]).toBe(0);
    expect(started).toEqual([0, 1, 2]);
    for (let n = 1; n < 5; n++) {
      finish[n]?.();
      expect(await runs[n]).toBe(n);
    }
    const last = work(6);
    finish[5]?.();
    expect(await last).toBe(6);
  });

  test("goes on after work that failed", async () => {
    const queue = new WorkQueue(1, 5);
    const failing = queue.run(() => Promise.reject(new Error("broken")));
    const next = queue.run(async () => "next");
    await expect(failing).rejects.toThrow("broken");
    expect(await next).toBe("next");
  });
});

describe("[ACC-3] a recovery code", () => {
  test("has 24 characters that nothing looks like, and none comes twice", () => {
    const codes = Array.from({ length: 2000 }, makeRecoveryCode);
    expect(new Set(codes).size).toBe(codes.length);
    const letters = new Set(codes.join("").replaceAll("-", ""));
    expect([...letters].sort().join("")).toBe("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
  });

  test("is known however it is typed, and kept as something else", () => {
    fc.assert(
      fc.property(fc.nat(4), (style) => {
        const code = makeRecoveryCode();
        const kept = hashRecoveryCode(code);
        expect(kept).not.toContain(code.slice(0, 4));
        const lookAlike = code.replaceAll("0", "o").replaceAll("1", "l");
        const typed = [code, code.toLowerCase(), code.replaceAll("-", ""), ` ${code} `, lookAlike];
        expect(isRecoveryCode(typed[style] ?? "", kept)).toBe(true);
        expect(isRecoveryCode(makeRecoveryCode(), kept)).toBe(false);
        expect(isRecoveryCode(code.slice(1), kept)).toBe(false);
        expect(isRecoveryCode(code, null)).toBe(false);
      }),
    );
  });
});
