// Loaded into the server under load (`--import`): tells its parent what it holds, after a garbage collection. In: "probe"
// over IPC. Out: a ServerFootprint. Needs `--expose-gc`.
import type { ServerFootprint } from "./soakServer.ts";

async function measure(): Promise<ServerFootprint> {
  // Finalizers of one collection free what only the next one finds.
  for (let i = 0; i < 4; i++) {
    (globalThis as { gc?: () => void }).gc?.();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const resources: Record<string, number> = {};
  for (const name of process.getActiveResourcesInfo()) {
    resources[name] = (resources[name] ?? 0) + 1;
  }
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heapBytes: heapUsed, externalBytes: external, rssBytes: rss, resources };
}

process.on("message", (message) => {
  if (message === "probe") void measure().then((footprint) => process.send?.(footprint));
});
process.channel?.unref();
