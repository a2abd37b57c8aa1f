// All bots, spread over processes. In: how many of which kind, and where to. Out: their figures summed up, whenever
// asked for. The ramp runs over all processes as one.
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import type { PlayRoomName } from "../../shared/net/protocol.ts";
import type { Link } from "../helpers/delayLine.ts";
import type { BotSpec, CrewMessage, CrewSpec } from "./botProcess.ts";
import { type BotFigures, makeFigures, sumFigures } from "./figures.ts";

export interface CrewPlan {
  readonly url: string;
  readonly room: PlayRoomName;
  readonly bots: number;
  /** Of them on the real client. */
  readonly sdk: number;
  readonly rampS: number;
  readonly link: Link | null;
  readonly churn: number;
  readonly seed: number;
  readonly processes: number;
  /** Of each process, such as `taskset -c 1`. */
  readonly prefix: readonly string[];
}

const ENTRY = join(import.meta.dirname, "botProcess.ts");
/** The last goodbyes take 10 s at most. */
const STOP_TIMEOUT_MS = 15_000;

export class Crew {
  private readonly children: ChildProcess[] = [];
  private readonly latest: BotFigures[] = [];
  private readonly ends: Promise<void>[] = [];
  /** Why a process of bots ended before its time; "" while all live. */
  failure = "";

  constructor(plan: CrewPlan) {
    const specs = splitCrew(plan);
    for (const [i, spec] of specs.entries()) this.start(i, spec, plan.prefix);
  }

  figures(): BotFigures {
    return sumFigures(this.latest);
  }

  /** All bots leave; resolves with the last figures. */
  async stop(): Promise<BotFigures> {
    for (const child of this.children) if (child.connected) child.send("stop");
    const late = setTimeout(() => this.kill(), STOP_TIMEOUT_MS);
    await Promise.all(this.ends);
    clearTimeout(late);
    return this.figures();
  }

  kill(): void {
    for (const child of this.children) child.kill("SIGKILL");
  }

  private start(index: number, spec: CrewSpec, prefix: readonly string[]): void {
    const command = [...prefix, process.execPath, ENTRY];
    const child = spawn(command[0] as string, command.slice(1), {
      serialization: "advanced",
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    this.children.push(child);
    this.latest.push(makeFigures());
    let hasEnded = false;
    child.on("message", (message: CrewMessage) => {
      if (message.kind === "failed") this.failure = message.reason;
      if (message.kind !== "figures") return;
      this.latest[index] = message.figures;
      hasEnded = message.isLast;
    });
    this.ends.push(
      new Promise((resolve) => {
        child.on("error", (error) => {
          this.failure = String(error);
          resolve();
        });
        child.on("exit", (code, signal) => {
          if (!hasEnded && this.failure === "")
            this.failure = `a process of bots ended with ${code ?? signal}`;
          resolve();
        });
      }),
    );
    child.send(spec);
  }
}

/** Each process gets its share of both kinds, and of every moment of the ramp. */
function splitCrew(plan: CrewPlan): CrewSpec[] {
  const { url, room, bots, sdk, rampS, link, churn, seed, processes } = plan;
  const all: BotSpec[] = Array.from({ length: bots }, (_, index) => ({
    index,
    isSdk: Math.floor(((index + 1) * sdk) / bots) > Math.floor((index * sdk) / bots),
    joinAtMs: (rampS * 1000 * index) / bots,
  }));
  const order = [...all.filter(({ isSdk }) => isSdk), ...all.filter(({ isSdk }) => !isSdk)];
  return Array.from({ length: Math.min(processes, bots) }, (_, part) => ({
    url,
    room,
    link,
    churn,
    seed: seed + part,
    bots: order.filter((_, i) => i % Math.min(processes, bots) === part),
  }));
}
