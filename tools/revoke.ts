// Shuts a guest out: `npm run revoke -- ACCOUNT`, with the settings of the server. The account stands in each line of
// the log that is about the guest. Its tokens end, and a running server closes its connection with 1008 within 2 s.
import { parseConfig } from "../server/config.ts";
import { openStoreHere } from "../server/store/openStore.ts";

const [account] = process.argv.slice(2);
if (account === undefined) {
  console.error("Usage: npm run revoke -- ACCOUNT");
  process.exit(2);
}
const store = await openStoreHere(parseConfig(process.env));
const exists = await store.revokeAccount(account, Date.now());
await store.close();
console.info(exists ? `${account} is shut out.` : `There is no account ${account}.`);
process.exitCode = exists ? 0 : 1;
