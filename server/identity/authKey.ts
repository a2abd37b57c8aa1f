// The secret behind every token, and the keys made of it. In: AUTH_SECRET, or the data folder. Out: one key a purpose.
// Run by the server at its start.
import { hkdfSync, randomBytes } from "node:crypto";
import { chmodSync, linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export const KEY_FILE = "auth.key";
const KEY_BYTES = 32;
/** Its owner alone reads it. */
const KEY_MODE = 0o600;

/** What a key signs: one made for tickets verifies no token. */
export type KeyPurpose = "token" | "ticket";

/**
 * @param secret AUTH_SECRET; "" for a secret that is made once and kept in `dataDir`.
 * @throws Error of node:fs when the folder cannot be written, or Error when the file is not a key.
 */
export function loadAuthKey(secret: string, dataDir: string): Buffer {
  return secret === "" ? keptKey(join(dataDir, KEY_FILE)) : Buffer.from(secret, "utf8");
}

/** HKDF-SHA-256: whoever learns one key learns nothing of the secret or of the others. */
export function deriveKey(root: Buffer, purpose: KeyPurpose): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", root, "fraywire", purpose, KEY_BYTES));
}

/** Written beside and linked into place: of two processes that start at once, both read the one that was first. */
function keptKey(path: string): Buffer {
  const draft = `${path}.${process.pid}`;
  try {
    writeFileSync(draft, `${randomBytes(KEY_BYTES).toString("base64url")}\n`, {
      mode: KEY_MODE,
      flag: "w",
    });
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  chmodSync(path, KEY_MODE);
  const key = Buffer.from(readFileSync(path, "utf8").trim(), "base64url");
  if (key.length !== KEY_BYTES)
    throw new Error(`${path} is not a key: remove it to get a new one.`);
  return key;
}
