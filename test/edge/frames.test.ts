// What a frame must look like to be decoded, on the real server: single packets that kill or freeze a bare Colyseus,
// and everything else that no client of ours sends.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusalCount } from "../../server/metrics/refusals.ts";
import { CloseReason } from "../../shared/net/closeCodes.ts";
import { Message } from "../../shared/net/protocol.ts";
import { type Bystander, joinBystander } from "../helpers/bystander.ts";
import { type GameServer, startGameServer } from "../helpers/gameServer.ts";
import { inputFrame, joinRaw, type RawPlayer, Wire } from "../helpers/rawPlayer.ts";
import { waitFor } from "../helpers/waitFor.ts";

/** Longest reason that a close frame can carry, bytes. */
const CLOSE_REASON_MAX_BYTES = 123;
/** Above the server's `maxPayload`. */
const HUGE_BYTES = 5000;

let server: GameServer;
let bystander: Bystander;
beforeAll(async () => {
  server = await startGameServer();
  bystander = await joinBystander(server.url);
});
afterAll(async () => {
  await bystander.leave();
  await server.close();
});

const text = (value: string) => [...Buffer.from(value)];
/** A string of MessagePack with a length of 16 bits. */
const string16 = (value: string) => [0xda, value.length & 0xff, value.length >> 8, ...text(value)];
const LONG_TYPE = string16("x".repeat(200));
const report = (...content: number[]) => [Wire.RoomData, Message.NetReport, ...content];

async function endOf(player: RawPlayer): Promise<{ code: number; reason: string }> {
  return waitFor(() => player.ended, { describe: "the end of the connection" });
}

/** Sends one frame on a connection of its own; the sender is closed for `reason`, and nobody else notices. */
async function expectRefused(frame: readonly number[], reason: string): Promise<void> {
  const before = refusalCount(reason);
  const player = await joinRaw(server.url);
  player.send(...frame);
  const end = await endOf(player);
  expect(end).toEqual({ code: CloseReason.Error, reason });
  expect(Buffer.byteLength(end.reason)).toBeLessThanOrEqual(CLOSE_REASON_MAX_BYTES);
  expect(refusalCount(reason)).toBe(before + 1);
}

describe("[EDGE-20] a frame that no client sends closes its sender, before anything decodes it", () => {
  test.each<[string, readonly number[], string]>([
    [
      "a long message type (kills: close reason over 123 bytes)",
      [13, ...LONG_TYPE],
      "message-type",
    ],
    ["a long message type, as bytes (kills)", [17, ...LONG_TYPE], "frame"],
    ["a long type in a request", [21, 1, ...LONG_TYPE], "message-type"],
    ["a short unknown type", [13, 0xa3, ...text("abc")], "message-type"],
    ["an unknown number as type", [13, 99], "message-type"],
    ["a type of another room", [13, Message.LabShove, 0x80], "message-type"],
    ["a type that is an inherited name", [13, 0xa9, ...text("__proto__")], "message-type"],
    ["unreliable input, negative slot length (endless loop)", [20, 1, 0xd0, 0x80], "frame"],
    ["unreliable input, 2^32 stamps (600 MB)", [0x94, 0xce, 255, 255, 255, 255, 0], "frame"],
    ["an empty frame", [], "frame"],
    ["an unknown opcode", [31], "frame"],
    ["the server's own opcode", [15, 1, 2, 3], "frame"],
    ["a modifier on an input", [0x93, 0x80, 127], "frame"],
    ["a modifier on a ping", [0x92], "frame"],
    ["a ping with content", [18, 1, 2, 3], "frame"],
    ["a message of 2 KiB", report(...new Array<number>(2048).fill(0x80)), "frame"],
    ["a message that is only its opcode", [13], "frame"],
    ["a request that is only its number", [21, 0xce, 1, 2], "frame"],
    ["an extension of MessagePack: a date", report(0xd6, 0xff, 1, 2, 3, 4), "message-content"],
    ["a list of 2^25 items that are not there", report(0xdd, 1, 255, 255, 255), "message-content"],
    [
      "a map in a map in a map in a map",
      report(0x81, 0xa0, 0x81, 0xa0, 0x81, 0xa0, 0x80),
      "message-content",
    ],
    [
      "a number that is none",
      report(0x81, 0xa5, ...text("rttMs"), 0xca, 0x7f, 0xc0, 0, 0),
      "message-content",
    ],
    ["content that ends early", report(0x81, 0xa5, ...text("rtt")), "message-content"],
    ["content after its end", report(0x80, 0x80), "message-content"],
  ])("%s", async (_what, frame, reason) => {
    await expectRefused(frame, reason);
  });

  test("text in place of bytes", async () => {
    const player = await joinRaw(server.url);
    player.socket.send("hello");
    expect(await endOf(player)).toEqual({ code: CloseReason.Error, reason: "frame" });
  });

  test("a frame above 4 KiB is not even received", async () => {
    const player = await joinRaw(server.url);
    player.sendFrame(new Uint8Array(HUGE_BYTES).fill(Wire.Input));
    expect((await endOf(player)).code).toBe(CloseReason.TooBig);
  });

  test("frames of our client pass", async () => {
    const player = await joinRaw(server.url);
    player.sendFrame(inputFrame(127, 2048));
    player.send(Wire.Input);
    player.send(...report(0x81, 0xa5, ...text("rttMs"), 42));
    player.send(Wire.Ping);
    await waitFor(() => player.opcodes.includes(Wire.Ping), { describe: "the ping's answer" });
    expect(player.ended).toBeNull();
    player.leave();
  });
});

describe("[EDGE-21] an input is whole fields of integers: nothing else reaches the simulation", () => {
  test.each<[string, readonly number[]]>([
    ["a field cut short (would leave undefined)", [19, 0x82, 1]],
    ["a field that does not exist", [19, 0x80 | 5, 1]],
    ["a field twice", [19, 0x80, 1, 0x80, 2]],
    ["a deleted field", [19, 0x40]],
    ["a switch to another structure", [19, 255, 0]],
    ["a float where an integer is", [19, 0x80, 0xca, 0, 0, 0xc0, 0x7f]],
    ["more than all fields", [...inputFrame(1, 1), 0x80, 1]],
  ])("%s", async (_what, frame) => {
    await expectRefused(frame, "input");
  });
});

test("[EDGE-20] whoever plays beside all this does not notice", async () => {
  await bystander.expectUndisturbed();
});
