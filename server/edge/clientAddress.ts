// Who is at the other end of a request. In: its socket, and what configured proxies say. Out: a ClientOrigin.
// Run by the server's edge; everything behind it asks `clientOf`.
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import proxyAddr from "proxy-addr";

/** Where a request comes from, as far as it can be believed. */
export interface ClientOrigin {
  /** IP address of the client, or of the first proxy that is not trusted. */
  readonly address: string;
  /** What limits count by: an IPv4 address, or the /64 network that one IPv6 customer has. */
  readonly limitKey: string;
  /** Limits by address do not apply. */
  readonly isUnlimited: boolean;
  /** The browser speaks TLS, with us or with a trusted proxy. */
  readonly isTls: boolean;
  /** Host that the browser asked for; "" when it named none. */
  readonly host: string;
}

export type AddressRange = (address: string) => boolean;

/** Headers in which a client can claim to be another; those of a trusted proxy are read, then all are removed. */
const CLAIMS = ["x-forwarded-for", "x-real-ip", "x-client-ip", "forwarded"] as const;
const known = new WeakMap<IncomingMessage, ClientOrigin>();

/**
 * @param list addresses, CIDR ranges, "loopback", "linklocal" or "uniquelocal"
 * @throws TypeError naming an entry that is none of them
 */
export function makeRange(list: readonly string[]): AddressRange {
  const isInside = proxyAddr.compile([...list]);
  return (address) => isInside(address, 0);
}

/** Resolves clients for a set of trusted proxies, and of addresses without limits. */
export class ClientAddresses {
  private readonly isTrusted: AddressRange;
  private readonly isUnlimited: AddressRange;

  constructor(trusted: AddressRange, unlimited: AddressRange) {
    this.isTrusted = trusted;
    this.isUnlimited = unlimited;
  }

  /** Connections of this peer count for themselves, not for the clients that a proxy speaks for. */
  isLimitedPeer(peer: string): boolean {
    return !this.isTrusted(peer) && !this.isUnlimited(peer);
  }

  /**
   * Settles who the client is, for `clientOf`. Replaces every header that claims an address by one that is true:
   * Colyseus' own AuthContext (core 0.18.17, Transport.ts, resolveClientIp) believes whoever wrote them.
   */
  resolve(req: IncomingMessage): ClientOrigin {
    const peer = peerOf(req.socket.remoteAddress);
    const isProxied = this.isTrusted(peer);
    const address = isProxied ? this.claimed(req, peer) : peer;
    // A proxy in front that nobody configured: its clients must not all pass as this machine.
    const isForwarding = !isProxied && CLAIMS.some((name) => req.headers[name] !== undefined);
    const origin: ClientOrigin = {
      address,
      limitKey: limitKeyOf(address),
      isUnlimited: !isForwarding && this.isUnlimited(address),
      isTls: "encrypted" in req.socket || (isProxied && isHttps(req.headers["x-forwarded-proto"])),
      host: (isProxied && firstOf(req.headers["x-forwarded-host"])) || (req.headers.host ?? ""),
    };
    for (const name of CLAIMS) delete req.headers[name];
    req.headers["x-real-ip"] = address;
    known.set(req, origin);
    return origin;
  }

  private claimed(req: IncomingMessage, peer: string): string {
    const forwarded = req.headers["x-forwarded-for"];
    const realIp = firstOf(req.headers["x-real-ip"]);
    const claim = forwarded === undefined ? realIp : proxyAddr(req, this.isTrusted);
    return isIP(claim) === 0 ? peer : peerOf(claim);
  }
}

/** @throws Error when the request did not come through the edge. */
export function clientOf(req: IncomingMessage): ClientOrigin {
  const origin = known.get(req);
  if (origin === undefined) throw new Error(`${req.url} did not come through the edge`);
  return origin;
}

/** @returns the address as limits count it: IPv6 by its /64, of which every customer has one for itself. */
export function limitKeyOf(address: string): string {
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.split("%")[0]?.split("::") ?? [];
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...Array<string>(Math.max(0, zeros)).fill("0"), ...right];
  const network = groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(":")}::/64`;
}

/** IPv4 as IPv4, also where the system shows it inside IPv6. */
function peerOf(address: string | undefined): string {
  if (address === undefined) return "";
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
}

function firstOf(header: string | string[] | undefined): string {
  return (
    String(header ?? "")
      .split(",")[0]
      ?.trim() ?? ""
  );
}

function isHttps(header: string | string[] | undefined): boolean {
  return /^(?:https|wss)$/i.test(firstOf(header));
}
