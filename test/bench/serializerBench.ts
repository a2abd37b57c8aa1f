// What a patch costs to encode, stock serializer and ours, in one run and in turns. In: nothing. Out: a table.
import { createHash } from "node:crypto";
import { SchemaSerializer } from "@colyseus/core";
import { SharedEncodeSerializer } from "../../server/net/serializer/SharedEncodeSerializer.ts";
import type { ArenaState } from "../../shared/schema/ArenaState.ts";
import { Crowd, VISIBLE } from "./crowd.ts";

const CLIENTS = [12, 48, 100, 200, 400] as const;
const WARM_UP_CLIENTS = 50;
const ROUNDS = 7;
const TICKS_PER_ROUND = 90;

export interface SerializerBenchRow {
  readonly clients: number;
  readonly stockMicros: number;
  readonly oursMicros: number;
  /** Stock over ours. */
  readonly ratio: number;
  readonly bytesPerPatch: number;
  readonly sameBytes: boolean;
}

/** Times both and prints a row for each number of clients. */
export function runSerializerBench(): SerializerBenchRow[] {
  // The engine's compiler is at work in the first.
  measure(WARM_UP_CLIENTS);
  const rows = CLIENTS.map(measure);
  console.log(`serializer: CPU us a client and patch, ${VISIBLE} in sight, nothing sent; medians`);
  console.table(rows);
  return rows;
}

/** A crowd whose frames are counted, and looked at while it warms up. */
class CountedCrowd {
  bytes = 0;
  readonly warmUpDigest: string;
  private readonly crowd: Crowd;

  constructor(clients: number, serializer: SchemaSerializer<ArenaState>) {
    const digest = createHash("sha1");
    let isWarmingUp = true;
    this.crowd = new Crowd(clients, serializer, (_, frame) => {
      if (isWarmingUp) digest.update(frame);
      this.bytes += frame.length;
    });
    this.play();
    isWarmingUp = false;
    this.warmUpDigest = digest.digest("hex");
    this.bytes = 0;
  }

  /** @returns CPU us of a round's patches: other processes' work does not count. */
  play(): number {
    let micros = 0;
    for (let i = 0; i < TICKS_PER_ROUND; i++) {
      this.crowd.move();
      const before = process.cpuUsage();
      this.crowd.patch();
      const { user, system } = process.cpuUsage(before);
      micros += user + system;
    }
    return micros;
  }
}

function measure(clients: number): SerializerBenchRow {
  const stock = new CountedCrowd(clients, new SchemaSerializer<ArenaState>());
  const ours = new CountedCrowd(clients, new SharedEncodeSerializer<ArenaState>());
  const perPatch = (micros: number) => micros / TICKS_PER_ROUND / clients;
  const times = Array.from({ length: ROUNDS }, () => ({
    stock: perPatch(stock.play()),
    ours: perPatch(ours.play()),
  }));
  const stockMicros = median(times.map((time) => time.stock));
  const oursMicros = median(times.map((time) => time.ours));
  return {
    clients,
    stockMicros: round(stockMicros),
    oursMicros: round(oursMicros),
    ratio: round(stockMicros / oursMicros),
    bytesPerPatch: Math.round(stock.bytes / ROUNDS / TICKS_PER_ROUND / clients),
    sameBytes: stock.warmUpDigest === ours.warmUpDigest && stock.bytes === ours.bytes,
  };
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] as number;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
