// A seat's WebSocket in a test's own hands. In: the URL of a seat. Out: how the upgrade was answered, and what came of
// the socket.
import WebSocket from "ws";
import { waitFor } from "./waitFor.ts";

const JOIN_ROOM = 10;

export interface GuestSocket {
  readonly socket: WebSocket;
  /** 101, or the HTTP status of the refusal, with its body. */
  status: number;
  refusal: unknown;
  /** What the server gave for coming back; "" before the join. */
  reconnectionToken: string;
  frames: number;
  /** Of the close frame, or 1006; 0 while it is open. */
  closeCode: number;
  closeReason: string;
}

/**
 * Resolves once the upgrade was answered, and for an accepted one once the join or its refusal came.
 * @param isAcknowledged false for a peer that never acknowledges its join.
 */
export async function openSocket(url: string, isAcknowledged = true): Promise<GuestSocket> {
  const socket = new WebSocket(url);
  const guest: GuestSocket = {
    socket,
    status: 0,
    refusal: null,
    reconnectionToken: "",
    frames: 0,
    closeCode: 0,
    closeReason: "",
  };
  socket.on("upgrade", () => {
    guest.status = 101;
  });
  socket.on("unexpected-response", (_req, res) => {
    let text = "";
    res.on("data", (chunk) => {
      text += chunk;
    });
    res.on("end", () => {
      guest.refusal = JSON.parse(text);
      guest.status = res.statusCode ?? -1;
    });
  });
  socket.on("error", () => undefined);
  socket.on("message", (frame: Buffer) => {
    guest.frames++;
    if (frame[0] !== JOIN_ROOM) return;
    guest.reconnectionToken = frame.toString("utf8", 2, 2 + (frame[1] ?? 0));
    if (isAcknowledged) socket.send(Buffer.from([JOIN_ROOM]));
  });
  socket.on("close", (code, reason) => {
    guest.closeCode = code;
    guest.closeReason = reason.toString();
  });
  const isAnswered = () =>
    guest.status > 0 &&
    (guest.status !== 101 || guest.reconnectionToken !== "" || guest.closeCode > 0);
  await waitFor(isAnswered, { describe: "the server's answer" });
  return guest;
}
