// In: TypeScript source text. Out: its code without comments and string contents, and its imports.
// A small scanner, not a parser: enough for the rules in layerRules.ts, run by the tests.

export type ImportUse = {
  readonly specifier: string;
  /** A re-export (`export ... from`). */
  readonly isReExport: boolean;
};

export type ScannedSource = {
  /** Comments blanked; string number n reads `"n"`, regular expressions read `0`. */
  readonly code: string;
  readonly imports: readonly ImportUse[];
  /** Imports whose target is an expression, which no rule can check. */
  readonly computedImports: number;
};

// Neither after `}` nor after `<` or `>`: there it closes a JSX tag.
const REGEX_MAY_FOLLOW = /(?:^|[(,=:[!&|?{;+\-*%~^]|=>|\b(?:return|typeof|case|of|in|await))$/;
const STATIC_IMPORT =
  /(?<![.\w$])import\s*(?:type\s+)?(?:[\w$*{}\s,]+?\bfrom\s*|\{[^}]*\}\s*from\s*)?"(\d+)"/g;
const RE_EXPORT =
  /(?<![.\w$])export\s*(?:type\s*)?(?:\*(?:\s*as\s+[\w$]+)?|\{[^}]*\})\s*from\s*"(\d+)"/g;
const CALLED_IMPORT = /(?<![.\w$])(?:import|require)\s*\(\s*(?:"(\d+)"\s*[,)])?/g;

/** Index after the string or regular expression that opens at `start`; -1 if the line ends first (JSX text). */
function skipLiteral(text: string, start: number): number {
  const delimiter = text[start];
  let isInClass = false;
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text[at];
    if (char === "\\") at += 1;
    else if (char === "\n") return -1;
    else if (char === delimiter && !isInClass) return at + 1;
    else if (delimiter === "/") isInClass = char === "[" || (isInClass && char !== "]");
  }
  return -1;
}

/** Blanks comments and takes string contents out of the code; template expressions stay code. */
function separateStrings(text: string): { code: string; strings: string[] } {
  const strings: string[] = [];
  let code = "";
  // One entry per open template: how many braces are open within its current expression.
  const templateDepths: number[] = [];
  let at = 0;
  const skipTemplateText = (): void => {
    while (at < text.length && text[at] !== "`" && !text.startsWith("${", at)) {
      at += text[at] === "\\" ? 2 : 1;
    }
    if (text[at] === "`") templateDepths.pop();
    code += text[at] === "`" ? "`" : "${";
    at += text[at] === "`" ? 1 : 2;
  };
  while (at < text.length) {
    const char = text[at] as string;
    const depth = templateDepths.at(-1);
    const isQuote = char === '"' || char === "'";
    const isLiteral = isQuote || (char === "/" && REGEX_MAY_FOLLOW.test(code.trimEnd().slice(-12)));
    const literalEnd = isLiteral ? skipLiteral(text, at) : -1;
    if (text.startsWith("//", at)) {
      const end = text.indexOf("\n", at);
      at = end < 0 ? text.length : end;
    } else if (text.startsWith("/*", at)) {
      const end = text.indexOf("*/", at + 2);
      at = end < 0 ? text.length : end + 2;
      code += " ";
    } else if (literalEnd >= 0) {
      code += isQuote ? `"${strings.push(text.slice(at + 1, literalEnd - 1)) - 1}"` : "0";
      at = literalEnd;
    } else if (char === "`") {
      code += "`";
      at += 1;
      templateDepths.push(0);
      skipTemplateText();
    } else if (char === "}" && depth === 0) {
      code += "}";
      at += 1;
      skipTemplateText();
    } else {
      const braceStep = char === "{" ? 1 : char === "}" ? -1 : 0;
      if (depth !== undefined) templateDepths[templateDepths.length - 1] = depth + braceStep;
      code += char;
      at += 1;
    }
  }
  return { code, strings };
}

/** Lists what a file imports in any form: static, type, side effect, re-export, `import()`, `require()`. */
export function scanSource(text: string): ScannedSource {
  const { code, strings } = separateStrings(text);
  const imports: ImportUse[] = [];
  let computedImports = 0;
  const add = (index: string | undefined, isReExport: boolean): void => {
    imports.push({ specifier: strings[Number(index)] ?? "", isReExport });
  };
  for (const match of code.matchAll(STATIC_IMPORT)) add(match[1], false);
  for (const match of code.matchAll(RE_EXPORT)) add(match[1], true);
  for (const match of code.matchAll(CALLED_IMPORT)) {
    if (match[1] === undefined) computedImports += 1;
    else add(match[1], false);
  }
  return { code, imports, computedImports };
}
