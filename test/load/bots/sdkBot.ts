// A player on the real client, without a screen: prediction, reconciliation, remote timeline, aim at what is drawn. In:
// an address. Out: load, and whether all that came made sense: the light bots' witnesses.
import { closeRuleOf } from "../../../shared/net/closeCodes.ts";
import { STALLED_MS } from "../../../shared/net/netConstants.ts";
import { followHeadless, type HeadlessPlayer, joinHeadless } from "../../helpers/headlessPlayer.ts";
import { toldScoreOf } from "../../helpers/toldScore.ts";
import { note } from "../distribution.ts";
import { countReason } from "../figures.ts";
import type { Bot, BotSetup } from "./bot.ts";
import { Hunter } from "./hunter.ts";
import { nonsenseIn } from "./sense.ts";

/** Corrections from this size on can be seen, u. */
const VISIBLE_CORRECTION_U = 4;
/** WebSocket headers: of frames from the server, of longer ones, and of ours, which carry a mask. */
const HEADER_BYTES = 2;
const LONG_HEADER_BYTES = 4;
const SHORT_MAX_BYTES = 125;
const OUT_HEADER_BYTES = 6;
const SCORE_FIELDS = ["score", "kills", "deaths", "assists"] as const;

export class SdkBot implements Bot {
  private readonly setup: BotSetup;
  private readonly hunter: Hunter;
  private player: HeadlessPlayer | null = null;
  private insideSinceMs = 0;
  private lastPatchMs = 0;
  /** Of the newest correction that was counted, and the Prediction that it is of. */
  private correctedAtMs = 0;
  private isLeaving = false;
  /** On the way from one room to another. */
  private moving: Promise<void> | null = null;

  constructor(setup: BotSetup) {
    this.setup = setup;
    this.hunter = new Hunter(setup.rng);
  }

  get isInside(): boolean {
    return this.player !== null;
  }

  async join(): Promise<void> {
    const { place, name, identity, figures } = this.setup;
    const player = await joinHeadless(
      place.url,
      name,
      (out, _elapsedMs, view) => this.press(out, view),
      { room: place.room, identity },
    );
    this.isLeaving = false;
    this.insideSinceMs = performance.now();
    figures.inside++;
    figures.sdkInside++;
    this.play(player);
  }

  async leave(): Promise<void> {
    await this.moving;
    const { player } = this;
    if (player === null) return;
    this.isLeaving = true;
    this.sample(performance.now());
    this.goOutside();
    await player.leave();
  }

  step(): void {
    if (this.moving === null && this.player !== null && this.player.seatOffer !== null)
      this.moving = this.move(this.player);
  }

  sample(nowMs: number): void {
    const { player } = this;
    if (player === null || this.moving !== null) return;
    const { figures } = this.setup;
    const { link } = player.game;
    const insideMs = nowMs - this.insideSinceMs;
    this.insideSinceMs = nowMs;
    figures.clientS += insideMs / 1000;
    figures.sdkMin += insideMs / 60_000;
    if (link.pingMs > 0) note(figures.ping, link.pingMs);
    if (link.inputRttMs > 0) note(figures.input, link.inputRttMs);
    this.countCorrections(player);
    for (const nonsense of nonsenseIn(player)) countReason(figures.decodeErrors, nonsense);
  }

  private play(player: HeadlessPlayer): void {
    this.player = player;
    this.correctedAtMs = performance.now();
    this.lastPatchMs = performance.now();
    this.watch(player);
  }

  private async move(player: HeadlessPlayer): Promise<void> {
    const { figures, place, name, identity } = this.setup;
    const offeredMs = performance.now();
    const offered = player.seatOffer?.reservation.roomId;
    try {
      const next = await followHeadless(player, place.url, name, identity);
      note(figures.moving, performance.now() - offeredMs);
      figures.moves++;
      const { roomId } = next.connection.room;
      if (roomId !== offered) countReason(figures.drops, "led elsewhere: the seat was gone");
      this.compareScores(player, next);
      this.play(next);
    } catch (error) {
      countReason(figures.drops, `led elsewhere: ${(error as Error).message}`);
      this.goOutside();
    } finally {
      this.moving = null;
    }
  }

  /** As last told in the one room, and as first told in the other. */
  private compareScores(before: HeadlessPlayer, after: HeadlessPlayer): void {
    const [had, has] = [toldScoreOf(before), toldScoreOf(after)];
    for (const what of SCORE_FIELDS) {
      if (has[what] >= had[what]) continue;
      countReason(this.setup.figures.lostScores, `${what} ${has[what]} of ${had[what]}`);
    }
  }

  private press(out: Parameters<HeadlessPlayer["script"]>[0], view: HeadlessPlayer["view"]): void {
    this.hunter.press(out, performance.now(), { self: view.self, view });
    const point = view.self === null ? null : this.hunter.pointAt(view.self, view);
    if (point !== null && this.player !== null) this.player.aim = point;
  }

  private watch(player: HeadlessPlayer): void {
    const { figures } = this.setup;
    const { room } = player.connection;
    const { connection } = room;
    const receive = connection.events.onmessage;
    connection.events.onmessage = (event) => {
      const { byteLength } = event.data as ArrayBuffer;
      figures.framesIn++;
      figures.bytesIn +=
        byteLength + (byteLength > SHORT_MAX_BYTES ? LONG_HEADER_BYTES : HEADER_BYTES);
      receive?.(event);
    };
    const send = connection.send.bind(connection);
    connection.send = (data) => {
      figures.framesOut++;
      figures.bytesOut += data.byteLength + OUT_HEADER_BYTES;
      send(data);
    };
    room.onStateChange(() => this.notePatch());
    room.onError((code, message) => {
      countReason(figures.decodeErrors, `the room's error ${code}: ${message}`);
    });
    room.onDrop((code) => {
      if (!this.isLeaving && this.moving === null) countReason(figures.drops, reasonOf(code));
    });
    room.onReconnect(() => {
      figures.reconnections++;
      this.lastPatchMs = performance.now();
    });
    room.onLeave((code) => {
      if (this.isLeaving || this.moving !== null || this.player !== player) return;
      countReason(figures.drops, reasonOf(code));
      this.goOutside();
      player.game.dispose();
    });
  }

  private notePatch(): void {
    const { figures } = this.setup;
    const nowMs = performance.now();
    const silentMs = nowMs - this.lastPatchMs;
    this.lastPatchMs = nowMs;
    figures.patches++;
    if (silentMs > STALLED_MS) figures.stalls++;
    if (silentMs > figures.longestSilenceMs) figures.longestSilenceMs = silentMs;
  }

  private countCorrections({ game }: HeadlessPlayer): void {
    const { figures } = this.setup;
    for (const { atMs, sizeU } of game.link.prediction?.corrections ?? []) {
      if (atMs <= this.correctedAtMs) continue;
      this.correctedAtMs = atMs;
      figures.corrections++;
      if (sizeU > VISIBLE_CORRECTION_U) figures.correctionsAbove4++;
      figures.worstCorrectionU = Math.max(figures.worstCorrectionU, sizeU);
    }
  }

  private goOutside(): void {
    this.player = null;
    this.setup.figures.inside--;
    this.setup.figures.sdkInside--;
  }
}

function reasonOf(code: number): string {
  return `${code} ${closeRuleOf(code).name}`;
}
