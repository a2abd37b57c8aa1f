// What a member of a private room may send: its schemas against a second opinion, its rules, and what a hostile one gains.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasRule, maySend, type Role } from "../../server/edge/messageRules.ts";
import {
  MemberRequestSchema,
  SetReadySchema,
  SetRulesSchema,
  SetSideSchema,
} from "../../server/edge/messageSchemas.ts";
import { CloseReason } from "../../shared/net/closeCodes.ts";
import { PartyMessage } from "../../shared/net/party.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { PartyGuest, type PartyVisit } from "../helpers/partyGuest.ts";
import { joinRaw, Wire } from "../helpers/rawPlayer.ts";
import { describeSchemas } from "../helpers/schemaRules.ts";
import { waitFor } from "../helpers/waitFor.ts";

const isWhole = (from: number, to: number) => (value: unknown) =>
  typeof value === "number" && Number.isInteger(value) && value >= from && value <= to;
const isText = (from: number, to: number) => (value: unknown) =>
  typeof value === "string" && value.length >= from && value.length <= to;
const isKey = isWhole(1, 0xffff_ffff);
const MODES = ["open", "arena", "duel"];

function isRules(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value) as unknown;
  if (prototype !== Object.prototype && prototype !== null) return false;
  const { mode, mapId, bots, minutes } = value as Record<string, unknown>;
  if (Object.keys(value).sort().join() !== "bots,mapId,minutes,mode") return false;
  const isMode = typeof mode === "string" && MODES.includes(mode);
  return isMode && isText(0, 32)(mapId) && isWhole(0, 11)(bots) && isWhole(1, 10)(minutes);
}

const key = fc.integer({ min: 1, max: 0xffff_ffff });

describeSchemas({
  SetReady: {
    schema: SetReadySchema,
    fields: { key: isKey, ready: (value) => typeof value === "boolean" },
    valid: fc.record({ key, ready: fc.boolean() }),
  },
  SetSide: {
    schema: SetSideSchema,
    fields: { key: isKey, side: isWhole(0, 2) },
    valid: fc.record({ key, side: fc.constantFrom(0, 1, 2) }),
  },
  SetRules: {
    schema: SetRulesSchema,
    fields: { key: isKey, rules: isRules },
    valid: fc.record({
      key,
      rules: fc.record({
        mode: fc.constantFrom(...MODES),
        mapId: fc.string({ maxLength: 32 }),
        bots: fc.integer({ min: 0, max: 11 }),
        minutes: fc.integer({ min: 1, max: 10 }),
      }),
    }),
  },
  "Remove and MakeHost": {
    schema: MemberRequestSchema,
    fields: { key: isKey, member: isText(1, 32) },
    valid: fc.record({ key, member: fc.string({ minLength: 1, maxLength: 32 }) }),
  },
});

const FROM_MEMBERS = [
  PartyMessage.SetReady,
  PartyMessage.SetSide,
  PartyMessage.SetRules,
  PartyMessage.Start,
  PartyMessage.JoinMatch,
  PartyMessage.Remove,
  PartyMessage.MakeHost,
];

describe("[EDGE-24] the table", () => {
  test.each(FROM_MEMBERS)("message %i is for members alone", (type) => {
    const roles: Role[] = ["alive", "dead", "spectator"];
    expect(roles.filter((role) => maySend(type, role, "match"))).toEqual([]);
    expect(maySend(type, "member", "before")).toBe(true);
  });

  test("what the server tells is nobody's to send", () => {
    const told = [PartyMessage.Seat, PartyMessage.Notice, PartyMessage.Self];
    expect(told.filter((type) => hasRule(type))).toEqual([]);
  });
});

describe("[EDGE-20] a hostile member", () => {
  let server: GameServer;
  let host: PartyVisit;
  beforeAll(async () => {
    server = await startGameServer({ ARENA_MIN_ACTORS: "0" });
    host = await new PartyGuest(server.url, "Ann").openParty();
  });
  afterAll(async () => {
    await host.room.leave();
    await server.close();
  });

  async function joinVandal(): Promise<PartyVisit> {
    const visit = await new PartyGuest(server.url, "Vandal").joinParty(host.code);
    visit.room.onError(() => undefined);
    return visit;
  }

  /** The vandal is gone; the others notice nothing but that. */
  async function expectGone(vandal: PartyVisit): Promise<void> {
    await waitFor(() => vandal.closedCode !== null, { describe: "the vandal's end" });
    expect(vandal.closedCode).toBe(CloseReason.Error);
    await waitFor(() => host.members.length === 1, { describe: "the vandal to be no member" });
    expect(host.room.connection.isOpen).toBe(true);
    expect(await host.setRules({ mode: "open" })).toBe(true);
  }

  test.each<[string, number, object]>([
    ["rules of a mode that is none", PartyMessage.SetRules, { key: 1, rules: { mode: "admin" } }],
    ["more bots than there are", PartyMessage.SetRules, rulesWith({ bots: 200 })],
    ["a round without end", PartyMessage.SetRules, rulesWith({ minutes: 1e9 })],
    ["a key that is none", PartyMessage.SetReady, { key: 0, ready: true }],
    ["a side of its own", PartyMessage.SetSide, { key: 1, side: 3 }],
    ["a member that is a record", PartyMessage.Remove, { key: 1, member: { key: "x" } }],
    ["a start with rules", PartyMessage.Start, { key: 1, rules: { bots: 11 } }],
    ["what only the server tells", PartyMessage.Seat, {}],
  ])("that sends %s is gone, and nobody else is", async (_what, type, content) => {
    const vandal = await joinVandal();
    vandal.room.send(type, content);
    await expectGone(vandal);
  });

  test("that floods is gone, and nobody else is", async () => {
    const vandal = await joinVandal();
    for (let i = 1; i < 400; i++) vandal.room.send(PartyMessage.SetReady, { key: i, ready: true });
    await expectGone(vandal);
  });

  test("that sends inputs is gone: there is nothing to steer", async () => {
    const vandal = await joinVandal();
    vandal.room.connection.send(Uint8Array.from([Wire.Input, 0x80, 1]));
    await expectGone(vandal);
  });

  test("a player's party message ends the player's connection", async () => {
    const player = await joinRaw(server.url);
    player.send(Wire.RoomData, PartyMessage.Start, 0x80);
    await waitFor(() => player.ended, { describe: "the player's end" });
    expect(player.ended).toMatchObject({ code: CloseReason.Error, reason: "message-type" });
  });
});

function rulesWith(part: object): object {
  return { key: 1, rules: { mode: "arena", mapId: "", bots: 0, minutes: 5, ...part } };
}
