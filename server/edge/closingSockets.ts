// Sockets that are being closed and go on sending: no room watches them any more, or none ever did (a socket without
// a seat is accepted, told so and closed, and its peer need not answer). In: the transport, once. Out: they are cut.
import { countRefusal } from "../metrics/refusals.ts";
import { type PeerSocket, socketsOf } from "./upstream.ts";

/** `readyState` of a socket whose close frame has been sent or received. */
const CLOSING = 2;
/** What may still be on its way when a socket is closed, bytes: an honest client's seconds. */
const CLOSING_MAX_BYTES = 32 * 1024;
/** How often they are looked at, ms: about what a patch takes. */
const LOOK_PERIOD_MS = 30;

/** Until the timer is cleared; it does not keep the process running. */
export function cutClosingSockets(transport: object): NodeJS.Timeout {
  const readAtClose = new WeakMap<PeerSocket, number>();
  const look = () => {
    for (const socket of socketsOf(transport)) {
      if (socket.readyState !== CLOSING) continue;
      const read = socket._socket?.bytesRead ?? 0;
      const before = readAtClose.get(socket);
      if (before === undefined) readAtClose.set(socket, read);
      else if (read - before > CLOSING_MAX_BYTES) {
        countRefusal("flood");
        socket.terminate();
      }
    }
  };
  return setInterval(look, LOOK_PERIOD_MS).unref();
}
