// Makes all ratings again from the results: `npm run ratings:rebuild`, with the settings of the server, which may run.
// Tells how many differed; those are put right, in one transaction. Changes nothing when they are right.
import { parseConfig } from "../server/config.ts";
import { openStoreHere } from "../server/store/openStore.ts";

const store = await openStoreHere(parseConfig(process.env));
try {
  const { matches, accounts, ratingsFixed, resultsFixed } = await store.rebuildRatings();
  console.info(`${matches} ranked matches of ${accounts} accounts.`);
  console.info(
    ratingsFixed + resultsFixed === 0
      ? "Nothing changed: every rating is what its results give."
      : `Put right: ${ratingsFixed} ratings, and ${resultsFixed} results that told another one.`,
  );
} finally {
  await store.close();
}
