// Which pages may speak with this server. In: an Origin header and the host that was asked for. Out: a verdict.
// Run by the server's edge, for HTTP and for upgrades alike.

/**
 * "same": our own page, or no page at all (programs send no Origin, browsers none with a plain GET of their own).
 * "listed": another page that may. "foreign": one that may not.
 */
export type OriginVerdict = "same" | "listed" | "foreign";

/** The player's own machine: a page in development. */
const LOCAL_HOSTS = new Set(["localhost", "127.0.0.1", "[::1]"]);

export class Origins {
  private readonly allowed: ReadonlySet<string> | null;

  /** @param allowed origins beside the server's own; null for those of the player's own machine. */
  constructor(allowed: readonly string[] | null) {
    this.allowed = allowed === null ? null : new Set(allowed);
  }

  /**
   * @param origin the header, as it came
   * @param host the host that the browser asked for, port included
   */
  judge(origin: string | undefined, host: string): OriginVerdict {
    if (origin === undefined) return "same";
    const page = parseOrigin(origin);
    if (page === null) return "foreign";
    const own = `${page.protocol}//${host}`;
    if (host !== "" && URL.canParse(own) && new URL(own).host === page.host) return "same";
    const isListed = this.allowed?.has(origin) ?? LOCAL_HOSTS.has(page.hostname);
    return isListed ? "listed" : "foreign";
  }
}

/** @returns null unless `text` is exactly an origin: scheme, host and port, nothing else. */
export function parseOrigin(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const isWeb = url.protocol === "http:" || url.protocol === "https:";
  return isWeb && url.origin === text ? url : null;
}
