// The private members of Colyseus that server/edge/upstream.ts reaches into are still what it says. When one of these
// fails after an update: read upstream again, then its guards, then run all of test/edge.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Room } from "@colyseus/core";
import { describe, expect, test, vi } from "vitest";
import { forgiveLeaves, interceptClients } from "../../server/edge/upstream.ts";

const MODULES = join(import.meta.dirname, "../../node_modules");
function versionOf(name: string): string {
  const text = readFileSync(join(MODULES, name, "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

/** The text of a private method. */
function sourceOf(name: string): string {
  const method = (Room.prototype as unknown as Record<string, unknown>)[name];
  expect(method, name).toBeTypeOf("function");
  return String(method);
}

describe("[EDGE-20] what the guards rely on", () => {
  test.each([
    ["@colyseus/core", "0.18.17"],
    ["@colyseus/ws-transport", "0.18.4"],
    ["@colyseus/schema", "5.0.34"],
    ["@colyseus/sdk", "0.18.4"],
  ])("%s is the version that was read: %s", (name, version) => {
    expect(versionOf(name)).toBe(version);
  });

  test("every frame goes through the room's own _onMessage, bound at the end of _onJoin", () => {
    expect(sourceOf("_onJoin")).toMatch(
      /\.on\("message", this\._onMessage\.bind\(this, client\)\)/,
    );
    expect(sourceOf("_onMessage")).toMatch(/PROTOCOL_CODE_MASK/);
  });

  test("seats that are reserved, or held, and nobody sits in are the keys of _reservedSeats", () => {
    expect(sourceOf("_reserveSeat")).toMatch(/this\._reservedSeats\[sessionId\] = /);
    expect(sourceOf("hasReachedMaxClients")).toMatch(/Object\.keys\(this\._reservedSeats\)/);
  });

  test("kickClient leaves the room first and closes the socket then", () => {
    expect(sourceOf("kickClient")).toMatch(/forciblyCloseClient/);
    expect(sourceOf("sendFullState")).toMatch(/client\.raw\(/);
  });

  test("a hook that fails after a leave is thrown again, which forgiveLeaves ends", async () => {
    const told = vi.fn();
    class Faulty extends Room {
      override onUncaughtException(error: Error, method: string) {
        told(method, (error.cause as Error).message);
      }
      override onLeave(): Promise<void> {
        throw new Error("left badly");
      }
    }
    const bare = new Faulty();
    await expect(async () => bare.onLeave()).rejects.toThrow("left badly");
    const forgiving = new Faulty();
    forgiveLeaves(forgiving);
    await expect(forgiving.onLeave()).resolves.toBeUndefined();
    expect(told).toHaveBeenCalledTimes(2);
    expect(told).toHaveBeenCalledWith("onLeave", "left badly");
  });

  test("a room without these methods does not start", () => {
    const hooks = { joining: () => undefined, admits: () => true };
    expect(() => interceptClients({}, hooks)).toThrow("Colyseus has changed");
  });
});
