// A client of a serializer without a network. In: frames. Out: the state as the stock SDK decodes it, and the frames.
import { isDeepStrictEqual } from "node:util";
import { type Client, ClientState, Protocol } from "@colyseus/core";
import { Decoder, type Schema, type StateView } from "@colyseus/schema";
import { SchemaSerializer as SdkSerializer } from "@colyseus/sdk";

const CODE_MASK = 0x1f;
const TIMED = 0x80;
const TIMED_BYTES = 8;

export class Watcher {
  state: number = ClientState.JOINING;
  view: StateView | undefined;
  /** Number of the last input that the room has used. */
  readonly _inputBuffer = { ackSeq: 0 };
  /** While it is behind, its patches are lost, until it is sent the whole state. */
  isBehind = false;
  private readonly frames: Uint8Array[] = [];
  private sdk = new SdkSerializer<Schema>();
  private readonly makeState: () => Schema;

  /** @param makeState an empty state to decode into. */
  constructor(makeState: () => Schema, view: StateView | undefined) {
    this.makeState = makeState;
    this.view = view;
    this.reload();
  }

  get asClient(): Client {
    return this as unknown as Client;
  }

  /** Starts anew with an empty page; without it a whole state is reconciled with what is held. */
  reload(): void {
    this.sdk = new SdkSerializer<Schema>();
    this.sdk.state = this.makeState();
    this.sdk.decoder = new Decoder(this.sdk.state);
  }

  raw(frame: Uint8Array): void {
    const bytes = Uint8Array.from(frame);
    this.frames.push(bytes);
    const opcode = (bytes[0] as number) & CODE_MASK;
    const it = { offset: (bytes[0] as number) & TIMED ? 1 + TIMED_BYTES : 1 };
    if (opcode === Protocol.ROOM_STATE) this.isBehind = false;
    if (this.isBehind) return;
    if (opcode === Protocol.ROOM_STATE) this.sdk.setState(bytes, it);
    else this.sdk.patch(bytes, it);
  }

  /** All that it was sent since the last call. */
  takeFrames(): Uint8Array[] {
    return this.frames.splice(0);
  }

  /** What the client holds: every entity that it can reach, as text, and the ids of all that it keeps. */
  held(): string {
    const ids = [...this.sdk.decoder.root.refs.keys()].sort((a, b) => a - b);
    return JSON.stringify([ids, this.stateAsJson()], (_, value: unknown) =>
      typeof value === "bigint" ? `${value}n` : value,
    );
  }

  /** Whether the client holds these values at the top of its state; maps in any order. */
  holds(expected: Record<string, unknown>): boolean {
    const held = (this.sdk.state as { toJSON(): Record<string, unknown> }).toJSON();
    return Object.entries(expected).every(([name, value]) => isDeepStrictEqual(held[name], value));
  }

  private stateAsJson(): unknown {
    try {
      return (this.sdk.state as { toJSON(): unknown }).toJSON();
    } catch (error) {
      // Views used at random can make the SDK put an entity into itself.
      if (error instanceof RangeError) return "a circle";
      throw error;
    }
  }
}
