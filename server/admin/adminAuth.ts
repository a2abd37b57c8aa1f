// Who may use the operator's port. In: requests. Out: those with the password, from the operator's own page.
import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Request, RequestHandler, Response } from "express";
import { RateLimit } from "../edge/connectionLimits.ts";
import type { Logger } from "../log.ts";

/** Wrong passwords of one address before it has to wait a minute. */
const TRIES_PER_MINUTE = 10;

/** Browsers send a password along with any page's request, and the monitor closes rooms on a GET. */
export const refuseForeignPages: RequestHandler = (req, res, next) => {
  const site = req.headers["sec-fetch-site"];
  if (site === undefined || site === "same-origin" || site === "none") next();
  else res.status(403).json({ error: "Only the operator's own page may ask this." });
};

/** HTTP Basic, any user name; for whoever tries too often, not even the right password helps for a while. */
export function requirePassword(password: string, log: Logger): RequestHandler {
  const wanted = digest(password);
  const tries = new RateLimit(TRIES_PER_MINUTE, 60);
  /** By address: until when not even the right password helps, ms of the monotonic clock. */
  const blockedUntilMs = new Map<string, number>();
  const refuse = async (req: Request, res: Response): Promise<void> => {
    const address = addressOf(req);
    log.warn({ address }, "wrong admin password");
    const waitS = await tries.take(address);
    if (waitS > 0) blockedUntilMs.set(address, performance.now() + waitS * 1000);
    askForPassword(res);
  };
  return (req, res, next) => {
    const address = addressOf(req);
    const waitMs = (blockedUntilMs.get(address) ?? 0) - performance.now();
    const given = passwordOf(req);
    res.setHeader("Cache-Control", "no-store");
    if (waitMs > 0) {
      res.setHeader("Retry-After", Math.ceil(waitMs / 1000));
      res.status(429).json({ error: "Too many wrong passwords: wait a minute." });
      return;
    }
    blockedUntilMs.delete(address);
    // A browser asks without a password first: that is no try.
    if (given === null) askForPassword(res);
    else if (timingSafeEqual(digest(given), wanted)) next();
    else refuse(req, res).catch(next);
  };
}

function askForPassword(res: Response): void {
  res.setHeader("WWW-Authenticate", 'Basic realm="Fraywire", charset="UTF-8"');
  res.status(401).json({ error: "The password is missing or wrong." });
}

/** Of one length, so that comparing takes one time. */
function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** The password of HTTP Basic, whatever the name; null when there is none. */
function passwordOf(req: IncomingMessage): string | null {
  const [scheme, credentials] = (req.headers.authorization ?? "").split(" ");
  if (scheme?.toLowerCase() !== "basic" || credentials === undefined) return null;
  const text = Buffer.from(credentials, "base64").toString("utf8");
  const colon = text.indexOf(":");
  return colon < 0 ? null : text.slice(colon + 1);
}

function addressOf(req: IncomingMessage): string {
  return req.socket.remoteAddress ?? "";
}
