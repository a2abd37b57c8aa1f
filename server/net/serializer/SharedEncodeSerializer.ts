// Takes the place of Colyseus' SchemaSerializer: the same wire format, each dirty entity encoded once a patch instead of
// once a viewer. In: the room's state and clients. Out: one frame a client and patch. Server only. docs/adr/0013.
import { type Client, ClientState, Protocol, SchemaSerializer } from "@colyseus/core";
import type { Iterator, Schema } from "@colyseus/schema";
import { patchFrame } from "./frames.ts";
import { ViewPatches } from "./viewPatches.ts";

/** As Colyseus' PatchTimingContext: the room's clock, in rooms that take inputs; their clients get a patch each tick. */
interface Timing {
  readonly sNow: number;
}

const NO_BYTES = new Uint8Array(0);

export class SharedEncodeSerializer<T extends Schema> extends SchemaSerializer<T> {
  private views!: ViewPatches;
  private readonly it: Iterator = { offset: 0 };

  override reset(state: T & Schema): void {
    super.reset(state);
    this.views = new ViewPatches(this.encoder);
  }

  /**
   * The whole state as the client sees it. Stock (core 0.18.17) goes on with its first buffer after the state of all
   * has outgrown it (16 KiB), and sends half of it to clients with a view.
   */
  override getFullState(client?: Client, timing?: Timing): Uint8Array {
    const full = super.getFullState(client, timing);
    if (this.fullEncodeCache.length <= this.fullEncodeBuffer.length) return full;
    this.fullEncodeBuffer = new Uint8Array(this.fullEncodeCache.length * 2);
    this.fullEncodeBuffer[0] = Protocol.ROOM_STATE;
    this.needFullEncode = true;
    return super.getFullState(client, timing);
  }

  override applyPatches(clients: Client[], state?: unknown, timing?: Timing): boolean {
    const { encoder } = this;
    // Nobody to tell; and streams, of which this project has none, are handed out by stock's own rules.
    if (clients.length === 0 || encoder.root.streamTrees.size > 0) {
      return super.applyPatches(clients, state, timing);
    }
    const { hasChanges } = encoder;
    this.it.offset = 0;
    const shared = hasChanges ? encoder.encode(this.it) : NO_BYTES;
    if (hasChanges) this.needFullEncode = true;
    if (this.hasFilters) this.encodeViews(clients, hasChanges);
    this.send(clients, shared, timing === undefined ? -1 : timing.sNow, hasChanges);
    return hasChanges;
  }

  private encodeViews(clients: Client[], hasChanges: boolean): void {
    const { views, encoder } = this;
    // Those of a patch that failed, if one did.
    views.close();
    let hasEntries = false;
    for (const client of clients) {
      if (isReady(client) && client.view && views.of(client.view).hadEntries) hasEntries = true;
    }
    if (hasChanges) views.addChanges();
    else if (hasEntries) {
      // As stock does: settles what has become public, which the next patch then tells.
      this.it.offset = 0;
      encoder.encode(this.it);
    }
  }

  /** From the last client to the first, as stock does. One that fails does not keep the patch from the others. */
  private send(clients: Client[], shared: Uint8Array, nowMs: number, hasChanges: boolean): void {
    let fault: Error | null = null;
    for (let i = clients.length - 1; i >= 0; i--) {
      const client = clients[i] as Client;
      if (!isReady(client)) continue;
      try {
        this.sendTo(client, shared, nowMs, hasChanges);
      } catch (error) {
        fault ??= error as Error;
      }
    }
    if (this.hasFilters) this.views.close();
    if (hasChanges) this.encoder.discardChanges();
    if (fault !== null) throw fault;
  }

  private sendTo(client: Client, shared: Uint8Array, nowMs: number, hasChanges: boolean): void {
    const isDue = hasChanges || nowMs >= 0;
    if (!this.hasFilters || !client.view) {
      if (isDue) client.raw(patchFrame(shared, NO_BYTES, 0, client, nowMs));
      return;
    }
    const { sink, hadEntries } = this.views.of(client.view);
    if (isDue || hadEntries) {
      client.raw(patchFrame(shared, sink.bytes, sink.length, client, nowMs));
    }
  }
}

function isReady(client: Client): boolean {
  return client.state === ClientState.JOINED;
}
