// The import graph as a table, and the rules that keep the code readable: read the table first.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  checkImports,
  checkPurity,
  checkText,
  findBarrels,
  findCycles,
  type Layer,
  type SourceFiles,
} from "./helpers/layerRules.ts";
import { scanSource } from "./helpers/sourceScanner.ts";

const SERVER_PACKAGES = [
  "@colyseus/*",
  "node:*",
  "cockatiel",
  "express",
  "helmet",
  "ioredis",
  "jose",
  "kysely",
  "openskill",
  "prom-client",
  "pg",
  "pino",
  "proxy-addr",
  "rate-limiter-flexible",
  "sirv",
  "zod",
];

/** Who may import whom. The longest entry wins; each may import itself. */
const LAYERS: readonly Layer[] = [
  { from: "shared/sim", mayImport: [] },
  { from: "shared/schema", mayImport: ["shared/sim", "@colyseus/schema"] },
  { from: "shared/net", mayImport: ["shared/sim"] },
  { from: "shared/maps", mayImport: ["shared/sim"] },

  // Vite only in development, where the server mounts it on its own port.
  { from: "server", mayImport: ["shared", ...SERVER_PACKAGES, "vite"] },
  // Pure decisions: no input or output.
  { from: "server/match/matchmaker.ts", mayImport: ["shared"] },
  {
    from: "server/match/ratings.ts",
    mayImport: ["shared", "server/match/finishedMatch.ts", "openskill"],
  },

  { from: "client/input", mayImport: ["shared"] },
  { from: "client/net", mayImport: ["shared", "@colyseus/sdk"] },
  { from: "client/game", mayImport: ["shared", "client/net", "client/input"] },
  { from: "client/view", mayImport: ["phaser", "client/game", "shared/sim", "zzfx"] },
  // The HUD reads client/game's WorldView, as client/view does, and names the keys of client/input.
  {
    from: "client/ui",
    mayImport: ["preact", "shared", "client/net", "client/game", "client/input", "client/styles"],
  },
  // Where the layers are wired together: the landing page, and the match behind it.
  { from: "client/flow", mayImport: ["client", "shared", "preact"] },
  { from: "client/main.ts", mayImport: ["client", "shared"] },
  { from: "client/session.ts", mayImport: ["client", "shared"] },

  { from: "test", mayImport: ["*"] },
  // The proof that the client runs headless.
  {
    from: "test/load",
    mayImport: ["client/net", "shared", "test/helpers", "test/netcode", "node:*"],
  },
  { from: "tools", mayImport: ["*"] },
];

const MAX_LINES = 300;
/** Files that may be longer, each with its reason. */
const LONG_FILES: readonly string[] = [];

const root = join(import.meta.dirname, "..");

function readSources(): Map<string, string> {
  const sources = new Map<string, string>();
  for (const folder of ["shared", "server", "client", "test", "tools"]) {
    const entries = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
    for (const entry of entries.filter((name) => /\.(?:tsx?|mjs)$/.test(name)).sort()) {
      const path = `${folder}/${entry.replaceAll("\\", "/")}`;
      sources.set(path, readFileSync(join(root, path), "utf8"));
    }
  }
  return sources;
}

function pick(files: SourceFiles, isWanted: (path: string) => boolean): SourceFiles {
  return new Map([...files].filter(([path]) => isWanted(path)));
}

describe("the source code", () => {
  const sources = readSources();

  test("imports only what its layer may", () => {
    expect(checkImports(sources, LAYERS)).toEqual([]);
  });

  test("has no import cycles", () => {
    expect(findCycles(sources)).toEqual([]);
  });

  test("has a pure simulation", () => {
    const simulation = pick(sources, (path) => path.startsWith("shared/sim/"));
    expect(simulation.size).toBeGreaterThan(0);
    expect(checkPurity(simulation)).toEqual([]);
  });

  test("has no barrel files", () => {
    expect(findBarrels(sources)).toEqual([]);
  });

  test("has short files without marks of unfinished work", () => {
    const isJudged = (path: string) =>
      !path.startsWith("shared/maps/") && !LONG_FILES.includes(path);
    expect(checkText(pick(sources, isJudged), MAX_LINES)).toEqual([]);
  });
});

describe("the rules themselves", () => {
  const importsOf = (path: string, text: string) => checkImports(new Map([[path, text]]), LAYERS);

  test.each([
    [
      "a simulation that imports the schema",
      "shared/sim/a.ts",
      'import { A } from "../schema/A.ts";',
    ],
    [
      "a client that imports the server",
      "client/net/a.ts",
      'import type { A } from "../../server/app.ts";',
    ],
    [
      "a server that imports the client",
      "server/app.ts",
      'export { a } from "../client/net/a.ts";',
    ],
    ["Phaser below the views", "client/game/a.ts", 'const phaser = await import("phaser");'],
    ["an import for its effect", "client/view/a.ts", 'import "@colyseus/sdk";'],
    ["a type named by its module", "client/ui/a.tsx", 'let a: import("@colyseus/sdk").Room;'],
    ["input or output in a decision", "server/match/ratings.ts", 'import fs from "node:fs";'],
    ["a package like an allowed one", "client/ui/a.ts", 'import a from "preact-like";'],
    ["a computed import", "server/a.ts", "await import(name);"],
    ["a missing extension", "server/a.ts", 'import { a } from "./b";'],
    ["a file outside the table", "client/misc/a.ts", ""],
  ])("find %s", (_name, path, text) => {
    expect(importsOf(path, text)).toHaveLength(1);
  });

  test("leave comments, strings, templates and regular expressions alone", () => {
    const text = [
      '// import "phaser";',
      '/* import "phaser"; */',
      "const a = 'import \"phaser\"';",
      'const b = `import "phaser" ${`${1} import "phaser"`} import("phaser")`;',
      'const c = /["\'/]import "phaser"/.test(a) ? 4 / 2 : "x";',
      "const d = <A b={c} /><p>Don't import / {c} / ask</p>;",
      'import { type D, e } from "../sim/types.ts";',
    ].join("\n");
    expect(importsOf("shared/net/a.tsx", text)).toEqual([]);
    expect(scanSource(text).imports).toEqual([{ specifier: "../sim/types.ts", isReExport: false }]);
  });

  test("find a cycle through types and re-exports", () => {
    const files = new Map([
      ["server/a.ts", 'import type { B } from "./b.ts";'],
      ["server/b.ts", 'export * from "./c.ts";'],
      ["server/c.ts", 'const a = await import("./a.ts");'],
      ["server/d.ts", 'import "./a.ts";'],
    ]);
    expect(findCycles(files)).toEqual(["server/a.ts -> server/b.ts -> server/c.ts -> server/a.ts"]);
  });

  test.each([
    "Math.random()",
    "Math.sin(x)",
    "Math . atan2(y, x)",
    "Math.hypot(x, y)",
    "const { cos } = Math",
    'Math["exp"](x)',
    "x ** 2",
    "x **= 2",
    "Date.now()",
    "`${performance.now()}`",
  ])("find %s in the simulation", (expression) => {
    expect(checkPurity(new Map([["shared/sim/a.ts", `${expression};`]]))).toHaveLength(1);
  });

  test("let the simulation calculate exactly", () => {
    const text = "/** Math.sin is banned. */\nMath.fround(Math.sqrt(x * x) / Math.imul(y, 2));";
    expect(checkPurity(new Map([["shared/sim/a.ts", text]]))).toEqual([]);
  });

  test.each([
    'export * from "./b.ts";',
    '// All of it.\nexport { b, type C } from "./b.ts";\nexport type * from "./c.ts";',
    'import { b } from "./b.ts";\nexport { b };',
  ])("find the barrel %j", (text) => {
    expect(findBarrels(new Map([["server/a.ts", text]]))).toHaveLength(1);
  });

  test("do not take a file with code of its own for a barrel", () => {
    const text = 'import { b } from "./b.ts";\nexport const a = b + 1;\nexport { b };';
    expect(findBarrels(new Map([["server/a.ts", text]]))).toEqual([]);
  });

  test("find long files and marks of unfinished work", () => {
    const files = new Map([
      ["server/a.ts", "a();\n".repeat(4)],
      ["server/b.ts", `// ${"TO"}${"DO"}: more`],
      ["server/c.ts", "a();\n".repeat(3)],
    ]);
    expect(checkText(files, 3)).toHaveLength(2);
  });
});
