// What server/net/serializer reads of Colyseus is still what it says, and the methods whose work it does in their place
// are still as they were read. When one of these fails after an update: read upstream again, then the serializer, then
// run all of test/net/serializer with SERIALIZER_SEEDS=20000.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Room, SchemaSerializer } from "@colyseus/core";
import {
  $changes,
  type ChangeTree,
  Encoder,
  getEncodeDescriptor,
  OPERATION,
  StateView,
} from "@colyseus/schema";
import { describe, expect, test } from "vitest";
import { WHOLE_ARRAY } from "../../../server/net/serializer/upstream.ts";
import { Kitchen, Part, TAG_TEAM } from "./kitchenState.ts";

const MODULES = join(import.meta.dirname, "../../../node_modules");

function versionOf(name: string): string {
  const text = readFileSync(join(MODULES, name, "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

/** A method's text, shortened to what a table can hold. */
function digestOf(owner: object, method: string): string {
  const text = String((owner as Record<string, unknown>)[method]).replace(/\s+/g, " ");
  return createHash("sha1").update(text).digest("hex").slice(0, 12);
}

function treeOf(entity: object): ChangeTree {
  return (entity as { [$changes]: ChangeTree })[$changes];
}

function makeEncoder(): { state: Kitchen; encoder: Encoder } {
  const state = new Kitchen();
  state.poses.set("0", new Part());
  return { state, encoder: new Encoder(state) };
}

describe("[SER-9] what the shared encode relies on", () => {
  test.each([
    ["@colyseus/schema", "5.0.34"],
    ["@colyseus/core", "0.18.17"],
    ["@colyseus/sdk", "0.18.4"],
    ["ws", "8.23.0"],
  ])("%s is the version that was read: %s", (name, version) => {
    expect(versionOf(name)).toBe(version);
  });

  test.each([
    [Encoder.prototype, "encodeView", "f3b9f440b500"],
    [Encoder.prototype, "_encodeChannel", "f32a8fb36678"],
    [Encoder.prototype, "encodeFullSync", "8be514563705"],
    [Encoder.prototype, "discardChanges", "c9198b0a7ad7"],
    [SchemaSerializer.prototype, "applyPatches", "b63eca8d7726"],
    [SchemaSerializer.prototype, "getFullState", "f15e7bfff41d"],
    [SchemaSerializer.prototype, "reset", "b3cd12ffddac"],
    [StateView.prototype, "isVisible", "1bd9f42636dd"],
    [StateView.prototype, "isChangeTreeVisible", "dc4e9ec8abd7"],
  ])("%o: %s is as it was read", (owner, method, digest) => {
    expect(digestOf(owner, method)).toBe(digest);
  });

  test("the serializer keeps its encoder and buffers where they were", () => {
    const serializer = new SchemaSerializer<Kitchen>();
    serializer.reset(new Kitchen());
    serializer.getFullState();
    for (const member of [
      "encoder",
      "hasFilters",
      "needFullEncode",
      "fullEncodeBuffer",
      "fullEncodeCache",
      "sharedOffsetCache",
    ]) {
      expect(serializer, member).toHaveProperty(member);
    }
  });

  test("a room that is given a state asks itself for a serializer, and resets what it got", () => {
    const asked: unknown[] = [];
    class Asked extends Room {
      override setSerializer(serializer: Parameters<Room["setSerializer"]>[0]): void {
        asked.push(serializer);
        super.setSerializer(serializer);
      }
    }
    const room = new Asked();
    (room as unknown as { __init(): void }).__init();
    room.state = new Kitchen();
    expect(asked).toHaveLength(1);
    expect(asked[0]).toBeInstanceOf(SchemaSerializer);
    expect(asked[0]).toHaveProperty("encoder.state", room.state);
  });

  test("dirty trees are a linked list of nodes, parents first", () => {
    const { state, encoder } = makeEncoder();
    const trees: ChangeTree[] = [];
    for (let node = encoder.root.changes.next; node !== undefined; node = node.next) {
      trees.push(node.changeTree);
    }
    const pose = treeOf(state.poses.get("0") as Part);
    expect(trees[0]).toBe(treeOf(state));
    expect(trees.indexOf(pose)).toBeGreaterThan(trees.indexOf(treeOf(state.poses)));
    expect(encoder.root.changeTrees[0]).toBe(treeOf(state));
    expect(encoder.root.streamTrees.size).toBe(0);
  });

  test("a tree tells its changes, its descriptor and the bit of each view that sees it", () => {
    const { state, encoder } = makeEncoder();
    const pose = state.poses.get("0") as Part;
    encoder.discardChanges();
    const view = new StateView();
    view.add(pose);
    expect(view.id).toBe(0);
    expect(treeOf(pose).visibleViews).toEqual([1]);
    expect(treeOf(pose).isFiltered).toBe(true);
    pose.u = 3;
    const changes: number[][] = [];
    treeOf(pose).forEachWithCtx(null, (_, index, op) => void changes.push([index, op]));
    expect(changes).toEqual([[2, OPERATION.ADD]]);
    state.flat.push(1);
    state.flat.clear();
    const cleared: number[] = [];
    treeOf(state.flat).forEachWithCtx(null, (_, index) => void cleared.push(index));
    expect(cleared).toEqual([-OPERATION.CLEAR]);
  });

  test("tags: -1 for views without one, else the number", () => {
    const { tags } = getEncodeDescriptor(new Kitchen());
    expect(tags.filter((tag) => tag !== undefined)).toEqual([-1, -1, -1, TAG_TEAM, -1, -1, -1, -1]);
  });

  test("a view's changes are by reference id, then by field; -1 stands for a whole array", () => {
    const { state, encoder } = makeEncoder();
    state.list.push(new Part());
    encoder.discardChanges();
    const view = new StateView();
    view.add(state.poses.get("0") as Part);
    view.add(state.list);
    expect([...view.changes.keys()][0]).toBe(0);
    const entries = [...view.changes.values()].map((changes) => [...changes.keys()]);
    expect(entries).toContainEqual([0, 1, 2]);
    expect(entries).toContainEqual([WHOLE_ARRAY]);
    expect(WHOLE_ARRAY).toBe(-1);
  });
});
