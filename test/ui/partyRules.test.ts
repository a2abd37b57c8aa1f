// What a private room's members see in its state, and what the landing page is told of its end.
import { expect, test } from "vitest";
import { partyEnding, queueEnding, refusalOf } from "../../client/flow/endings.ts";
import type { PartyMemberView, PartyView } from "../../client/net/partyLink.ts";
import { isSideTaken, readiness, startBlock } from "../../client/ui/party/partyRules.ts";
import { CloseReason } from "../../shared/net/closeCodes.ts";
import type { PartyMode } from "../../shared/net/party.ts";
import { JoinRefusal } from "../../shared/net/protocol.ts";

function member(name: string, changes: Partial<PartyMemberView> = {}): PartyMemberView {
  return {
    key: name,
    name,
    isSelf: false,
    isHost: false,
    isReady: false,
    isConnected: true,
    isPlaying: false,
    side: 1,
    ...changes,
  };
}

const HOST = member("host", { isHost: true, isSelf: true });

function room(mode: PartyMode, members: readonly PartyMemberView[], bots = 0): PartyView {
  const rules = { mode, mapId: "", bots, minutes: 5 };
  return { code: "BCDF", rules, hasMatch: false, members, isAway: false };
}

test("[MENU-8] the host starts when all who play are ready; who watches or is away is not waited for", () => {
  const watcher = member("watcher", { side: 0 });
  const lost = member("lost", { isConnected: false });
  const friend = member("friend");
  const view = room("open", [HOST, friend, watcher, lost]);
  expect(readiness(view)).toEqual({ ready: 0, all: 1 });
  expect(startBlock(view)).toBe("notReady");
  expect(startBlock(room("open", [HOST, { ...friend, isReady: true }, watcher, lost]))).toBeNull();
  expect(startBlock(room("open", [HOST]))).toBeNull();
  expect(startBlock(room("open", [{ ...HOST, side: 0 }]))).toBe("noPlayer");
});

test("[MENU-8] a Duel needs two, or a bot", () => {
  const azure = member("azure", { side: 2, isReady: true });
  expect(startBlock(room("duel", [HOST]))).toBe("duelOfTwo");
  expect(startBlock(room("duel", [HOST], 1))).toBeNull();
  expect(startBlock(room("duel", [HOST, azure]))).toBeNull();
});

test("[MENU-8] a side of a Duel is taken by one; one may stay on one's own, and watch", () => {
  const view = room("duel", [HOST, member("azure", { side: 2 })]);
  expect(isSideTaken(view, 1)).toBe(false);
  expect(isSideTaken(view, 2)).toBe(true);
  expect(isSideTaken(view, 0)).toBe(false);
  expect(isSideTaken(room("arena", [HOST, member("friend")]), 1)).toBe(false);
});

test("[MENU-7] each way out of a private room has its words", () => {
  const refused = (code: number) => ({ kind: "refused", error: { code } }) as const;
  expect(partyEnding(refused(JoinRefusal.NoSuchRoom), false)).toBe("noSuchRoom");
  expect(partyEnding(refused(JoinRefusal.NoSuchRoom), true)).toBe("roomClosed");
  expect(partyEnding(refused(JoinRefusal.Gone), false)).toBe("roomClosed");
  expect(partyEnding(refused(JoinRefusal.Full), false)).toBe("partyFull");
  expect(partyEnding(refused(JoinRefusal.ShutOut), false)).toBe("partyRemoved");
  expect(partyEnding(refused(JoinRefusal.TooMany), false)).toBe("tooManyTries");
  expect(partyEnding({ kind: "closed", code: CloseReason.Kicked }, true)).toBe("partyRemoved");
  expect(partyEnding({ kind: "closed", code: CloseReason.Replaced }, true)).toBe("replaced");
  expect(partyEnding({ kind: "closed", code: CloseReason.Finished }, true)).toBeNull();
  expect(partyEnding({ kind: "left" }, true)).toBeNull();
});

test("[MENU-7] a queue that is not entered says why, one that moved to another tab is no error", () => {
  expect(queueEnding({ kind: "refused", error: { code: JoinRefusal.ShutOut } })).toBe("shutOut");
  expect(queueEnding({ kind: "refused", error: { code: JoinRefusal.Full } })).toBe("queueFull");
  expect(queueEnding({ kind: "closed", code: CloseReason.Replaced })).toBeNull();
  expect(refusalOf(new TypeError("fetch failed"))).toBe("serverAway");
});
