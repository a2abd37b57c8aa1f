// A light client that speaks the SDK's handshake and reads nothing of the game: hundreds of them fit beside a server.
// In: a server's address. Out: a socket that is in the arena, and its way back when it is cut, paced like the real
// client's.
import WebSocket from "ws";
import { attemptTimeoutMs, retryWaitMs } from "../../client/net/backoff.ts";
import { GuestIdentity } from "../../client/net/identity.ts";
import { TICKET_PARAM } from "../../shared/net/guest.ts";
import { type RawSeat, reserveSeat } from "./rawSeat.ts";

const JOIN_ROOM = 10;
const ROOM_STATE = 14;
const CODE_MASK = 0x1f;

export class ReturningPlayer {
  readonly seat: RawSeat;
  /** True from the first state on the present socket until it is gone. */
  isIn = false;
  /** Attempts that the last return took. */
  attempts = 0;
  /** How the sockets ended, oldest first. */
  readonly closeCodes: number[] = [];
  private token = "";
  private socket: WebSocket | null = null;
  private readonly identity: GuestIdentity;

  private constructor(seat: RawSeat, identity: GuestIdentity) {
    this.seat = seat;
    this.identity = identity;
  }

  /** @throws Error with the server's answer when it refuses. */
  static async join(url: string, name: string): Promise<ReturningPlayer> {
    const identity = new GuestIdentity(url);
    const player = new ReturningPlayer(await reserveSeat(url, name, identity), identity);
    if (!(await player.connect(5000))) throw new Error(`${name} did not get in.`);
    return player;
  }

  /** Connects, or comes back. @returns whether it is in the room before `timeoutMs`. */
  async connect(timeoutMs: number): Promise<boolean> {
    const socket = new WebSocket(await this.nextAddress(), { perMessageDeflate: false });
    this.socket = socket;
    return new Promise((resolve) => {
      const timer = setTimeout(() => socket.terminate(), timeoutMs);
      const end = () => {
        clearTimeout(timer);
        resolve(this.isIn);
      };
      socket.on("message", (frame: Buffer) => {
        this.take(frame);
        if (this.isIn) end();
      });
      socket.on("error", () => undefined);
      socket.on("close", (code) => {
        this.closeCodes.push(code);
        if (this.socket !== socket) return;
        this.isIn = false;
        end();
      });
    });
  }

  /** Loses the socket, and tries until it is back. */
  async cutAndReturn(): Promise<void> {
    this.cut();
    this.attempts = 0;
    let spentMs = 0;
    while (!this.isIn) {
      this.attempts++;
      const waitMs = retryWaitMs(this.attempts, spentMs, Math.random());
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      const startedMs = performance.now();
      // The ticket comes first: from its answer on the attempt has time. One that does not come is a failed attempt.
      await this.connect(attemptTimeoutMs(this.attempts, 0, true)).catch(() => false);
      spentMs = performance.now() - startedMs;
    }
  }

  cut(): void {
    this.isIn = false;
    this.socket?.terminate();
  }

  /** Neither reads nor answers any more, while the socket stays open: what a change of network leaves behind. */
  freeze(): void {
    this.socket?.pause();
    this.socket = null;
    this.isIn = false;
  }

  private async nextAddress(): Promise<string> {
    const { address, sessionId } = this.seat;
    if (this.token === "") return address;
    const ticket = await this.identity.getTicket(sessionId);
    return `${address}&reconnectionToken=${this.token}&skipHandshake=1&${TICKET_PARAM}=${ticket}`;
  }

  private take(frame: Buffer): void {
    const code = (frame[0] ?? 0) & CODE_MASK;
    if (code === JOIN_ROOM) {
      const length = frame[1] ?? 0;
      this.token = frame.toString("utf8", 2, 2 + length);
      this.socket?.send(Buffer.from([JOIN_ROOM]));
    } else if (code === ROOM_STATE) this.isIn = true;
  }
}
