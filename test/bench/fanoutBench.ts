// What it costs to find out who is told of which moment. In: nothing. Out: a table: the server's fanout, and one that
// holds everything against everybody, on the same ground in the same run.
import { makeRng } from "../../shared/sim/rng.ts";
import { TwinFanouts } from "../helpers/twinFanouts.ts";
import { Wanderer } from "../load/bots/wander.ts";
import { openGround } from "./bigArena.ts";

const CLIENTS = [12, 48, 100, 200, 400] as const;
const WARM_UP_CLIENTS = 100;
const WARM_UP_TICKS = 120;
const ROUNDS = 7;
/** So that every round is as long. */
const CLIENT_TICKS_PER_ROUND = 12_000;
/** No round ends in a measurement. */
const ROUND_STEPS = 1_000_000;

export interface FanoutBenchRow {
  readonly clients: number;
  readonly plainMicros: number;
  readonly oursMicros: number;
  /** Plain over ours. */
  readonly ratio: number;
  readonly bytesPerTick: number;
  readonly sameSize: boolean;
}

/** Times both and prints a row for each number of clients. */
export function runFanoutBench(): FanoutBenchRow[] {
  // The engine's compiler is at work in the first.
  measure(WARM_UP_CLIENTS);
  const rows = CLIENTS.map(measure);
  console.log("moments: CPU us a client and tick, people who shoot at random; medians");
  console.table(rows);
  return rows;
}

/** A contestant: what its messages came to, and what they cost. */
class Teller {
  micros = 0;
  bytes = 0;
  private readonly fanout: { messageFor(viewer: number): Uint8Array };

  constructor(fanout: { messageFor(viewer: number): Uint8Array }) {
    this.fanout = fanout;
  }

  tell(viewers: number): void {
    const before = process.cpuUsage();
    for (let viewer = 0; viewer < viewers; viewer++) {
      this.bytes += this.fanout.messageFor(viewer).length;
    }
    const { user, system } = process.cpuUsage(before);
    this.micros += user + system;
  }

  /** CPU us of a client and tick since the last time. */
  take(clientTicks: number): number {
    const micros = this.micros / clientTicks;
    this.micros = 0;
    return micros;
  }
}

function measure(clients: number): FanoutBenchRow {
  const map = openGround(clients);
  const twins = new TwinFanouts({ map, slots: clients, seed: 1, roundSteps: ROUND_STEPS });
  const people = Array.from({ length: clients }, (_, slot) => new Wanderer(makeRng(slot)));
  for (let slot = 0; slot < clients; slot++) twins.join(slot);
  const ours = new Teller(twins.ours);
  const plain = new Teller(twins.plain);
  const play = (ticks: number) => {
    for (let i = 0; i < ticks; i++) {
      twins.step((slot) => (people[slot] as Wanderer).next());
      ours.tell(clients);
      plain.tell(clients);
      twins.endTick();
    }
  };
  play(WARM_UP_TICKS);
  ours.micros = plain.micros = ours.bytes = plain.bytes = 0;
  const ticksPerRound = Math.round(CLIENT_TICKS_PER_ROUND / clients);
  const clientTicks = ticksPerRound * clients;
  const times = Array.from({ length: ROUNDS }, () => {
    play(ticksPerRound);
    return { ours: ours.take(clientTicks), plain: plain.take(clientTicks) };
  });
  const oursMicros = median(times.map((time) => time.ours));
  const plainMicros = median(times.map((time) => time.plain));
  return {
    clients,
    plainMicros: round(plainMicros),
    oursMicros: round(oursMicros),
    ratio: round(plainMicros / oursMicros),
    bytesPerTick: round(ours.bytes / (ROUNDS * clientTicks)),
    sameSize: ours.bytes === plain.bytes,
  };
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] as number;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
