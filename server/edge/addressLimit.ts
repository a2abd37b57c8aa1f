// How often one client's address may ask. In: a request, as it passed the edge. Out: how long it has to wait.
import type { Request } from "express";
import { clientOf } from "./clientAddress.ts";
import type { RateLimit } from "./connectionLimits.ts";

/** Counts the request. @returns whole seconds until its address may ask again, 0 for now. */
export async function waitOf(req: Request, limit: RateLimit): Promise<number> {
  const { limitKey, isUnlimited } = clientOf(req);
  return isUnlimited ? 0 : limit.take(limitKey);
}

/** Counts nothing. @returns as `waitOf`. */
export async function remainingWaitOf(req: Request, limit: RateLimit): Promise<number> {
  const { limitKey, isUnlimited } = clientOf(req);
  return isUnlimited ? 0 : limit.peek(limitKey);
}
