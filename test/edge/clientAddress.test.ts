// Whom the edge believes a request to come from.
import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { createAuthContext } from "@colyseus/core";
import { describe, expect, test } from "vitest";
import { parseConfig } from "../../server/config.ts";
import {
  ClientAddresses,
  clientOf,
  limitKeyOf,
  makeRange,
} from "../../server/edge/clientAddress.ts";

const PROXY = "10.0.0.7";
const CLIENT = "203.0.113.9";
const addresses = new ClientAddresses(makeRange(["10.0.0.0/8"]), makeRange(["loopback"]));

function makeRequest(peer: string, headers: Record<string, string>): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, "remoteAddress", { value: peer });
  const req = new IncomingMessage(socket);
  Object.assign(req.headers, headers);
  return req;
}

const addressFor = (peer: string, headers: Record<string, string>): string =>
  addresses.resolve(makeRequest(peer, headers)).address;

describe("[EDGE-51] a client's address is its peer's, or what a configured proxy says", () => {
  test.each([
    ["a client that claims to be another", CLIENT, { "x-forwarded-for": "8.8.8.8" }, CLIENT],
    ["... with X-Real-IP", CLIENT, { "x-real-ip": "127.0.0.1" }, CLIENT],
    ["... with X-Client-IP", CLIENT, { "x-client-ip": "127.0.0.1" }, CLIENT],
    ["a proxy", PROXY, { "x-forwarded-for": CLIENT }, CLIENT],
    [
      "a client's claim before the proxy's",
      PROXY,
      { "x-forwarded-for": `8.8.8.8, ${CLIENT}` },
      CLIENT,
    ],
    ["two proxies", PROXY, { "x-forwarded-for": `8.8.8.8, ${CLIENT}, 10.1.1.1` }, CLIENT],
    ["a proxy with X-Real-IP", PROXY, { "x-real-ip": CLIENT }, CLIENT],
    [
      "a proxy that passes X-Real-IP on",
      PROXY,
      { "x-real-ip": "8.8.8.8", "x-forwarded-for": CLIENT },
      CLIENT,
    ],
    ["a proxy that passes nonsense on", PROXY, { "x-forwarded-for": "unknown" }, PROXY],
    ["a proxy that says nothing", PROXY, {}, PROXY],
    ["IPv4 inside IPv6", `::ffff:${PROXY}`, { "x-forwarded-for": CLIENT }, CLIENT],
  ])("%s", (_what, peer, headers, address) => {
    expect(addressFor(peer, headers)).toBe(address);
  });

  test("what is behind the edge finds no other claim in the headers", () => {
    const claims = {
      "x-forwarded-for": "8.8.8.8",
      "x-client-ip": "8.8.8.8",
      forwarded: "for=8.8.8.8",
    };
    const req = makeRequest(CLIENT, { ...claims, "x-real-ip": "8.8.8.8", host: "a" });
    addresses.resolve(req);
    expect(req.headers).toEqual({ "x-real-ip": CLIENT, host: "a" });
    expect(clientOf(req).address).toBe(CLIENT);
  });

  test("upstream takes a client's word: the reason why headers are replaced", () => {
    const headers = { "x-real-ip": "8.8.8.8" };
    expect(createAuthContext({ headers, remoteAddress: CLIENT }).ip).toBe("8.8.8.8");
    const req = makeRequest(CLIENT, headers);
    addresses.resolve(req);
    const replaced = req.headers as Record<string, string>;
    expect(createAuthContext({ headers: replaced, remoteAddress: PROXY }).ip).toBe(CLIENT);
  });

  test("this machine has no limits, unless a proxy on it speaks for others", () => {
    expect(addresses.resolve(makeRequest("127.0.0.1", {})).isUnlimited).toBe(true);
    expect(addresses.resolve(makeRequest("::1", {})).isUnlimited).toBe(true);
    const proxied = addresses.resolve(makeRequest("127.0.0.1", { "x-forwarded-for": CLIENT }));
    expect(proxied).toMatchObject({ address: "127.0.0.1", isUnlimited: false });
    const claiming = makeRequest(PROXY, { "x-forwarded-for": `127.0.0.1, ${CLIENT}` });
    expect(addresses.resolve(claiming).isUnlimited).toBe(false);
  });

  test.each([
    ["192.0.2.1", "192.0.2.1"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:0db8:0001:0002::", "2001:db8:1:2::/64"],
    ["2001:db8::5", "2001:db8:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
  ])("%s is limited as %s", (address, key) => {
    expect(limitKeyOf(address)).toBe(key);
  });
});

describe("[OPS-2] a list that names nobody, or everybody, stops the start", () => {
  test.each([
    ["ALLOWED_ORIGINS", "*"],
    ["ALLOWED_ORIGINS", "https://play.example/"],
    ["ALLOWED_ORIGINS", "play.example"],
    ["ALLOWED_ORIGINS", "https://play.example,null"],
    ["TRUSTED_PROXIES", "everybody"],
    ["TRUSTED_PROXIES", "10.0.0.0/99"],
    ["TRUSTED_PROXIES", "0.0.0.0/0,"],
    ["UNLIMITED_IPS", "localhost"],
  ])("%s=%s", (name, value) => {
    expect(() => parseConfig({ [name]: value })).toThrow(`${name}=${value} must be`);
  });

  test("lists as a host writes them", () => {
    const config = parseConfig({
      ALLOWED_ORIGINS: "https://play.example, http://localhost:5173",
      TRUSTED_PROXIES: "loopback, 10.0.0.0/8",
      UNLIMITED_IPS: "none",
    });
    expect(config.allowedOrigins).toEqual(["https://play.example", "http://localhost:5173"]);
    expect(config.trustedProxies).toEqual(["loopback", "10.0.0.0/8"]);
    expect(config.unlimitedIps).toEqual([]);
    expect(parseConfig({}).allowedOrigins).toBeNull();
  });
});
