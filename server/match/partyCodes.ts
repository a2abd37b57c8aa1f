// Codes of private rooms: drawn by chance, free in the whole cluster. In: what rooms there are. Out: a code that is
// nobody's; and whether a code was somebody's lately. Server only.
import { randomInt } from "node:crypto";
import { matchMaker } from "@colyseus/core";
import { CODE_LENGTH, CODE_LETTERS } from "../../shared/net/party.ts";

/** With a thousand rooms open a draw fails once in 160: so many in a row mean a fault. */
const DRAWS_MAX = 20;
/** A draw is the drawer's for this long, s: until its room is in the listings. */
const CLAIM_S = 30;
/** A closed room's code leads to nobody else's room for this long, s: its links are still about. */
const CLOSED_S = 15 * 60;

const claimKey = (code: string) => `party:claim:${code}`;
const closedKey = (code: string) => `party:closed:${code}`;

/** @throws Error when all draws were taken. */
export async function drawCode(): Promise<string> {
  const { presence } = matchMaker;
  for (let i = 0; i < DRAWS_MAX; i++) {
    const code = Array.from({ length: CODE_LENGTH }, letterByChance).join("");
    // First the claim, which is atomic, then the question: of two that draw the same code one sees the other.
    const isFirst = (await presence.hincrbyex(claimKey(code), "draws", 1, CLAIM_S)) === 1;
    if (isFirst && !(await isTaken(code))) return code;
  }
  throw new Error(`${DRAWS_MAX} codes in a row were taken`);
}

/** Once its room is closed. */
export async function retireCode(code: string): Promise<void> {
  await matchMaker.presence.setex(closedKey(code), "1", CLOSED_S);
}

/** Whether a room of this code was open within the last CLOSED_S. */
export async function wasClosed(code: string): Promise<boolean> {
  return typeof (await matchMaker.presence.get(closedKey(code))) === "string";
}

async function isTaken(code: string): Promise<boolean> {
  if (await wasClosed(code)) return true;
  return (await matchMaker.query({ roomId: code })).length > 0;
}

function letterByChance(): string {
  return CODE_LETTERS[randomInt(CODE_LETTERS.length)] as string;
}
