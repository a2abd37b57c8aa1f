// How a refusal is told. In: a Refusal, and a response or a bare socket. Out: it is counted and answered, the
// connection closed. Run by the server's edge.
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { countRefusal } from "../metrics/refusals.ts";
import { LINGER_MS } from "./edgeConstants.ts";
import { hasBody, type Refusal } from "./requestRules.ts";

type Headers = Readonly<Record<string, string | number>>;

function describe({ text, retryAfterS }: Refusal): { body: string; headers: Headers } {
  const body = JSON.stringify({ error: text });
  const headers = {
    "Content-Type": "application/json; charset=utf-8",
    "Content-Length": Buffer.byteLength(body),
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    Connection: "close",
    ...(retryAfterS === undefined ? {} : { "Retry-After": retryAfterS }),
  };
  return { body, headers };
}

/** Answers a request and closes its connection, once the peer had time to read the answer. */
export function refuseRequest(req: IncomingMessage, res: ServerResponse, refusal: Refusal): void {
  countRefusal(refusal.reason);
  const { body, headers } = describe(refusal);
  res.writeHead(refusal.status, headers);
  if (!hasBody(req) || req.complete) {
    res.end(body);
    return;
  }
  res.write(body);
  const close = () => {
    clearTimeout(timer);
    res.end();
  };
  const timer = setTimeout(close, LINGER_MS);
  req.once("end", close).once("close", close).resume();
}

/** Answers an upgrade, or a connection that has not spoken yet, and closes it whatever the peer does. */
export function refuseSocket(socket: Duplex, refusal: Refusal): void {
  countRefusal(refusal.reason);
  const { body, headers } = describe(refusal);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const head = [`HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}`, ...lines, "", ""];
  destroyOnError(socket);
  socket.end(head.join("\r\n") + body, () => socket.destroy());
}

/** A bare socket without a listener for its errors ends the process. */
export function destroyOnError(socket: Duplex): void {
  socket.on("error", () => socket.destroy());
}
