// Shuts a guest out: `npm run revoke -- ACCOUNT`, with the settings of the server. The account stands in each line of
// the log that is about the guest. Its tokens end, and a running server closes its connection with 1008 within 2 s.
import { parseConfig } from "../server/config.ts";
import { SqliteStore } from "../server/store/sqliteStore.ts";

const [account] = process.argv.slice(2);
if (account === undefined) {
  console.error("Usage: npm run revoke -- ACCOUNT");
  process.exit(2);
}
// The store's thread does not keep the process alive.
const waiting = setInterval(() => undefined, 1000);
const store = await SqliteStore.open(parseConfig(process.env).dataDir);
const exists = await store.revokeAccount(account, Date.now());
await store.close();
clearInterval(waiting);
console.info(exists ? `${account} is shut out.` : `There is no account ${account}.`);
process.exitCode = exists ? 0 : 1;
