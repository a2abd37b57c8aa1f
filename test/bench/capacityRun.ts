// One measurement of the capacity benchmark: a contestant on a core of its own, light bots on the others. In: who, how
// many clients, how long. Out: what it cost the server, and what the clients were sent.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { waitFor } from "../helpers/waitFor.ts";
import { Crew } from "../load/crew.ts";
import { quantileOf, since } from "../load/distribution.ts";
import type { BotFigures } from "../load/figures.ts";
import { pinnedBeside, pinnedTo } from "../load/target.ts";
import type {
  Contestant,
  ServerAccount,
  ServerMessage,
  ServerSpec,
  Traffic,
} from "./capacityTypes.ts";

export interface Measurement extends ServerAccount {
  readonly contestant: Contestant;
  readonly clients: number;
  /** Of the server's core. */
  readonly cpuShare: number;
  readonly microsPerClientTick: number;
  readonly traffic: Traffic;
  readonly bytesInPerClientS: number;
  /** The bots' own timers, 99th percentile, ms: above 20 they are what was measured. */
  readonly botsLateP99Ms: number;
}

const ENTRY = join(import.meta.dirname, "capacityServer.ts");
/** More would be a flood of joins, and the joins are not what is measured. */
const JOINS_PER_S = 100;
const JOIN_TIMEOUT_MS = 60_000;
/** Frame headers: of short frames, and of those above 125 bytes. */
const HEADER_BYTES = 2;
const LONG_HEADER_BYTES = 4;
const SHORT_MAX_BYTES = 125;

export interface Task extends ServerSpec {
  readonly seconds: number;
  /** Before it, s: code is compiled, inputs' gates have settled, everybody has spawned. */
  readonly settleS: number;
}

export async function measureCapacity({
  contestant,
  clients,
  traffic,
  profile,
  seconds,
  settleS,
}: Task): Promise<Measurement> {
  const server = await startContestant({ contestant, clients, traffic, profile });
  const crew = new Crew({
    url: server.url,
    room: "arena",
    bots: clients,
    sdk: 0,
    rampS: clients / JOINS_PER_S,
    link: null,
    churn: 0,
    seed: 1,
    processes: Math.max(1, availableParallelism() - 1),
    prefix: pinnedBeside(0),
  });
  try {
    await waitFor(() => crew.figures().inside === clients || crew.failure, {
      describe: `${clients} clients inside ${contestant}`,
      timeoutMs: JOIN_TIMEOUT_MS,
      intervalMs: 100,
    });
    await sleep(settleS * 1000);
    const before = crew.figures();
    server.begin();
    await sleep(seconds * 1000);
    const account = await server.end();
    const after = crew.figures();
    if (crew.failure !== "" || after.inside !== clients)
      throw new Error(
        `${contestant}: ${after.inside} of ${clients} clients left. ${crew.failure} ${JSON.stringify({ ...after.drops, ...after.failedJoins })}`,
      );
    return {
      ...account,
      contestant,
      clients,
      ...costOf(account, clients),
      ...sentTo(before, after),
    };
  } finally {
    crew.kill();
    server.kill();
  }
}

function costOf({ cpuMs, wallMs, ticks }: ServerAccount, clients: number) {
  return { cpuShare: cpuMs / wallMs, microsPerClientTick: (cpuMs * 1000) / ticks / clients };
}

function sentTo(before: BotFigures, after: BotFigures) {
  const grown = (name: "patches" | "patchBytes" | "framesIn" | "bytesIn" | "clientS") =>
    after[name] - before[name];
  const patchBytes = grown("patchBytes") / grown("patches");
  const patchHeader = patchBytes > SHORT_MAX_BYTES ? LONG_HEADER_BYTES : HEADER_BYTES;
  const others = grown("framesIn") - grown("patches");
  const otherBytes = grown("bytesIn") - grown("patches") * (patchBytes + patchHeader);
  return {
    traffic: {
      patchBytes,
      othersPerPatch: others / grown("patches"),
      otherBytes: Math.max(HEADER_BYTES, otherBytes / others - HEADER_BYTES),
    },
    bytesInPerClientS: grown("bytesIn") / grown("clientS"),
    botsLateP99Ms: quantileOf(since(after.late, before.late), 0.99),
  };
}

interface ContestantProcess {
  readonly url: string;
  begin(): void;
  end(): Promise<ServerAccount>;
  kill(): void;
}

async function startContestant(spec: ServerSpec): Promise<ContestantProcess> {
  const dataDir = mkdtempSync(join(tmpdir(), "fraywire-capacity-"));
  const settings = {
    PORT: "0",
    HOST: "127.0.0.1",
    NODE_ENV: "production",
    LOG_LEVEL: "warn",
    DATA_DIR: dataDir,
    MAX_CONNECTIONS: "20000",
    ARENA_MAX_ROOMS: "1",
  };
  const command = [...pinnedTo(0), process.execPath, ENTRY];
  const child = spawn(command[0] as string, command.slice(1), {
    env: { ...process.env, ...settings },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const kill = () => {
    process.off("exit", kill);
    child.kill("SIGKILL");
    rmSync(dataDir, { recursive: true, force: true });
  };
  process.once("exit", kill);
  child.send(spec);
  try {
    const { url } = await heard(child, "listening");
    return {
      url,
      begin: () => void child.send("begin"),
      end: () => {
        const answer = heard(child, "account");
        child.send("end");
        return answer;
      },
      kill,
    };
  } catch (error) {
    kill();
    throw error;
  }
}

/** Others speak on this channel too: a dependency of Colyseus takes any parent for its own monitor. */
function heard<Kind extends ServerMessage["kind"]>(
  child: ChildProcess,
  kind: Kind,
): Promise<Extract<ServerMessage, { readonly kind: Kind }>> {
  return new Promise((resolve, reject) => {
    const end = () => reject(new Error(`the contestant ended with ${child.exitCode}`));
    if (child.exitCode !== null) end();
    const listen = (message: ServerMessage) => {
      if (message.kind !== kind) return;
      child.off("message", listen);
      resolve(message as Extract<ServerMessage, { readonly kind: Kind }>);
    };
    child.on("message", listen);
    child.once("exit", end);
  });
}
