// A worse line, simulated on the client's own connection: what arrives and what leaves is held, never reordered.
// In: a room's connection, and how bad its line shall be. Out: the same connection, later. Run by the Net Lab.

export interface LinkSettings {
  /** Round trip; each direction holds a message for half of it. */
  rttMs: number;
  /** Each message is held up to this much longer, uniformly. */
  jitterMs: number;
  /** Both directions deliver nothing for this long in every `STALL_EVERY_MS`. */
  stallMs: number;
}

/** Nothing is held. */
export const CLEAR_LINK: Readonly<LinkSettings> = { rttMs: 0, jitterMs: 0, stallMs: 0 };

/** A stall begins this often, ms: as often as in the netcode's proof. */
export const STALL_EVERY_MS = 3000;

/** What is needed of the SDK's Connection. */
export interface LinkWire {
  readonly isOpen: boolean;
  readonly events: {
    onmessage?: ((event: MessageEvent) => void) | null;
    onclose?: ((event: CloseEvent) => void) | null;
  };
  send(data: Uint8Array): void;
}

interface Held<T> {
  readonly item: T;
  readonly dueMs: number;
}

/** One direction: a queue with a timer for its head, and none while it is empty. */
class HeldLine<T> {
  private readonly held: Held<T>[] = [];
  private readonly deliver: (item: T) => void;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(deliver: (item: T) => void) {
    this.deliver = deliver;
  }

  get isEmpty(): boolean {
    return this.held.length === 0;
  }

  /** Never before what is held already: TCP keeps the order, whatever happens to the line. */
  push(item: T, dueMs: number): void {
    const lastDueMs = this.held.at(-1)?.dueMs ?? 0;
    this.held.push({ item, dueMs: Math.max(lastDueMs, dueMs) });
    if (this.held.length === 1) this.arm();
  }

  /** Delivers everything at once. */
  flush(): void {
    this.deliverUntil(Number.POSITIVE_INFINITY);
  }

  /** Forgets everything. */
  clear(): void {
    this.held.length = 0;
    clearTimeout(this.timer);
  }

  private arm(): void {
    clearTimeout(this.timer);
    const [head] = this.held;
    if (head === undefined) return;
    const waitMs = Math.max(0, Math.ceil(head.dueMs - performance.now()));
    this.timer = setTimeout(() => this.deliverUntil(performance.now()), waitMs);
  }

  private deliverUntil(nowMs: number): void {
    try {
      while (this.held[0] !== undefined && this.held[0].dueMs <= nowMs) {
        this.deliver((this.held.shift() as Held<T>).item);
      }
    } finally {
      // A receiver that throws loses its own message alone.
      this.arm();
    }
  }
}

export class LinkConditioner {
  private settings: LinkSettings = CLEAR_LINK;
  private readonly down: HeldLine<MessageEvent>;
  private readonly up: HeldLine<Uint8Array>;

  /** Wraps `wire`'s events and its `send`; they survive a reconnection, and so does this. */
  constructor(wire: LinkWire) {
    const { events } = wire;
    const { onmessage: receive, onclose: closed } = events;
    const send = wire.send.bind(wire);
    this.down = new HeldLine((event) => receive?.(event));
    this.up = new HeldLine((data) => {
      if (wire.isOpen) send(data);
    });
    events.onmessage = (event) => {
      if (this.passes(this.down)) receive?.(event);
      else this.down.push(event, this.dueMs());
    };
    wire.send = (data) => {
      if (this.passes(this.up)) send(data);
      // The SDK encodes into one buffer that it uses again.
      else this.up.push(new Uint8Array(data), this.dueMs());
    };
    events.onclose = (event) => {
      // What was under way went down with the socket: the next one must not get it.
      this.down.clear();
      this.up.clear();
      closed?.(event);
    };
  }

  /** From now on; what is held already stays ahead of what comes. */
  apply(settings: LinkSettings): void {
    this.settings = { ...settings };
  }

  /** Lets go of what is held and passes everything through from now on. */
  dispose(): void {
    this.settings = CLEAR_LINK;
    this.up.flush();
    this.down.flush();
  }

  private passes(line: { readonly isEmpty: boolean }): boolean {
    const { rttMs, jitterMs, stallMs } = this.settings;
    return line.isEmpty && rttMs === 0 && jitterMs === 0 && stallMs === 0;
  }

  private dueMs(): number {
    const { rttMs, jitterMs, stallMs } = this.settings;
    const dueMs = performance.now() + rttMs / 2 + Math.random() * jitterMs;
    const phaseMs = dueMs % STALL_EVERY_MS;
    const isStalled = phaseMs >= STALL_EVERY_MS - stallMs;
    return isStalled ? dueMs + STALL_EVERY_MS - phaseMs : dueMs;
  }
}
