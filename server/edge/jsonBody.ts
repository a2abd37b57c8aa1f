// A request's JSON body, small and without tricks. In: a POST. Out: `req.body`, a plain object; or a refusal.
// Run by the HTTP endpoints.
import type { ErrorRequestHandler, RequestHandler } from "express";
import { BODY_MAX_BYTES } from "./edgeConstants.ts";
import { refuseRequest } from "./refuse.ts";
import { LARGE_BODY, type Refusal } from "./requestRules.ts";

const NO_JSON: Refusal = { status: 415, reason: "body", text: "Send application/json." };
const BROKEN: Refusal = { status: 400, reason: "body", text: "This request's body is not valid." };

/** As an own key it is harmless; copied by assignment, as Colyseus does, it becomes the copy's prototype. */
function refusePrototype(key: string, value: unknown): unknown {
  if (key === "__proto__") throw new SyntaxError("__proto__ in a body");
  return value;
}

/**
 * Parses the body, or refuses: 413 beyond BODY_MAX_BYTES, 415 for another type, 400 for anything but an object.
 * body-parser 2 would read an oversize body to its end before it answers, however long that is.
 */
export const readJsonBody: RequestHandler = (req, res, next) => {
  // A page of another origin can send any other type without asking first.
  if (!req.is("application/json") || req.headers["content-encoding"] !== undefined) {
    refuseRequest(req, res, NO_JSON);
    return;
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  const stop = () => req.off("data", take).off("end", finish).off("error", stop);
  const take = (chunk: Buffer) => {
    bytes += chunk.length;
    chunks.push(chunk);
    if (bytes <= BODY_MAX_BYTES) return;
    stop();
    refuseRequest(req, res, LARGE_BODY);
  };
  const finish = () => {
    stop();
    req.body = parseObject(Buffer.concat(chunks).toString("utf8"));
    if (req.body === null) refuseRequest(req, res, BROKEN);
    else next();
  };
  req.on("data", take).on("end", finish).on("error", stop);
};

/** @returns null unless `text` is a JSON object without prototypes in it. */
function parseObject(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text, refusePrototype);
    return typeof value === "object" && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/** The end of the chain: a fault of ours is told to nobody but the log. */
export function makeFaultHandler(onFault: (error: unknown) => void): ErrorRequestHandler {
  return (error: unknown, _req, res, _next) => {
    const status = (error as { status?: number } | null)?.status ?? 500;
    if (status >= 500) onFault(error);
    if (res.headersSent) res.destroy();
    else {
      const isTheirs = status >= 400 && status < 500;
      res.status(isTheirs ? status : 500).json({
        error: isTheirs ? "This request is not valid." : "The server failed.",
      });
    }
  };
}
