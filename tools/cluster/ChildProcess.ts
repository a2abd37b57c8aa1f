// A program that a cluster runs. In: a command. Out: its output, signals to it, its end. Run by tools and tests.
import { type ChildProcess as Child, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

export interface Command {
  /** For messages. */
  readonly name: string;
  readonly path: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Told each complete line of its output. */
  readonly onLine?: (line: string) => void;
}

/** Of output, for the message when it fails, characters. */
const KEPT_OUTPUT = 4000;
const POLL_MS = 25;

export class ChildProcess {
  readonly name: string;
  private readonly child: Child;
  private output = "";

  constructor({ name, path, args, env, cwd, onLine }: Command) {
    this.name = name;
    this.child = spawn(path, args, {
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      // Ctrl-C reaches only who starts the cluster, which ends it in order.
      detached: true,
      ...(cwd === undefined ? {} : { cwd }),
    });
    this.child.on("error", (error) => this.note(`${error.message}\n`));
    let rest = "";
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.note(text);
        const lines = (rest + text).split("\n");
        rest = lines.pop() ?? "";
        for (const line of lines) onLine?.(line);
      });
    }
  }

  get pid(): number {
    return this.child.pid ?? -1;
  }

  get isRunning(): boolean {
    return (
      this.child.pid !== undefined && this.child.exitCode === null && this.child.signalCode === null
    );
  }

  signal(signal: NodeJS.Signals): void {
    if (this.isRunning) this.child.kill(signal);
  }

  /** @throws Error with the program's last words when it ends first, or after `timeoutMs`. */
  async until(isSo: () => boolean | Promise<boolean>, timeoutMs: number): Promise<void> {
    const endMs = performance.now() + timeoutMs;
    while (!(await isSo())) {
      if (!this.isRunning) throw new Error(`${this.name} has ended:\n${this.output}`);
      if (performance.now() > endMs) throw new Error(`${this.name} is not up:\n${this.output}`);
      await sleep(POLL_MS);
    }
  }

  /** Asks it to end, and ends it after `graceMs`. */
  async stop(graceMs: number): Promise<void> {
    this.signal("SIGTERM");
    // A stopped process does not hear of it.
    this.signal("SIGCONT");
    const endMs = performance.now() + graceMs;
    while (this.isRunning && performance.now() < endMs) await sleep(POLL_MS);
    await this.kill();
  }

  async kill(): Promise<void> {
    this.signal("SIGKILL");
    while (this.isRunning) await sleep(POLL_MS);
  }

  private note(text: string): void {
    this.output = (this.output + text).slice(-KEPT_OUTPUT);
  }
}
