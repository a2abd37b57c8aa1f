// What the shared encode reads and calls in @colyseus/schema and core beyond their documented interface, all of it.
// In: a change tree or a view. Out: its bytes in stock wire format. Server only. Written against @colyseus/schema
// 5.0.34 and @colyseus/core 0.18.17; test/net/serializer/upstream.test.ts fails when one of these is not as said here.
//
// - SchemaSerializer: members `encoder`, `hasFilters`, `needFullEncode`, `fullEncodeBuffer`, `fullEncodeCache`,
//   `sharedOffsetCache`; Room's setter of `state` calls `setSerializer(new SchemaSerializer())`, then `reset`.
// - Encoder: `encode(it)` writes what is not filtered and settles filters first; `root.changes` is the list of dirty
//   trees, parents before children; `root.changeTrees` by reference id; `root.streamTrees`.
// - ChangeTree: `has`, `forEachWithCtx` (index and operation of each change, negative for CLEAR and REVERSE),
//   `encDescriptor`, `isFiltered`, `isVisibilitySharedWithParent`, `visibleViews` (bit of each view's id), `refTarget`.
// - `client.ref` is a WebSocket of package ws (8.23), its `_socket` the TCP socket, null once it is closed. Colyseus sends
//   whole binary messages by `send(message, options, done)`; `extensions` is empty when nothing is compressed, and ws then
//   writes each frame at once and keeps nothing of it.
// - StateView: `id`, and `changes`: by reference id, by index or child, what was added and removed by hand.
import type { Client } from "@colyseus/core";
import {
  $childType,
  $getByIndex,
  $refId,
  type ChangeTree,
  type Encoder,
  encode,
  type Iterator,
  type OPERATION,
  type Ref,
  type StateView,
} from "@colyseus/schema";

/** First byte of a change of entity on the wire. */
const SWITCH_TO_STRUCTURE = 255;
/** Key in a view's changes: all elements of an array (`ARRAY_SNAPSHOT`). */
export const WHOLE_ARRAY = -1;
/** Tag of `.view()` without a number. */
const DEFAULT_VIEW_TAG = -1;

/** A view's changes of one entity: by field or slot, or by child for arrays of entities. */
export type ViewChanges = Map<number | ChangeTree, OPERATION>;

/** ArraySchema behind its proxy. */
interface ArrayInternals {
  readonly tmpItems: readonly unknown[];
  readonly deletedIndexes: Readonly<Record<number, boolean>>;
}

/** A WebSocket of package ws, with what its frames go through. */
export interface WebSocketInternals {
  readonly readyState: number;
  /** Names of what was negotiated: empty without compression. */
  readonly extensions: string;
  readonly _socket: { write(bytes: Uint8Array): boolean } | null;
  send: (message: unknown, options?: object, done?: (error?: Error) => void) => void;
  close: (code?: number, reason?: string) => void;
}

/** Null for clients whose frames are not simply their messages: compressed ones, and other transports. */
export function plainSocketOf(client: Client): WebSocketInternals | null {
  const socket = client.ref as unknown as Partial<WebSocketInternals> | undefined;
  return socket?.extensions === "" ? (socket as WebSocketInternals) : null;
}

/** Writes which entity the operations that follow are about. */
export function writeSwitch(tree: ChangeTree, bytes: Uint8Array, it: Iterator): void {
  bytes[it.offset++] = SWITCH_TO_STRUCTURE;
  encode.number(bytes, refIdOf(tree), it);
}

/** Writes one operation of a tree as a view gets it; CLEAR and REVERSE come as negative indexes. */
export function writeOperation(
  encoder: Encoder,
  tree: ChangeTree,
  index: number,
  operation: OPERATION,
  bytes: Uint8Array,
  it: Iterator,
): void {
  if (index < 0) {
    bytes[it.offset++] = -index;
    return;
  }
  const { encoder: write, metadata } = tree.encDescriptor;
  write(encoder, bytes, tree, index, operation, it, false, true, metadata);
}

/** Whether changes of the tree may concern views at all. */
export function concernsViews(tree: ChangeTree): boolean {
  return tree.isFiltered || tree.encDescriptor.hasAnyView;
}

/** Whether a change of the index is for views (else it has gone to everybody). */
export function isForViews(tree: ChangeTree, index: number): boolean {
  if (tree.isFiltered) return true;
  return index >= 0 && tree.encDescriptor.isSchema && tree.encDescriptor.tags[index] !== undefined;
}

/** Whether every view that sees the tree gets the change of the index: no tag, no child of its own visibility. */
export function isForAllWhoSee(tree: ChangeTree, index: number): boolean {
  if (index < 0) return true;
  const { isSchema, tags } = tree.encDescriptor;
  if (!isSchema) return hasPrimitiveItems(tree);
  const tag = tags[index];
  return tag === undefined || tag === DEFAULT_VIEW_TAG;
}

/** Upstream's own decision for one view. */
export function passesFilter(tree: ChangeTree, index: number, view: StateView): boolean {
  const { filter } = tree.encDescriptor;
  return index < 0 || filter === undefined || filter(tree.ref, index, view);
}

export function refIdOf(tree: ChangeTree): number {
  return (tree.ref as { [$refId]?: number })[$refId] as number;
}

export function viewChangesOf(view: StateView): Map<number, ViewChanges> {
  return view.changes;
}

/** Whether there is anything at an index; what is gone is told as deleted. */
export function hasValueAt(tree: ChangeTree, index: number): boolean {
  return (tree.refTarget as Ref)[$getByIndex](index) !== undefined;
}

/** Calls for each slot of an array that holds an element which stays. */
export function forEachLiveSlot(tree: ChangeTree, visit: (slot: number) => void): void {
  const { tmpItems, deletedIndexes } = tree.refTarget as unknown as ArrayInternals;
  for (let slot = 0; slot < tmpItems.length; slot++) {
    if (tmpItems[slot] !== undefined && deletedIndexes[slot] !== true) visit(slot);
  }
}

function hasPrimitiveItems(tree: ChangeTree): boolean {
  return typeof (tree.refTarget as { [$childType]?: unknown })[$childType] === "string";
}
