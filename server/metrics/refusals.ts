// What the edge of this process has refused, counted by reason since it started. In: a reason each time.
// Out: numbers, for logs, tests and the operator.

/** Why a room refused a frame or ended a connection; stands in logs and in close frames (at most 123 bytes). */
export type RoomRefusal =
  /** A frame that no client of ours sends: its form, its length, its opcode. */
  | "frame"
  /** A message type that this room does not know. */
  | "message-type"
  /** A message whose content breaks its schema. */
  | "message-content"
  /** A message that its sender may not send now: dead, spectating, after the match. */
  | "message-role"
  /** An input that is not whole, or from somebody who does not play. */
  | "input"
  /** More inputs than are used: the oldest would be lost, and their player's cooldowns shortened by them. */
  | "input-backlog"
  /** More frames or bytes than any client of ours sends. */
  | "flood"
  /** A join, or a return to a seat, that was never acknowledged. */
  | "join-unacknowledged"
  | "return-unacknowledged"
  /** A reader that does not read. */
  | "slow-reader"
  /** A message whose handler failed. */
  | "message-fault";

const counts = new Map<string, number>();

/** @param reason a short name that repeats: each is kept for the life of the process. */
export function countRefusal(reason: string): void {
  counts.set(reason, (counts.get(reason) ?? 0) + 1);
}

/** How often `reason` was counted since the process started. */
export function refusalCount(reason: string): number {
  return counts.get(reason) ?? 0;
}

/** All that were counted. */
export function allRefusals(): ReadonlyMap<string, number> {
  return counts;
}
