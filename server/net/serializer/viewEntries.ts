// What a view gained and lost since its last patch. In: a view's pending changes. Out: their bytes, the same as
// stock's; an entity that enters several views in a patch is encoded once. Server only.
import { type ChangeTree, type Encoder, OPERATION, type StateView } from "@colyseus/schema";
import { ByteSink } from "./byteSink.ts";
import {
  forEachLiveSlot,
  hasValueAt,
  refIdOf,
  type ViewChanges,
  viewChangesOf,
  WHOLE_ARRAY,
  writeOperation,
  writeSwitch,
} from "./upstream.ts";

/** Room for the snapshots of a patch, bytes; grows. */
const SNAPSHOT_BYTES = 4096;
/** Fields of an entity at most (upstream's limit): two masks of 32. */
const MASK_BITS = 32;

/** An entity written whole in this patch: which fields, and where its bytes are. */
interface Snapshot {
  fieldsLow: number;
  fieldsHigh: number;
  start: number;
  end: number;
}

export class ViewEntries {
  private readonly encoder: Encoder;
  private readonly snapshots = new Map<number, Snapshot>();
  private readonly cache = new ByteSink(SNAPSHOT_BYTES);
  /** Fields of the changes looked at last. */
  private fieldsLow = 0;
  private fieldsHigh = 0;

  constructor(encoder: Encoder) {
    this.encoder = encoder;
  }

  /** Before each patch: what entities were is forgotten. */
  clear(): void {
    this.snapshots.clear();
    this.cache.clear();
  }

  /** Appends the view's changes to the sink and takes them off the view. */
  drain(view: StateView, sink: ByteSink): void {
    const pending = viewChangesOf(view);
    if (pending.size === 0) return;
    // Insertion order is topological: an entity's parents come before it.
    for (const [refId, changes] of pending) {
      const tree = this.encoder.root.changeTrees[refId];
      // The entity has left the state: whoever held it is told by its parent.
      if (tree !== undefined && changes.size > 0) this.write(tree, changes, pending, sink);
    }
    pending.clear();
  }

  private write(
    tree: ChangeTree,
    changes: ViewChanges,
    pending: Map<number, ViewChanges>,
    sink: ByteSink,
  ): void {
    if (tree.encDescriptor.isSchema && this.isWhole(tree, changes)) {
      const { start, end } = this.snapshotOf(tree, changes);
      sink.append(this.cache.bytes, start, end);
      return;
    }
    const from = sink.length;
    do this.writeEach(tree, changes, pending, sink);
    while (!sink.settle(from));
  }

  /** Whether the changes are nothing but additions of fields that have values, in order; notes which. */
  private isWhole(tree: ChangeTree, changes: ViewChanges): boolean {
    let low = 0;
    let high = 0;
    let last = -1;
    for (const [key, operation] of changes) {
      if (operation !== OPERATION.ADD || typeof key !== "number" || key <= last) return false;
      if (!hasValueAt(tree, key)) return false;
      last = key;
      if (key < MASK_BITS) low |= 1 << key;
      else high |= 1 << (key - MASK_BITS);
    }
    this.fieldsLow = low;
    this.fieldsHigh = high;
    return true;
  }

  private snapshotOf(tree: ChangeTree, changes: ViewChanges): Snapshot {
    const refId = refIdOf(tree);
    const { fieldsLow, fieldsHigh, cache } = this;
    const known = this.snapshots.get(refId);
    if (known?.fieldsLow === fieldsLow && known.fieldsHigh === fieldsHigh) return known;
    const start = cache.length;
    do {
      writeSwitch(tree, cache.bytes, cache.it);
      for (const key of changes.keys()) {
        writeOperation(this.encoder, tree, key as number, OPERATION.ADD, cache.bytes, cache.it);
      }
    } while (!cache.settle(start));
    const snapshot = { fieldsLow, fieldsHigh, start, end: cache.length };
    this.snapshots.set(refId, snapshot);
    return snapshot;
  }

  /** May be called again for the same changes: leaves them as they are. */
  private writeEach(
    tree: ChangeTree,
    changes: ViewChanges,
    pending: Map<number, ViewChanges>,
    { bytes, it }: ByteSink,
  ): void {
    const { encoder } = this;
    writeSwitch(tree, bytes, it);
    for (const [key, operation] of changes) {
      if (key === WHOLE_ARRAY) {
        forEachLiveSlot(tree, (slot) =>
          writeOperation(encoder, tree, slot, OPERATION.ADD, bytes, it),
        );
        continue;
      }
      const index = typeof key === "number" ? key : key.indexInParent(tree.ref);
      // Taken out of the array, and put elsewhere.
      if (index === undefined) continue;
      const isLeaving = tree.getChange(index) === OPERATION.DELETE;
      if (typeof key !== "number" && operation === OPERATION.ADD && isLeaving) {
        // Added to the view and taken out of the array in one patch: this client never hears of it.
        pending.delete(refIdOf(key));
        continue;
      }
      const told = hasValueAt(tree, index) ? operation : OPERATION.DELETE;
      writeOperation(encoder, tree, index, told, bytes, it);
    }
  }
}
