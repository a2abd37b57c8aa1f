// A tick's messages to a client leave in one write. In: clients, and a function that sends to them. Out: the same
// frames, handed to the kernel together. Server only. A message of its own costs a system call: docs/adr/0013.
import type { Client } from "@colyseus/core";
import { HeldFrames } from "./heldFrames.ts";
import { plainSocketOf, type WebSocketInternals } from "./upstream.ts";

export class TogetherSender {
  private readonly held = new WeakMap<WebSocketInternals, HeldFrames>();
  /** Of the call that runs: who leaves meanwhile is let go too. */
  private readonly holding: HeldFrames[] = [];

  /**
   * Runs `send`; what it sends to the clients waits until it returns or throws. The gate before the sockets sees each
   * message as ever. Compressed connections send as they go.
   */
  run(clients: Iterable<Client>, send: () => void): void {
    for (const client of clients) {
      const socket = plainSocketOf(client);
      if (socket === null) continue;
      const frames = this.framesOf(socket);
      frames.hold();
      this.holding.push(frames);
    }
    try {
      send();
    } finally {
      for (const frames of this.holding) frames.release();
      this.holding.length = 0;
    }
  }

  private framesOf(socket: WebSocketInternals): HeldFrames {
    const known = this.held.get(socket);
    if (known !== undefined) return known;
    const frames = new HeldFrames(socket);
    this.held.set(socket, frames);
    return frames;
  }
}
