// In: source files by path, and a table of layers. Out: one line per violation, none when all is well.
// The rules behind test/layers.test.ts; pure, so that the test can feed them violations.
import { posix } from "node:path";
import { type ScannedSource, scanSource } from "./sourceScanner.ts";

/** Path relative to the repository's root, with slashes, to the file's text. */
export type SourceFiles = ReadonlyMap<string, string>;

/**
 * A folder or file, and the folders, files and packages that it may import besides itself:
 * `pkg` covers its subpaths, `@scope/*` and `node:*` cover what begins so, `*` covers everything.
 */
export type Layer = { readonly from: string; readonly mayImport: readonly string[] };

const CODE_OR_ASSET = /\.(?:tsx?|mjs|css|svg|json|png|woff2)(?:\?\w+)?$/;
const ALLOWED_MATH =
  "abs|ceil|clz32|floor|fround|imul|max|min|PI|round|sign|sqrt|trunc|SQRT1_2|SQRT2";
/** Words of source code that make the simulation differ from run to run or from engine to engine. */
const IMPURE: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`\\bMath\\b(?!\\s*\\.\\s*(?:${ALLOWED_MATH})\\b)`), "Math beyond exact operations"],
  [/\*\*/, "the operator **"],
  [/\bDate\b/, "Date"],
  [/\bperformance\b/, "performance"],
  [/\b(?:globalThis|crypto|Intl)\b/, "a global of the environment"],
];
// Spelt apart, so that this file keeps the rule.
const UNFINISHED = new RegExp(`\\b(?:${["TO" + "DO", "FIX" + "ME"].join("|")})\\b`);

const isRelative = (specifier: string): boolean => /^\.{1,2}(?:\/|$)/.test(specifier);

const isWithin = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(`${folder}/`);

function isAllowed(target: string, entry: string): boolean {
  return entry.endsWith("*") ? target.startsWith(entry.slice(0, -1)) : isWithin(target, entry);
}

/** The path that a specifier names, without a bundler's query; packages stay as they are. */
function resolveImport(from: string, specifier: string): string {
  if (!isRelative(specifier)) return specifier;
  return posix.join(posix.dirname(from), specifier.replace(/\?.*$/, ""));
}

function scanAll(files: SourceFiles): Map<string, ScannedSource> {
  return new Map([...files].map(([path, text]) => [path, scanSource(text)]));
}

/** The longest entry of the table that covers a path. */
function findLayer(path: string, layers: readonly Layer[]): Layer | undefined {
  const covering = layers.filter((layer) => isWithin(path, layer.from));
  return covering.sort((a, b) => b.from.length - a.from.length)[0];
}

/** Reports imports that the table does not allow, files outside it, and imports without an extension. */
export function checkImports(files: SourceFiles, layers: readonly Layer[]): string[] {
  const problems: string[] = [];
  for (const [path, { imports, computedImports }] of scanAll(files)) {
    const layer = findLayer(path, layers);
    if (!layer) {
      problems.push(`${path} belongs to no layer: add its folder to the table`);
      continue;
    }
    const mayImport = [layer.from, ...layer.mayImport];
    for (const { specifier } of imports) {
      const target = resolveImport(path, specifier);
      if (!mayImport.some((entry) => isAllowed(target, entry))) {
        problems.push(`${path} imports ${target}, but ${layer.from} may not`);
      }
      if (isRelative(specifier) && !CODE_OR_ASSET.test(specifier)) {
        problems.push(`${path} imports "${specifier}" without a file extension`);
      }
    }
    if (computedImports > 0 && !mayImport.includes("*")) {
      problems.push(`${path} imports an expression, which no rule can check`);
    }
  }
  return problems;
}

/** Reports each cycle of imports once, as the path around it; type imports count. */
export function findCycles(files: SourceFiles): string[] {
  const scanned = scanAll(files);
  const cycles: string[] = [];
  const finished = new Set<string>();
  const trail: string[] = [];
  const visit = (path: string): void => {
    if (finished.has(path)) return;
    const start = trail.indexOf(path);
    if (start >= 0) {
      cycles.push([...trail.slice(start), path].join(" -> "));
      return;
    }
    trail.push(path);
    for (const { specifier } of scanned.get(path)?.imports ?? []) {
      const target = resolveImport(path, specifier);
      if (scanned.has(target)) visit(target);
    }
    trail.pop();
    finished.add(path);
  };
  for (const path of scanned.keys()) visit(path);
  return cycles;
}

/** Reports what may not stand in the simulation: clocks, randomness, engine-dependent mathematics. */
export function checkPurity(files: SourceFiles): string[] {
  const problems: string[] = [];
  for (const [path, { code }] of scanAll(files)) {
    for (const [pattern, name] of IMPURE) {
      const index = code.search(pattern);
      if (index < 0) continue;
      const line = code.slice(code.lastIndexOf("\n", index) + 1).split("\n")[0];
      problems.push(`${path} uses ${name}: ${line?.trim()}`);
    }
  }
  return problems;
}

/** Reports files that hold nothing but re-exports. */
export function findBarrels(files: SourceFiles): string[] {
  const barrels: string[] = [];
  for (const [path, { code, imports }] of scanAll(files)) {
    const rest = code
      .replace(/\bimport\b[^;"]*"\d+"/g, "")
      .replace(/\bexport\s*(?:type\s*)?(?:\*[^;"]*|\{[^}]*\}\s*(?:from\s*)?)(?:"\d+")?/g, "")
      .replace(/[\s;]/g, "");
    const isExporting = imports.some((use) => use.isReExport) || /\bexport\s*\{/.test(code);
    if (isExporting && rest === "") barrels.push(`${path} only re-exports`);
  }
  return barrels;
}

/** Reports files of more than `maxLines` lines and marks of unfinished work. */
export function checkText(files: SourceFiles, maxLines: number): string[] {
  const problems: string[] = [];
  for (const [path, text] of files) {
    const lines = text.trimEnd().split("\n").length;
    if (lines > maxLines) problems.push(`${path} has ${lines} lines, more than ${maxLines}`);
    const mark = UNFINISHED.exec(text);
    if (mark) problems.push(`${path} says ${mark[0]}`);
  }
  return problems;
}
