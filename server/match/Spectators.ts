// Who watches a private match: no slot, no inputs, no line on the scoreboard, and every pose and moment of it.
// In: clients, the world after each step. Out: their views, and one message of moments for all of them. Server only.
import { type Client, ClientState } from "@colyseus/core";
import { StateView } from "@colyseus/schema";
import { Message } from "../../shared/net/protocol.ts";
import type { Arena } from "./Arena.ts";

interface Spectator {
  readonly client: Client;
  readonly view: StateView;
}

export class Spectators {
  private readonly arena: Arena;
  /** By session. */
  private readonly all = new Map<string, Spectator>();
  /** Sent away; the closing of the socket is awaited. */
  private readonly leaving = new WeakSet<Client>();
  /** By slot: 1 while its pose is in all views. */
  private readonly shown: Uint8Array;

  constructor(arena: Arena) {
    this.arena = arena;
    this.shown = new Uint8Array(arena.world.maxPlayers);
  }

  get count(): number {
    return this.all.size;
  }

  has(sessionId: string): boolean {
    return this.all.has(sessionId);
  }

  sessions(): Iterable<string> {
    return this.all.keys();
  }

  enter(client: Client): void {
    const view = new StateView();
    client.view = view;
    this.all.set(client.sessionId, { client, view });
    this.shown.forEach((isShown, slot) => {
      if (isShown === 1) this.arena.mirror.showPose(view, slot);
    });
  }

  leave(sessionId: string): void {
    this.all.get(sessionId)?.view.dispose();
    this.all.delete(sessionId);
  }

  /** After the step, before the patch: bodies that came are shown, those that left are not. */
  update(): void {
    if (this.all.size === 0) return;
    const { world, mirror } = this.arena;
    for (const { slot, active } of world.players) {
      const isShown = active ? 1 : 0;
      if (this.shown[slot] === isShown) continue;
      this.shown[slot] = isShown;
      for (const { view } of this.all.values()) {
        if (active) mirror.showPose(view, slot);
        else mirror.hidePose(view, slot);
      }
    }
  }

  /** After the patch. */
  sendMoments(): void {
    if (this.all.size === 0) return;
    const moments = this.arena.momentsForSpectators();
    if (moments.length === 0) return;
    for (const { client } of this.all.values()) {
      if (client.state === ClientState.JOINED) client.sendBytes(Message.Moments, moments);
    }
  }

  /** Sends them all away, each once. */
  close(code: number): void {
    for (const { client } of this.all.values()) {
      if (!this.leaving.has(client)) client.leave(code);
      this.leaving.add(client);
    }
  }
}
