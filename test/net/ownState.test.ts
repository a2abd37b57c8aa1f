// What the server writes down for a player's own client: every field that prediction reads.
import { expect, test } from "vitest";
import { writeOwnState } from "../../server/net/ownState.ts";
import { OwnerState } from "../../shared/schema/OwnerState.ts";
import { makePlayerState } from "../../shared/sim/playerRecord.ts";
import { PREDICTED_FIELDS } from "../../shared/sim/types.ts";

test("an owner is told each field that its prediction starts from", () => {
  const state = makePlayerState(0);
  const owner = new OwnerState();
  for (const [i, field] of PREDICTED_FIELDS.entries()) state[field] = 100 + i;
  writeOwnState(owner, state);
  expect(PREDICTED_FIELDS.map((field) => [field, owner[field]])).toEqual(
    PREDICTED_FIELDS.map((field, i) => [field, 100 + i]),
  );
});
