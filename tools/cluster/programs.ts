// The programs that a cluster needs beside Node. In: their names. Out: their paths, or how to get them. Run by
// tools/cluster.ts and by tests.
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Debian keeps servers where only root's path leads. */
const MORE_FOLDERS = ["/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"];

export interface ClusterPrograms {
  readonly redis: string;
  readonly nginx: string;
}

/** Names of Debian's packages, which are those of the programs. */
export type ProgramName = "redis-server" | "nginx";

/** @returns the programs, or the names of those that are missing. */
export function findPrograms(): ClusterPrograms | ProgramName[] {
  const [redis, nginx] = [findProgram("redis-server"), findProgram("nginx")];
  if (redis !== null && nginx !== null) return { redis, nginx };
  const names: ProgramName[] = [];
  if (redis === null) names.push("redis-server");
  if (nginx === null) names.push("nginx");
  return names;
}

export function howToInstall(missing: readonly ProgramName[]): string {
  const brew = missing.map((name) => name.replace("-server", "")).join(" ");
  return `Not on this machine: ${missing.join(", ")}. Debian, Ubuntu: apt-get install ${missing.join(" ")}. macOS: brew install ${brew}.`;
}

function findProgram(name: string): string | null {
  const folders = [...(process.env.PATH ?? "").split(delimiter), ...MORE_FOLDERS];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}
