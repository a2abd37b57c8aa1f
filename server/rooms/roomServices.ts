// Given to every room's definition: what it needs of its process. In: what app.ts started. Out: one object for all.
import type { Config } from "../config.ts";
import type { Logger } from "../log.ts";
import type { Census } from "../match/census.ts";
import type { ResultLedger } from "../match/finishedMatch.ts";
import type { Store } from "../store/store.ts";

export interface RoomServices {
  readonly config: Config;
  readonly log: Logger;
  readonly census: Census;
  readonly store: Store;
  readonly ledger: ResultLedger;
  /** Whether rooms can be made in another process, for those of this one when it goes down. */
  readonly hasElsewhere: () => boolean;
}
