// Where a contestant's main thread spends its time, by function. In: a file to write. Out: a profile that a browser's
// developer tools open, and the functions that cost most, as text.
import { writeFileSync } from "node:fs";
import { Session } from "node:inspector/promises";

const SHOWN = 25;
/** Between samples, us. */
const INTERVAL_US = 200;

export interface Profiling {
  /** @returns a line for each of the functions that cost most. */
  end(): Promise<string[]>;
}

export async function startProfile(file: string): Promise<Profiling> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.setSamplingInterval", { interval: INTERVAL_US });
  await session.post("Profiler.start");
  return {
    async end() {
      const { profile } = await session.post("Profiler.stop");
      session.disconnect();
      writeFileSync(file, JSON.stringify(profile));
      const hits = new Map<string, number>();
      let all = 0;
      for (const { callFrame, hitCount = 0 } of profile.nodes) {
        const path = callFrame.url.replace(/^.*\/(node_modules\/|server\/|shared\/)/, "$1");
        const name = `${callFrame.functionName || "(anonymous)"} ${path}`;
        if (callFrame.functionName === "(idle)") continue;
        hits.set(name, (hits.get(name) ?? 0) + hitCount);
        all += hitCount;
      }
      const sorted = [...hits].sort(([, a], [, b]) => b - a).slice(0, SHOWN);
      return sorted.map(([name, count]) => `${((count / all) * 100).toFixed(1)} %  ${name}`);
    },
  };
}
