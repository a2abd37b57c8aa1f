// Bytes that grow to what is written into them. In: upstream's encoders, and pieces of other sinks. Out: one run of
// bytes. Server only.
//
// Upstream's encoders write past the end of a Uint8Array without harm (the writes are lost, the offset goes on):
// whoever lets one write here asks `settle` afterwards, and has it write again when there was no room.
import type { Iterator } from "@colyseus/schema";

/** Pieces up to this long are copied byte by byte, bytes: below it that is faster than a call of `set`. */
const LOOP_COPY_BYTES = 48;

export class ByteSink {
  bytes: Uint8Array<ArrayBuffer>;
  /** Where the next byte goes. */
  readonly it: Iterator = { offset: 0 };

  constructor(capacity: number) {
    this.bytes = new Uint8Array(capacity);
  }

  get length(): number {
    return this.it.offset;
  }

  clear(): void {
    this.it.offset = 0;
  }

  /**
   * Whether all that was written since `from` found room. When not there is room now, the offset is back at `from`,
   * and the same is to be written again.
   */
  settle(from: number): boolean {
    const end = this.it.offset;
    if (end <= this.bytes.length) return true;
    this.grow(end);
    this.it.offset = from;
    return false;
  }

  /** Appends `source[start, end)`. */
  append(source: Uint8Array, start: number, end: number): void {
    const { it } = this;
    let at = it.offset;
    const newEnd = at + end - start;
    if (newEnd > this.bytes.length) this.grow(newEnd);
    const { bytes } = this;
    if (end - start > LOOP_COPY_BYTES) bytes.set(source.subarray(start, end), at);
    else for (let i = start; i < end; i++) bytes[at++] = source[i] as number;
    it.offset = newEnd;
  }

  private grow(needed: number): void {
    let capacity = this.bytes.length;
    while (capacity < needed) capacity *= 2;
    const grown = new Uint8Array(capacity);
    grown.set(this.bytes);
    this.bytes = grown;
  }
}
