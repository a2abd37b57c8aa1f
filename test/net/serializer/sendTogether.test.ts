// A tick's messages to a client in one write. In: real WebSockets on loopback. Out: the same messages, fewer writes.
import type { AddressInfo, Socket } from "node:net";
import type { Client } from "@colyseus/core";
import { afterEach, describe, expect, test, vi } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { TogetherSender } from "../../../server/net/serializer/sendTogether.ts";
import { waitFor } from "../../helpers/waitFor.ts";

const PATCH = Buffer.alloc(200, 1);
const MOMENTS = Buffer.alloc(40, 2);
const LETTER = Buffer.alloc(60, 3);

let server: WebSocketServer | null = null;
afterEach(() => {
  for (const socket of server?.clients ?? []) socket.terminate();
  server?.close();
  server = null;
});

interface Line {
  /** The server's end, as Colyseus hands it to rooms. */
  readonly client: Client & { ref: WebSocket };
  /** Messages that arrived, and the first bytes of each. */
  readonly messages: Buffer[];
  readonly got: number[];
  /** The code with which the other end saw it close. */
  readonly ended: Promise<number>;
  readonly writes: () => number;
}

async function connect(perMessageDeflate: false | { threshold: number } = false): Promise<Line> {
  const wss = new WebSocketServer({ port: 0, perMessageDeflate });
  server = wss;
  const accepted = new Promise<WebSocket>((resolve) => wss.once("connection", resolve));
  await new Promise((resolve) => wss.once("listening", resolve));
  const peer = new WebSocket(`ws://127.0.0.1:${(wss.address() as AddressInfo).port}`);
  const messages: Buffer[] = [];
  const got: number[] = [];
  peer.on("message", (data: Buffer) => {
    messages.push(data);
    got.push(data[0] as number);
  });
  peer.on("error", () => undefined);
  const ended = new Promise<number>((resolve) => peer.once("close", resolve));
  const ref = await accepted;
  const { _socket: tcp } = ref as unknown as { _socket: Socket };
  // What reaches the kernel: one chunk, or several at once.
  const one = vi.spyOn(tcp, "_write");
  const many = vi.spyOn(tcp as Required<Socket>, "_writev");
  const writes = () => one.mock.calls.length + many.mock.calls.length;
  return { client: { ref } as unknown as Line["client"], messages, got, ended, writes };
}

describe("[SER-8] patch and moments leave in one write", () => {
  test("and arrive as two messages, in order", async () => {
    const { client, got, writes } = await connect();
    new TogetherSender().run([client], () => {
      client.ref.send(PATCH);
      client.ref.send(MOMENTS);
      expect(writes()).toBe(0);
    });
    expect(writes()).toBe(1);
    await waitFor(() => got.length === 2, { describe: "both messages" });
    expect(got).toEqual([1, 2]);
  });

  test("of every length, unchanged", async () => {
    const { client, messages } = await connect();
    const sent = [0, 1, 125, 126, 65_535, 65_536].map((length) =>
      Buffer.alloc(length, length & 255),
    );
    new TogetherSender().run([client], () => {
      for (const message of sent) client.ref.send(message);
    });
    await waitFor(() => messages.length === sent.length, { describe: "all messages" });
    expect(messages.map((message, i) => message.equals(sent[i] as Buffer))).not.toContain(false);
  });

  test("a close comes after them, and a message whose sender waits for it", async () => {
    const { client, got, ended } = await connect();
    const written = vi.fn();
    new TogetherSender().run([client], () => {
      client.ref.send(PATCH);
      client.ref.send(LETTER, written);
      client.ref.send(MOMENTS);
      client.ref.close(4101, "removed");
      client.ref.send(PATCH);
    });
    expect(await ended).toBe(4101);
    expect(got).toEqual([1, 3, 2]);
    await waitFor(() => written.mock.calls.length === 1, { describe: "the sender to be told" });
  });

  test("a compressed connection is left as it is", async () => {
    const { client, got } = await connect({ threshold: 0 });
    expect(client.ref.extensions).toContain("permessage-deflate");
    new TogetherSender().run([client], () => {
      client.ref.send(PATCH);
      client.ref.send(MOMENTS);
    });
    await waitFor(() => got.length === 2, { describe: "both messages" });
    expect(got).toEqual([1, 2]);
  });

  test("a fault while sending holds nothing back", async () => {
    const { client, got } = await connect();
    const sender = new TogetherSender();
    const fail = () => {
      client.ref.send(PATCH);
      throw new Error("tick failed");
    };
    expect(() => sender.run([client], fail)).toThrow("tick failed");
    await waitFor(() => got.length === 1, { describe: "the patch" });
    sender.run([client], () => client.ref.send(MOMENTS));
    await waitFor(() => got.length === 2, { describe: "the next message" });
  });

  test("who is removed or gone meanwhile is let go too", async () => {
    const { client, got } = await connect();
    const clients = [client];
    new TogetherSender().run(clients, () => {
      client.ref.send(PATCH);
      clients.length = 0;
    });
    await waitFor(() => got.length === 1, { describe: "the patch" });
    client.ref.terminate();
    await waitFor(() => client.ref.readyState === WebSocket.CLOSED, {
      describe: "the end of the socket",
    });
    const run = vi.fn();
    new TogetherSender().run([client], run);
    expect(run).toHaveBeenCalledOnce();
  });
});
