// Actions that must arrive, once: each is numbered, kept until the server answers it, and sent again after a break.
// In: requests, and when the link is back. Out: the SDK's requests on the wire, and how each one ended.

/** `lost`: it was not answered in its time, or the connection was given up. */
export type RequestEnd = "done" | "refused" | "lost";

/** The connection under it. */
export interface RequestLink {
  readonly canSend: boolean;
  /** Rejects when the server refuses, and when the connection breaks before the answer. */
  request(type: number, payload: object, timeoutMs: number): Promise<unknown>;
}

interface Pending {
  readonly type: number;
  readonly payload: object;
  readonly expiresAtMs: number;
  readonly end: (end: RequestEnd) => void;
  isSent: boolean;
}

/** Requests waiting at the same time; a person cannot make more, a stuck key could. */
const PENDING_MAX = 16;

export class Requests {
  private readonly pending = new Set<Pending>();
  private readonly link: RequestLink;
  /** The idempotency key: counts the requests of this seat, so that the server knows one that it has had. */
  private nextKey = 1;

  constructor(link: RequestLink) {
    this.link = link;
  }

  /**
   * @param type message type; its payload is `body` and a `key`.
   * @param ttlMs after this long it is of no use any more, and not sent.
   * @returns how it ended; never rejects.
   */
  send(type: number, body: object, ttlMs: number): Promise<RequestEnd> {
    if (this.pending.size >= PENDING_MAX) return Promise.resolve("lost");
    const payload = { ...body, key: this.nextKey++ };
    const expiresAtMs = performance.now() + ttlMs;
    return new Promise((end) => {
      const request: Pending = { type, payload, expiresAtMs, end, isSent: false };
      this.pending.add(request);
      if (this.link.canSend) void this.transmit(request);
    });
  }

  /** Whether a request of this type has not ended. */
  isPending(type: number): boolean {
    for (const request of this.pending) if (request.type === type) return true;
    return false;
  }

  /** The link is back: all that is unanswered goes again, in its order, under the keys it had. */
  flush(): void {
    this.expire();
    for (const request of this.pending) if (!request.isSent) void this.transmit(request);
  }

  /** Ends what has waited too long. */
  expire(): void {
    const nowMs = performance.now();
    for (const request of this.pending) if (request.expiresAtMs <= nowMs) this.end(request, "lost");
  }

  /** The connection is given up. */
  close(): void {
    for (const request of this.pending) this.end(request, "lost");
  }

  private async transmit(request: Pending): Promise<void> {
    request.isSent = true;
    const leftMs = Math.max(1, request.expiresAtMs - performance.now());
    try {
      const isDone = await this.link.request(request.type, request.payload, leftMs);
      this.end(request, isDone === true ? "done" : "refused");
    } catch {
      // On a broken link nobody knows whether it arrived; on a live one the server said no.
      if (this.link.canSend) this.end(request, "refused");
      else request.isSent = false;
    }
  }

  private end(request: Pending, end: RequestEnd): void {
    if (this.pending.delete(request)) request.end(end);
  }
}
