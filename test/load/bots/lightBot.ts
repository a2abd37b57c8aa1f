// A player who speaks the wire without decoding it: joins as everybody does, sends inputs that move, aim and fire,
// acknowledges and pings, and counts. In: an address. Out: load, and figures. Costs a tenth of the real client.
import { closeRuleOf } from "../../../shared/net/closeCodes.ts";
import { STALLED_MS } from "../../../shared/net/netConstants.ts";
import { Message } from "../../../shared/net/protocol.ts";
import type { SeatOffer } from "../../../shared/net/seatOffer.ts";
import { OPEN_ARENA_TICK_HZ } from "../../../shared/sim/constants.ts";
import { REWIND_PER_TICK } from "../../../shared/sim/rewind.ts";
import { readOffer, reserveSeat, seatAddress } from "../../helpers/rawSeat.ts";
import { note } from "../distribution.ts";
import { countReason } from "../figures.ts";
import type { Bot, BotSetup } from "./bot.ts";
import { LightSocket, type LightSocketEvents } from "./lightSocket.ts";
import { Wanderer } from "./wander.ts";

/** First byte of a frame: what it is, and whether clock and acknowledgement follow. */
const OPCODE_MASK = 0x1f;
const TIMED = 0x80;
const TIMED_BYTES = 9;
const Opcode = {
  Join: 10,
  Error: 11,
  Leave: 12,
  Message: 13,
  State: 14,
  Patch: 15,
  Ping: 18,
  Input: 19,
} as const;
/** Heads of an input's five fields, in their order. */
const FIELD = 0x80;
const INPUT_BYTES = 13;
const INPUT_MS = 1000 / OPEN_ARENA_TICK_HZ;
/** After a hitch of this process the inputs that are long due are not made up for, ms. */
const BEHIND_MAX_MS = 250;
const TICK_MS = 1000 / OPEN_ARENA_TICK_HZ;
/** How far behind the newest patch a screen would draw the others, ticks. */
const DRAWN_BEHIND_TICKS = 2;
const VIEW_MASK = 0xffff;
/** Inputs whose sending is remembered: those of four seconds. */
const SENT_RING = 128;
const PING_MS = 1000;
const JOIN_TIMEOUT_MS = 8000;
const LEAVE_TIMEOUT_MS = 3000;

export class LightBot implements Bot {
  isInside = false;
  private readonly setup: BotSetup;
  private readonly wanderer: Wanderer;
  private readonly sentAtMs = new Float64Array(SENT_RING);
  private socket: LightSocket | null = null;
  private sent = 0;
  private acked = 0;
  private serverTick = 0;
  private nextInputMs = 0;
  private nextPingMs = 0;
  private pingedMs = 0;
  private insideSinceMs = 0;
  private lastPatchMs = 0;
  private isLeaving = false;
  /** The first state of the room that it is in has come. */
  private hasState = false;
  /** On the way from one room to another. */
  private moving: Promise<void> | null = null;
  private onJoined: () => void = () => undefined;
  private onEnded: (reason: string) => void = () => undefined;

  constructor(setup: BotSetup) {
    this.setup = setup;
    this.wanderer = new Wanderer(setup.rng);
  }

  async join(): Promise<void> {
    const { place, name, identity } = this.setup;
    const { address } = await reserveSeat(place.url, name, identity, place.room);
    this.isLeaving = false;
    await this.take(address);
  }

  async leave(): Promise<void> {
    await this.moving;
    this.isLeaving = true;
    await this.sayGoodbye();
  }

  private async take(address: string): Promise<void> {
    this.sent = 0;
    this.acked = 0;
    this.hasState = false;
    const answer = new Promise<void>((resolve, reject) => {
      this.onJoined = resolve;
      this.onEnded = (reason) => reject(new Error(`ended while joining: ${reason}`));
    });
    answer.catch(() => undefined);
    this.socket = await LightSocket.open(address, this.events);
    await before(answer, JOIN_TIMEOUT_MS, "no first state came");
  }

  private async sayGoodbye(): Promise<void> {
    const { socket } = this;
    if (socket === null) return;
    const ended = new Promise<void>((resolve) => {
      this.onEnded = () => resolve();
    });
    this.send(Uint8Array.of(Opcode.Leave));
    await before(ended, LEAVE_TIMEOUT_MS, "no goodbye").catch(() => socket.destroy());
  }

  step(nowMs: number): void {
    if (!this.isInside || this.moving !== null || nowMs < this.nextInputMs) return;
    this.nextInputMs = Math.max(this.nextInputMs + INPUT_MS, nowMs - BEHIND_MAX_MS);
    this.sendInput(nowMs);
    if (nowMs < this.nextPingMs) return;
    this.nextPingMs = nowMs + PING_MS;
    this.pingedMs = nowMs;
    this.send(Uint8Array.of(Opcode.Ping));
  }

  sample(nowMs: number): void {
    if (!this.isInside) return;
    this.noteTimeInside(nowMs);
  }

  private readonly events: LightSocketEvents = {
    read: (bytes) => {
      this.setup.figures.bytesIn += bytes;
    },
    frame: (buffer, from, to) => this.read(buffer, from, to),
    closed: (code, reason) => this.end(code, reason),
  };

  private read(buffer: Buffer, from: number, to: number): void {
    const { figures } = this.setup;
    const first = buffer[from] ?? 0;
    figures.framesIn++;
    switch (first & OPCODE_MASK) {
      case Opcode.Patch:
        figures.patchBytes += to - from;
        this.notePatch(performance.now());
        if ((first & TIMED) !== 0 && to - from >= TIMED_BYTES) this.readTimes(buffer, from);
        break;
      case Opcode.State:
        this.enter(performance.now());
        break;
      case Opcode.Join:
        this.send(Uint8Array.of(Opcode.Join));
        break;
      case Opcode.Message:
        if (buffer[from + 1] === Message.Seat)
          this.moving ??= this.move(readOffer(buffer.subarray(from + 2, to)));
        break;
      case Opcode.Ping:
        note(figures.ping, performance.now() - this.pingedMs);
        break;
      case Opcode.Error:
        countReason(
          figures.decodeErrors,
          `the room's error: ${buffer.toString("latin1", from, to)}`,
        );
        break;
    }
  }

  private enter(nowMs: number): void {
    this.lastPatchMs = nowMs;
    if (this.hasState) return;
    this.hasState = true;
    if (!this.isInside) {
      this.isInside = true;
      this.setup.figures.inside++;
      this.insideSinceMs = nowMs;
    }
    // Bots that join together do not send together.
    this.nextInputMs = nowMs + Math.random() * INPUT_MS;
    this.nextPingMs = nowMs + Math.random() * PING_MS;
    this.onJoined();
  }

  /** As the page does: first out of the one room, then into the other. */
  private async move({ reservation }: SeatOffer): Promise<void> {
    const { figures, place } = this.setup;
    const offeredMs = performance.now();
    try {
      await this.sayGoodbye();
      await this.take(seatAddress(place.url, reservation));
      figures.moves++;
      note(figures.moving, performance.now() - offeredMs);
    } catch (error) {
      this.goOutside(`led elsewhere: ${(error as Error).message}`);
    } finally {
      this.moving = null;
    }
  }

  private notePatch(nowMs: number): void {
    const { figures } = this.setup;
    const silentMs = nowMs - this.lastPatchMs;
    figures.patches++;
    this.lastPatchMs = nowMs;
    if (silentMs > STALLED_MS) figures.stalls++;
    if (silentMs > figures.longestSilenceMs) figures.longestSilenceMs = silentMs;
  }

  /** The room's clock, and the last input that it has used: they stand before what only a decoder reads. */
  private readTimes(buffer: Buffer, from: number): void {
    this.serverTick = Math.round(buffer.readUInt32LE(from + 1) / TICK_MS);
    const acked = buffer.readUInt32LE(from + 5);
    if (acked === this.acked || acked > this.sent || this.sent - acked >= SENT_RING) return;
    this.acked = acked;
    note(this.setup.figures.input, performance.now() - (this.sentAtMs[acked % SENT_RING] ?? 0));
  }

  private sendInput(nowMs: number): void {
    const { moveX, moveY, aim, buttons } = this.wanderer.next();
    const view = ((this.serverTick - DRAWN_BEHIND_TICKS) * REWIND_PER_TICK) & VIEW_MASK;
    const frame = Buffer.allocUnsafe(INPUT_BYTES);
    frame[0] = Opcode.Input;
    frame[1] = FIELD;
    frame.writeInt8(moveX, 2);
    frame[3] = FIELD + 1;
    frame.writeInt8(moveY, 4);
    frame[5] = FIELD + 2;
    frame.writeUInt16LE(aim, 6);
    frame[8] = FIELD + 3;
    frame[9] = buttons;
    frame[10] = FIELD + 4;
    frame.writeUInt16LE(view, 11);
    this.sentAtMs[++this.sent % SENT_RING] = nowMs;
    this.send(frame);
  }

  private send(payload: Uint8Array): void {
    const bytes = this.socket?.send(payload) ?? 0;
    if (bytes === 0) return;
    this.setup.figures.framesOut++;
    this.setup.figures.bytesOut += bytes;
  }

  private noteTimeInside(nowMs: number): void {
    this.setup.figures.clientS += (nowMs - this.insideSinceMs) / 1000;
    this.insideSinceMs = nowMs;
  }

  private end(code: number, text: string): void {
    const reason = `${code} ${closeRuleOf(code).name}${text === "" ? "" : ` (${text})`}`;
    this.socket = null;
    if (this.moving === null) this.goOutside(reason);
    this.onEnded(reason);
  }

  private goOutside(reason: string): void {
    const { figures } = this.setup;
    if (!this.isInside) return;
    this.noteTimeInside(performance.now());
    this.isInside = false;
    figures.inside--;
    if (!this.isLeaving) countReason(figures.drops, reason);
  }
}

async function before(work: Promise<void>, ms: number, otherwise: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${otherwise} within ${ms} ms`)), ms);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}
