// The structured log (pino), one JSON line an event. In: level. Out: one logger for the process; whatever looks like a
// secret is replaced in the finished line, wherever in it it stands.
import { type Logger, pino } from "pino";

export type { Logger } from "pino";

/** What secrets are called in objects, headers and URLs. */
const SECRET_NAMES =
  "_?auth_?token|admin_?password|auth_?secret|authorization|(?:set-)?cookie|device|password|reconnection_?token|recovery_?code|secret|ticket|token";
const REDACTED = "[redacted]";

/** As a property: "token":"..."; and with escaped quotes, in an object that was written into a text. */
const AS_PROPERTY = new RegExp(String.raw`("(?:${SECRET_NAMES})"\s*:\s*)"(?:[^"\\]|\\.)*"`, "gi");
const AS_ESCAPED = new RegExp(String.raw`((\\+")(?:${SECRET_NAMES})\2\s*:\s*\2)[^"\\]+`, "gi");
/** In a URL or a form: token=... */
const AS_PARAMETER = new RegExp(String.raw`(\b(?:${SECRET_NAMES})=)[^&\s"'\\]+`, "gi");
/** In a header, or alone: a bearer's token, a signed token. */
const AS_TOKEN = /\bBearer\s+[\w.~+/=-]+|\beyJ[\w-]+\.[\w-]+\.[\w-]*/g;

/** @param line a line of the log, or any text on its way there. */
export function redact(line: string): string {
  return line
    .replace(AS_PROPERTY, `$1"${REDACTED}"`)
    .replace(AS_ESCAPED, `$1${REDACTED}`)
    .replace(AS_PARAMETER, `$1${REDACTED}`)
    .replace(AS_TOKEN, REDACTED);
}

/** @param level a pino level, or "silent". */
export function makeLogger(level: string): Logger {
  return pino({ level, base: null, hooks: { streamWrite: redact } });
}
