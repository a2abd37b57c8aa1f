// A PostgreSQL for tests: that of DATABASE_URL, else the installed one as a cluster that is thrown away afterwards.
// In: nothing. Out: a server that makes empty databases; or null, said loudly, on a machine without one.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import pg from "pg";
import { waitFor } from "./waitFor.ts";

/** Where Debian keeps the server's programs: they are not on the path. */
const DEBIAN_FOLDER = "/usr/lib/postgresql";
const START_TIMEOUT_MS = 20_000;
const HOW_TO =
  "PostgreSQL is not on this machine: its tests were LEFT OUT. Install it (apt-get install postgresql, as .ci/run " +
  "does), or set DATABASE_URL to a server on which databases may be made.";

export interface PostgresServer {
  /** An empty database of its own. @returns its address. */
  makeDatabase(): Promise<string>;
  stop(): Promise<void>;
}

/** @returns null when there is none, which is told on the terminal. */
export async function startPostgres(): Promise<PostgresServer | null> {
  const url = process.env.DATABASE_URL;
  if (url) return new Server(url, async () => undefined);
  const programs = findPrograms();
  const owner = ownerOfServer();
  if (programs === null || owner === null) {
    console.warn(`\n*** ${HOW_TO}\n`);
    return null;
  }
  return startCluster(programs, owner);
}

class Server implements PostgresServer {
  private readonly url: string;
  private readonly end: () => Promise<void>;
  private readonly made: string[] = [];

  constructor(url: string, end: () => Promise<void>) {
    this.url = url;
    this.end = end;
  }

  async makeDatabase(): Promise<string> {
    const name = `fraywire_test_${randomBytes(6).toString("hex")}`;
    await this.run(`create database ${name}`);
    this.made.push(name);
    const address = new URL(this.url);
    address.pathname = `/${name}`;
    return address.href;
  }

  async stop(): Promise<void> {
    for (const name of this.made) await this.run(`drop database ${name} with (force)`);
    await this.end();
  }

  private async run(statement: string): Promise<void> {
    const client = new pg.Client({ connectionString: this.url });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  }
}

/** The folder of initdb and postgres. */
function findPrograms(): string | null {
  const versions = existsSync(DEBIAN_FOLDER) ? readdirSync(DEBIAN_FOLDER).sort() : [];
  const debian = versions.map((version) => join(DEBIAN_FOLDER, version, "bin")).reverse();
  const folders = [...debian, ...(process.env.PATH ?? "").split(delimiter)];
  return folders.find((folder) => existsSync(join(folder, "initdb"))) ?? null;
}

type Owner = { readonly uid?: number; readonly gid?: number };

/** The server refuses to be root's: root starts it as the user that its package made; null without that user. */
function ownerOfServer(): Owner | null {
  if (process.getuid?.() !== 0) return {};
  const idOf = (option: string) =>
    Number(execFileSync("id", [option, "postgres"], { stdio: "pipe" }));
  try {
    return { uid: idOf("-u"), gid: idOf("-g") };
  } catch {
    return null;
  }
}

async function startCluster(programs: string, owner: Owner): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), "fraywire-pg-"));
  if (owner.uid !== undefined && owner.gid !== undefined) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, "data");
  execFileSync(
    join(programs, "initdb"),
    ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"],
    { ...owner, cwd: folder, stdio: "pipe" },
  );
  // What is thrown away need not survive the machine: no fsync. It does survive the processes that are killed.
  const settings = ["listen_addresses=", `unix_socket_directories=${folder}`, "fsync=off"];
  const child = spawn(
    join(programs, "postgres"),
    ["-D", data, ...settings.flatMap((setting) => ["-c", setting])],
    { ...owner, cwd: folder, stdio: ["ignore", "ignore", "pipe"] },
  );
  let told = "";
  child.stderr.on("data", (line) => {
    told += line;
  });
  const kill = () => child.kill("SIGQUIT");
  process.once("exit", kill);
  try {
    await waitFor(() => isUp(child, told), { describe: "PostgreSQL", timeoutMs: START_TIMEOUT_MS });
  } catch (error) {
    kill();
    throw new Error(`PostgreSQL did not start:\n${told}`, { cause: error });
  }
  return new Server(`postgres://postgres@localhost/postgres?host=${folder}`, async () => {
    kill();
    process.off("exit", kill);
    await waitFor(() => child.exitCode !== null || child.signalCode !== null, {
      describe: "PostgreSQL's end",
    });
    rmSync(folder, { recursive: true, force: true });
  });
}

function isUp(child: ChildProcess, told: string): boolean {
  if (child.exitCode !== null) throw new Error("it has ended");
  return told.includes("ready to accept connections");
}
