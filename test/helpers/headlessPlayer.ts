// A player without a screen: the real client/net and client/game at 60 frames a second, driven by a script.
// In: an address and what to press. Out: the same WorldView that a browser draws.
import { GameClient } from "../../client/game/GameClient.ts";
import type { WorldView } from "../../client/game/WorldView.ts";
import { Connection } from "../../client/net/connection.ts";
import type { GuestIdentity } from "../../client/net/identity.ts";
import { type PlayRoomName, PROTOCOL_VERSION } from "../../shared/net/protocol.ts";
import type { SeatOffer } from "../../shared/net/seatOffer.ts";
import type { InputCmd } from "../../shared/sim/types.ts";

const FRAME_MS = 1000 / 60;

/** Writes what is pressed; `elapsedMs` since the player joined. */
export type Script = (out: InputCmd, elapsedMs: number, view: WorldView) => void;

export interface HeadlessPlayer {
  readonly connection: Connection;
  readonly game: GameClient;
  readonly view: WorldView;
  readonly slot: number;
  script: Script;
  /** Where it points, world u. */
  aim: { x: number; y: number };
  /** Where it is led, because its arena's process goes down. */
  seatOffer: SeatOffer | null;
  /** After each frame. */
  onFrame: (view: WorldView) => void;
  leave(): Promise<void>;
}

export const standStill: Script = (out) => {
  out.moveX = 0;
  out.moveY = 0;
  out.buttons = 0;
};

/** @param as where to and as whom: the arena, as somebody new, unless told. */
export async function joinHeadless(
  url: string,
  name: string,
  script: Script = standStill,
  as: { readonly room?: PlayRoomName; readonly identity?: GuestIdentity } = {},
): Promise<HeadlessPlayer> {
  const options = { protocol: PROTOCOL_VERSION, name };
  return playOver(await Connection.join(url, options, as.room, as.identity), script);
}

/** A player who leaves its match for the seat that it was led to, as the page does (client/flow/MatchRunner.ts). */
export async function followHeadless(
  player: HeadlessPlayer,
  url: string,
  name: string,
  identity: GuestIdentity,
): Promise<HeadlessPlayer> {
  const { seatOffer } = player;
  if (seatOffer === null) throw new Error(`${name} was led nowhere`);
  await player.leave();
  const options = { protocol: PROTOCOL_VERSION, name };
  return playOver(await Connection.follow(url, seatOffer, options, identity), player.script);
}

function playOver(connection: Connection, script: Script): HeadlessPlayer {
  const startedMs = performance.now();
  const game = new GameClient(connection, {
    sample: (out) => player.script(out, performance.now() - startedMs, game.view),
  });
  const player: HeadlessPlayer = {
    connection,
    game,
    view: game.view,
    get slot() {
      return game.link.ownSlot;
    },
    script,
    aim: { x: 0, y: 0 },
    seatOffer: null,
    onFrame: () => undefined,
    async leave() {
      clearInterval(timer);
      game.dispose();
      await connection.leave();
    },
  };
  game.link.onSeatOffer = (offer) => {
    player.seatOffer = offer;
  };
  const timer = setInterval(() => {
    game.aimAt(player.aim.x, player.aim.y);
    game.frame(performance.now());
    player.onFrame(game.view);
  }, FRAME_MS);
  return player;
}
