// The part of a patch that differs by view. In: the views that get a patch, and a tick's dirty entities. Out: a run of
// bytes for each view, the same as stock's. Each dirty entity is encoded once. Server only.
import type { ChangeTree, Encoder, OPERATION, StateView } from "@colyseus/schema";
import { ByteSink } from "./byteSink.ts";
import {
  concernsViews,
  isForAllWhoSee,
  isForViews,
  passesFilter,
  writeOperation,
  writeSwitch,
} from "./upstream.ts";
import { ViewEntries } from "./viewEntries.ts";

/** Room for one entity's changes, and for one view's patch, bytes; both grow. */
const ENTITY_BYTES = 1024;
const PATCH_BYTES = 512;
/** Views in one word of upstream's bitmaps. */
const WORD_BITS = 32;

/** A view's part of a patch, however many clients watch through it. */
export interface ViewPatch {
  readonly view: StateView;
  readonly sink: ByteSink;
  isOpen: boolean;
  /** Upstream's id of the view when the patch was opened; negative when nothing was ever added to it. */
  viewId: number;
  /** Whether the view itself had changed: its patch is sent even when it is empty. */
  hadEntries: boolean;
}

export class ViewPatches {
  private readonly encoder: Encoder;
  private readonly entries: ViewEntries;
  private readonly patches = new WeakMap<StateView, ViewPatch>();
  private readonly open: ViewPatch[] = [];
  /** Open ones by the id that upstream gives to a view. */
  private readonly byViewId: (ViewPatch | undefined)[] = [];

  /** The entity that is written: its bytes, its operations, and where each of them ends. */
  private readonly entity = new ByteSink(ENTITY_BYTES);
  private readonly indexes: number[] = [];
  private readonly ends: number[] = [];
  private headerEnd = 0;
  /** Whether whoever sees the entity gets all of its operations. */
  private isUniform = true;
  private readonly onChange = (tree: ChangeTree, index: number, operation: OPERATION) =>
    this.writeChange(tree, index, operation);

  constructor(encoder: Encoder) {
    this.encoder = encoder;
    this.entries = new ViewEntries(encoder);
  }

  /** The view's patch: opened with what the view gained and lost, the first time it is asked for. */
  of(view: StateView): ViewPatch {
    const patch = this.patches.get(view) ?? this.make(view);
    if (patch.isOpen) return patch;
    patch.isOpen = true;
    patch.hadEntries = view.changes.size > 0;
    patch.sink.clear();
    patch.viewId = view.id;
    if (view.id >= 0) this.byViewId[view.id] = patch;
    this.open.push(patch);
    this.entries.drain(view, patch.sink);
    return patch;
  }

  /** Adds the changes of this tick to all open patches, in the order of the state: parents before children. */
  addChanges(): void {
    if (this.open.length === 0) return;
    let node = this.encoder.root.changes.next;
    for (; node !== undefined; node = node.next) {
      const { changeTree } = node;
      // Who sees the parent sees it: upstream notes that in the entity's own bits when it is asked.
      if (changeTree.isVisibilitySharedWithParent) {
        for (const { view } of this.open) view.isChangeTreeVisible(changeTree);
      }
      const isDue = concernsViews(changeTree) && isSeen(changeTree) && changeTree.has();
      if (isDue) this.addEntity(changeTree);
    }
  }

  /** After the patches were sent. */
  close(): void {
    for (const patch of this.open) {
      patch.isOpen = false;
      if (patch.viewId >= 0) this.byViewId[patch.viewId] = undefined;
    }
    this.open.length = 0;
    this.entries.clear();
  }

  private make(view: StateView): ViewPatch {
    const sink = new ByteSink(PATCH_BYTES);
    const patch = { view, sink, isOpen: false, viewId: -1, hadEntries: false };
    this.patches.set(view, patch);
    return patch;
  }

  private addEntity(tree: ChangeTree): void {
    const { entity, indexes, ends } = this;
    do {
      entity.clear();
      indexes.length = 0;
      ends.length = 0;
      this.isUniform = true;
      writeSwitch(tree, entity.bytes, entity.it);
      this.headerEnd = entity.length;
      tree.forEachWithCtx(tree, this.onChange);
    } while (!entity.settle(0));
    if (indexes.length > 0) this.handOut(tree);
  }

  private writeChange(tree: ChangeTree, index: number, operation: OPERATION): void {
    // Upstream skips changes without an operation.
    if (operation === undefined || !isForViews(tree, index)) return;
    const { entity } = this;
    writeOperation(this.encoder, tree, index, operation, entity.bytes, entity.it);
    this.indexes.push(index);
    this.ends.push(entity.length);
    if (!isForAllWhoSee(tree, index)) this.isUniform = false;
  }

  /** Copies the entity to the patches of all views that see it. */
  private handOut(tree: ChangeTree): void {
    const words = tree.visibleViews;
    if (words === undefined) return;
    const { byViewId, entity, isUniform } = this;
    for (let word = 0; word < words.length; word++) {
      let bits = words[word] as number;
      while (bits !== 0) {
        const bit = bits & -bits;
        bits ^= bit;
        const patch = byViewId[word * WORD_BITS + 31 - Math.clz32(bit)];
        if (patch === undefined) continue;
        if (isUniform) patch.sink.append(entity.bytes, 0, entity.length);
        else this.handOutPart(tree, patch);
      }
    }
  }

  /** Only what passes the view's filter: fields of its tags, children that it sees. */
  private handOutPart(tree: ChangeTree, { view, sink }: ViewPatch): void {
    const { entity, indexes, ends, headerEnd } = this;
    let hasHeader = false;
    for (let i = 0; i < indexes.length; i++) {
      if (!passesFilter(tree, indexes[i] as number, view)) continue;
      if (!hasHeader) sink.append(entity.bytes, 0, headerEnd);
      hasHeader = true;
      const start = i === 0 ? headerEnd : (ends[i - 1] as number);
      sink.append(entity.bytes, start, ends[i] as number);
    }
  }
}

/** Whether any view sees the entity, with a patch open or not. */
function isSeen({ visibleViews }: ChangeTree): boolean {
  if (visibleViews === undefined) return false;
  for (const word of visibleViews) if (word !== 0) return true;
  return false;
}
