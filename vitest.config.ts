// Five kinds of tests: unit (no sockets beyond loopback helpers), room (real servers in process), delay (the same, where
// somebody's delay is what is asked for), cluster (several processes behind Redis and nginx) and e2e (a browser against
// the built client). Groups run one after another on two cores.
import { defineConfig } from "vitest/config";

/** Nothing may run beside them: another server's work on their core would be a delay, too. */
const DELAY_TESTS = [
  "test/netcode/**/*.test.ts",
  "test/edge/{backpressure,faults,flood,frames,massReturn,reconnect,seats,upgrade}.test.ts",
];

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    reporters: ["default", "./test/helpers/countReporter.ts"],
    maxWorkers: 2,
    // Of servers that tests start as processes: not the folder that `npm start` uses.
    env: { DATA_DIR: "node_modules/.cache/test-data" },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/layers.test.ts", "test/{sim,golden,net,ui,match}/**/*.test.{ts,tsx}"],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "room",
          include: ["test/{room,edge,store}/**/*.test.ts"],
          exclude: DELAY_TESTS,
          // Colyseus keeps process-wide state: one file, one process.
          pool: "forks",
          testTimeout: 20_000,
          hookTimeout: 20_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: "delay",
          include: DELAY_TESTS,
          pool: "forks",
          fileParallelism: false,
          testTimeout: 20_000,
          hookTimeout: 20_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: "cluster",
          include: ["test/cluster/**/*.test.ts"],
          // Each file starts a cluster of its own, on the same two cores.
          pool: "forks",
          fileParallelism: false,
          testTimeout: 90_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 3 },
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          pool: "forks",
          fileParallelism: false,
          testTimeout: 90_000,
          // Unpacking the browser the first time takes a while on a slow machine.
          hookTimeout: 120_000,
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
});
