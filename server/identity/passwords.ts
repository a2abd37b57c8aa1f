// Passwords as they are kept: Argon2id (RFC 9106) as a PHC string. In: what a player typed. Out: a hash; or whether it
// is the one that was hashed. Run by the server; the work itself runs in libuv's threads, so that no tick waits for it.
import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import {
  ARGON2,
  HASH_BYTES,
  HASHES_AT_ONCE,
  HASHES_WAITING_MAX,
  SALT_BYTES,
} from "./accountConstants.ts";
import { WorkQueue } from "./workQueue.ts";

const derive = promisify(argon2);
const ALGORITHM = "argon2id";
/** The only version that Node makes: 0x13. */
const VERSION = 19;
const BASE64 = "[A-Za-z0-9+/]+";
const PHC = new RegExp(
  String.raw`^\$${ALGORITHM}\$v=${VERSION}\$m=(\d+),t=(\d+),p=(\d+)\$(${BASE64})\$(${BASE64})$`,
);

export interface ArgonCost {
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
}

export interface PasswordVerdict {
  readonly isRight: boolean;
  /** It was hashed at another cost than today's: hash it anew while it is known. */
  readonly isDated: boolean;
}

interface Kept extends ArgonCost {
  readonly salt: Buffer;
  readonly hash: Buffer;
}

export class Passwords {
  private readonly cost: ArgonCost;
  private readonly queue = new WorkQueue(HASHES_AT_ONCE, HASHES_WAITING_MAX);

  constructor(cost: ArgonCost = ARGON2) {
    this.cost = cost;
  }

  /** @throws BusyError when too many wait. */
  async hash(password: string): Promise<string> {
    const salt = randomBytes(SALT_BYTES);
    const hash = await this.work(password, salt, this.cost);
    const { memoryKiB, passes, lanes } = this.cost;
    const parameters = `m=${memoryKiB},t=${passes},p=${lanes}`;
    return `$${ALGORITHM}$v=${VERSION}$${parameters}$${toText(salt)}$${toText(hash)}`;
  }

  /**
   * @param kept null for an account that is not there: it costs the same, and is never right.
   * @throws BusyError when too many wait; Error when `kept` is no hash of ours.
   */
  async verify(password: string, kept: string | null): Promise<PasswordVerdict> {
    const { salt, hash, ...cost } = kept === null ? this.makeDecoy() : parse(kept);
    const isSame = timingSafeEqual(await this.work(password, salt, cost, hash.length), hash);
    const isDated =
      cost.memoryKiB !== this.cost.memoryKiB ||
      cost.passes !== this.cost.passes ||
      cost.lanes !== this.cost.lanes;
    return { isRight: isSame && kept !== null, isDated };
  }

  private makeDecoy(): Kept {
    return { ...this.cost, salt: randomBytes(SALT_BYTES), hash: randomBytes(HASH_BYTES) };
  }

  private work(password: string, salt: Buffer, cost: ArgonCost, tagLength: number = HASH_BYTES) {
    const { memoryKiB: memory, passes, lanes: parallelism } = cost;
    // The same password from another keyboard may be composed of other characters.
    const message = Buffer.from(password.normalize("NFC"), "utf8");
    return this.queue.run(() =>
      derive(ALGORITHM, { message, nonce: salt, memory, passes, parallelism, tagLength }),
    );
  }
}

function parse(kept: string): Kept {
  const [, memoryKiB, passes, lanes, salt = "", hash = ""] = PHC.exec(kept) ?? [];
  if (hash === "") throw new Error(`a kept password is not of the form ${PHC.source}`);
  return {
    memoryKiB: Number(memoryKiB),
    passes: Number(passes),
    lanes: Number(lanes),
    salt: Buffer.from(salt, "base64"),
    hash: Buffer.from(hash, "base64"),
  };
}

/** Base64 without padding, as PHC strings have it. */
function toText(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}
