// An input as it waits for its tick: all that its player sent, whatever is decoded after it.
import { expect, test } from "vitest";
import { copyInputsPlainly } from "../../server/net/inputCopies.ts";
import { InputCmdSchema } from "../../shared/schema/InputCmd.ts";

test("a waiting input keeps every field that was decoded", () => {
  copyInputsPlainly();
  const decoded = new InputCmdSchema();
  const names = Object.keys(decoded.toJSON()) as (keyof ReturnType<typeof decoded.toJSON>)[];
  for (const [i, name] of names.entries()) decoded[name] = 10 + i;
  const waiting = decoded.clone();
  for (const name of names) decoded[name] = 1;
  expect(names).toContain("view");
  expect(waiting).toEqual(Object.fromEntries(names.map((name, i) => [name, 10 + i])));
});
