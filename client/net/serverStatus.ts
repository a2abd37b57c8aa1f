// How the server is, over plain HTTP. In: its address. Out: what it says of itself, and how far away it is. Run by the
// client.
import type { ServerStatus } from "../../shared/net/protocol.ts";
import { askServer } from "./identity.ts";

const STATUS_PATH = "/api/status";
/** Longest wait, ms: below the period at which pages ask. */
const TIMEOUT_MS = 4000;

export interface AnsweredStatus extends ServerStatus {
  /** From asking to the answer. */
  readonly pingMs: number;
}

/** @throws IdentityError when there is no answer in time, or none that is one. */
export async function askStatus(endpoint: string): Promise<AnsweredStatus> {
  const startedMs = performance.now();
  const status = await askServer<ServerStatus>(endpoint, STATUS_PATH, { timeoutMs: TIMEOUT_MS });
  return { ...status, pingMs: performance.now() - startedMs };
}
