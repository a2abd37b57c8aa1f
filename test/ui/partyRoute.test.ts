// Codes and links of private rooms, as they are typed, pasted and opened.
import { expect, test } from "vitest";
import { codeOfHash, codeOfTyped, partyLinkOf } from "../../client/ui/party/partyRoute.ts";

test("[MENU-5] a link leads to the code that it was made of, whatever the page was opened with", () => {
  const link = partyLinkOf("https://play.example/arena/?renderer=canvas#QQQQ", "BCDF");
  expect(link).toBe("https://play.example/arena/#BCDF");
  expect(codeOfHash(new URL(link).hash)).toBe("BCDF");
});

test("[MENU-5] a code is understood however it is typed, and a whole link as well", () => {
  for (const typed of ["BCDF", "bcdf", "  bCdF ", "#bcdf", "https://play.example/#BCDF"]) {
    expect(codeOfTyped(typed)).toBe("BCDF");
  }
});

test("[MENU-7] what cannot be a code is none", () => {
  for (const typed of ["", "BCD", "BCDFG", "BC1F", "BADE", "https://play.example/", "#"]) {
    expect(codeOfTyped(typed)).toBe("");
  }
  for (const hash of ["", "#", "#top", "#BCD", "##BCDF"]) expect(codeOfHash(hash)).toBe("");
});
