// What every HTTP request and upgrade must look like before anything reads it. In: a request's head. Out: null, or
// why it is refused. Pure; run by the server's edge.
import type { IncomingMessage } from "node:http";
import { BODY_MAX_BYTES, URL_MAX_LENGTH } from "./edgeConstants.ts";

/** Why the edge refuses a request, an upgrade or a connection. */
export type EdgeReason =
  | "url"
  | "host"
  | "forwarded proto"
  | "method"
  | "body"
  | "room path"
  | "origin"
  | "connections"
  | "address connections"
  | "address requests"
  | "address joins"
  | "matchmake method"
  | "closing"
  | "not found"
  | "join";

export interface Refusal {
  readonly status: number;
  /** Counted under this name. */
  readonly reason: EdgeReason;
  /** Told to the peer: neutral, nothing of the request. */
  readonly text: string;
  /** Whole seconds until it may ask again. */
  readonly retryAfterS?: number;
}

const METHODS = new Set(["GET", "HEAD", "POST", "OPTIONS"]);
/** A name or an IPv4 address, or an IPv6 address in brackets; and a port. */
const HOST = /^(?:[\w](?:[\w.-]{0,252})|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;
const FORWARDED_PROTO = /^(?:https?|wss?)(?:\s*,\s*(?:https?|wss?))*$/i;
/** A room's socket: its process and its id, as the matchmaking answered them. */
const ROOM_PATH = /^\/[\w-]{1,64}\/[\w-]{1,64}$/;

const BAD_URL: Refusal = { status: 400, reason: "url", text: "This address is not valid." };
const LONG_URL: Refusal = { status: 414, reason: "url", text: "This address is too long." };
const BAD_HOST: Refusal = { status: 400, reason: "host", text: "This host is not valid." };
const BAD_PROTO: Refusal = {
  status: 400,
  reason: "forwarded proto",
  text: "X-Forwarded-Proto is not valid.",
};
const BAD_METHOD: Refusal = {
  status: 405,
  reason: "method",
  text: "This method is not allowed.",
};
const UNEXPECTED_BODY: Refusal = {
  status: 400,
  reason: "body",
  text: "This request may not have a body.",
};
export const LARGE_BODY: Refusal = {
  status: 413,
  reason: "body",
  text: "This request is too large.",
};
const NO_ROOM: Refusal = { status: 404, reason: "room path", text: "There is no room here." };

/** @returns why a request of either kind is refused, or null. */
export function checkHead(req: IncomingMessage): Refusal | null {
  const { method = "", url = "" } = req;
  if (!METHODS.has(method)) return BAD_METHOD;
  if (url.length > URL_MAX_LENGTH) return LONG_URL;
  if (!isTarget(url)) return BAD_URL;
  if (!isHost(req.headers.host) || !isHost(req.headers["x-forwarded-host"])) return BAD_HOST;
  const proto = req.headers["x-forwarded-proto"];
  if (proto !== undefined && !FORWARDED_PROTO.test(String(proto))) return BAD_PROTO;
  return null;
}

/** @returns why a request is refused for its body, before a byte of it was read; or null. */
export function checkBody(req: IncomingMessage): Refusal | null {
  if (!hasBody(req)) return null;
  if (req.method !== "POST") return UNEXPECTED_BODY;
  // Without a length it is counted as it is read (jsonBody.ts).
  return Number(req.headers["content-length"] ?? 0) > BODY_MAX_BYTES ? LARGE_BODY : null;
}

/** @returns why an upgrade is refused for what it asks for, or null. */
export function checkUpgrade(req: IncomingMessage): Refusal | null {
  if (req.method !== "GET") return BAD_METHOD;
  if (hasBody(req)) return UNEXPECTED_BODY;
  const url = new URL(`http://server${req.url}`);
  // Colyseus' ping utility answers sockets without a room (ws-transport 0.18.4): none of ours asks for it.
  return ROOM_PATH.test(url.pathname) && url.searchParams.has("sessionId") ? null : NO_ROOM;
}

export function hasBody(req: IncomingMessage): boolean {
  const length = req.headers["content-length"];
  return req.headers["transfer-encoding"] !== undefined || (length !== undefined && length !== "0");
}

/** A path and a query that every parser behind the edge can read, percent signs included. */
function isTarget(url: string): boolean {
  if (!url.startsWith("/") || !URL.canParse(`http://server${url}`)) return false;
  try {
    decodeURIComponent(url.replaceAll("+", " "));
    return true;
  } catch {
    return false;
  }
}

/** HTTP/1.0 may go without a host: health checks of load balancers do. */
function isHost(header: string | string[] | undefined): boolean {
  if (header === undefined) return true;
  const host = String(header).split(",")[0]?.trim() ?? "";
  return HOST.test(host) && URL.canParse(`http://${host}`);
}
