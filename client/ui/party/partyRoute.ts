// The private room that this page belongs to. In: the address, and what the tab remembers over a reload. Out: its code,
// or "" for none; and the link that brings friends.
import { cleanCode } from "../../../shared/net/party.ts";

const KEY = "fraywire.party";

/** Code in an address' fragment, such as "#BCDF"; "" when it is none. */
export function codeOfHash(hash: string): string {
  return cleanCode(hash.replace(/^#\/?/, ""));
}

/** Fragment or not, what was pasted into the field for a code: a code, or a whole link. */
export function codeOfTyped(typed: string): string {
  const hashAt = typed.lastIndexOf("#");
  return hashAt < 0 ? cleanCode(typed) : codeOfHash(typed.slice(hashAt));
}

/** The link to a private room: this page without its own options. */
export function partyLinkOf(href: string, code: string): string {
  const { origin, pathname } = new URL(href);
  return `${origin}${pathname}#${code}`;
}

/** Where this page begins: the link that was opened, or the room that this tab was in before a reload. */
export interface PartyStart {
  readonly code: string;
  /** It was in it before: a room that is not there any more was closed, and the code has no typo. */
  readonly isReturn: boolean;
}

export function readPartyStart(hash: string): PartyStart {
  const remembered = cleanCode(readTab());
  const linked = codeOfHash(hash);
  const code = linked === "" ? remembered : linked;
  return { code, isReturn: code !== "" && code === remembered };
}

/** Puts the room into the address and the tab's memory; "" takes it out again. */
export function rememberParty(code: string): void {
  writeTab(code);
  const { pathname, search } = location;
  const fragment = code === "" ? "" : `#${code}`;
  history.replaceState(null, "", `${pathname}${search}${fragment}`);
}

function readTab(): string {
  try {
    return sessionStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

function writeTab(code: string): void {
  try {
    if (code === "") sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, code);
  } catch {
    // Storage is denied: the address alone remembers.
  }
}
