// What the connection costs and how steady it is: bytes and patches a second, round trip, jitter, corrections.
// In: the room's frames. Out: figures for the F3 graph and the net icon, refreshed twice a second.
import type { ArenaRoomHandle } from "./joining.ts";

/** Samples in each ring of the graph: 4 s at 60 frames a second. */
export const STATS_RING = 240;
const RATE_WINDOW_MS = 500;

export class NetStats {
  bytesDownPerS = 0;
  bytesUpPerS = 0;
  patchesPerS = 0;
  readonly rttRing = new Float32Array(STATS_RING);
  readonly delayRing = new Float32Array(STATS_RING);
  readonly correctionRing = new Float32Array(STATS_RING);
  ringHead = 0;
  private down = 0;
  private up = 0;
  private patches = 0;
  private windowStartMs = 0;

  constructor(room: ArenaRoomHandle) {
    this.countFrames(room);
    room.onStateChange(() => this.patches++);
  }

  /** Once a frame: closes the window of the rates when it is over, and pushes a sample into the rings. */
  sample(nowMs: number, rttMs: number, delayMs: number, correctionU: number): void {
    const elapsedMs = nowMs - this.windowStartMs;
    if (elapsedMs >= RATE_WINDOW_MS) {
      this.bytesDownPerS = (this.down * 1000) / elapsedMs;
      this.bytesUpPerS = (this.up * 1000) / elapsedMs;
      this.patchesPerS = (this.patches * 1000) / elapsedMs;
      this.down = 0;
      this.up = 0;
      this.patches = 0;
      this.windowStartMs = nowMs;
    }
    this.ringHead = (this.ringHead + 1) % STATS_RING;
    this.rttRing[this.ringHead] = rttMs;
    this.delayRing[this.ringHead] = delayMs;
    this.correctionRing[this.ringHead] = correctionU;
  }

  /** The SDK counts no bytes: its connection's events and send are wrapped, and survive a reconnection. */
  private countFrames(room: ArenaRoomHandle): void {
    const { connection } = room;
    const receive = connection.events.onmessage;
    connection.events.onmessage = (event) => {
      this.down += (event.data as ArrayBuffer).byteLength;
      receive?.(event);
    };
    const send = connection.send.bind(connection);
    connection.send = (data) => {
      this.up += data.byteLength;
      send(data);
    };
  }
}
