// What browsers are told to enforce on every answer. In: whether it is development, and each request's client.
// Out: response headers. Run by the server's edge.
import type { IncomingMessage, ServerResponse } from "node:http";
import helmet, { type HelmetOptions } from "helmet";
import { clientOf } from "./clientAddress.ts";

export type HeaderWriter = (req: IncomingMessage, res: ServerResponse) => void;

/** Half a year, the least that browsers' preload lists take, s. */
const HSTS_MAX_AGE_S = 15_768_000;
const NOTHING_BUT_SOUND = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";
/** A month would outlive a change of the allow-list; 2 h is the most that Chromium keeps a preflight, s. */
const PREFLIGHT_MAX_AGE_S = 7200;

/**
 * @param isDevelopment Vite then puts styles and its client into the page as inline elements.
 */
export function makeSecurityHeaders(isDevelopment: boolean): HeaderWriter {
  const inline = isDevelopment ? ["'unsafe-inline'"] : [];
  const options: HelmetOptions = {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        "default-src": ["'none'"],
        "script-src": ["'self'", ...inline],
        "style-src": ["'self'", ...inline],
        "font-src": ["'self'"],
        // Phaser makes its own textures from data and blobs.
        "img-src": ["'self'", "data:", "blob:"],
        "media-src": ["'self'"],
        // Browsers before 2022 do not take 'self' for the WebSocket of the same host.
        "connect-src": ["'self'", (req) => socketOf(req)],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
      },
    },
    crossOriginOpenerPolicy: { policy: "same-origin" },
    crossOriginResourcePolicy: { policy: "same-origin" },
    referrerPolicy: { policy: "same-origin" },
    xFrameOptions: { action: "deny" },
    strictTransportSecurity: false,
  };
  const plain = helmet(options);
  const tls = helmet({ ...options, strictTransportSecurity: { maxAge: HSTS_MAX_AGE_S } });
  return (req, res) => {
    res.setHeader("Permissions-Policy", NOTHING_BUT_SOUND);
    const write = clientOf(req).isTls ? tls : plain;
    write(req, res, (error?: unknown) => {
      if (error instanceof Error) throw error;
    });
  };
}

/** Lets a listed page of another origin read the answer; the SDK sends its requests with credentials. */
export function writeCors(res: ServerResponse, origin: string): void {
  res.setHeader("Access-Control-Allow-Origin", origin);
  res.setHeader("Access-Control-Allow-Credentials", "true");
  res.appendHeader("Vary", "Origin");
}

/** Answers a preflight. */
export function answerPreflight(res: ServerResponse): void {
  res.setHeader("Access-Control-Allow-Methods", "GET, HEAD, POST");
  res.setHeader("Access-Control-Allow-Headers", "Content-Type, Authorization");
  res.setHeader("Access-Control-Max-Age", PREFLIGHT_MAX_AGE_S);
  res.writeHead(204).end();
}

/** The host has passed requestRules.ts: nothing in it ends the directive. */
function socketOf(req: IncomingMessage): string {
  const { host, isTls } = clientOf(req);
  if (host === "") return "'self'";
  // Without a configured proxy nobody knows which of the two the browser speaks.
  return isTls ? `wss://${host}` : `ws://${host} wss://${host}`;
}
