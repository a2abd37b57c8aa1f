// What is deployed, as far as it can be tried without a container engine: the proxy's configuration by nginx itself, the
// dashboard's and alerts' metrics against the server's, YAML by a parser where the machine has one.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { Redis } from "ioredis";
import { describe, expect, test } from "vitest";
import { Cluster } from "../../server/cluster/Cluster.ts";
import { ClusterDriver } from "../../server/cluster/ClusterDriver.ts";
import { ClusterPresence } from "../../server/cluster/ClusterPresence.ts";
import { ConfigError, parseConfig } from "../../server/config.ts";
import { makeLogger } from "../../server/log.ts";
import { localNginxConf } from "../../tools/cluster/nginxConf.ts";
import { findPrograms } from "../../tools/cluster/programs.ts";
import { startGameServer } from "../helpers/gameServer.ts";

const DEPLOY = join(import.meta.dirname, "../../deploy");
const ROOT = join(DEPLOY, "..");
const files = readdirSync(DEPLOY, { recursive: true, encoding: "utf8" });
const read = (path: string) => readFileSync(join(DEPLOY, path), "utf8");

const SECRET = "a secret of at least thirty-two characters";
const REDIS_URL = "redis://:a-password@127.0.0.1:1";

describe("[CLU-7] a process of a cluster", () => {
  const refusalOf = (env: Record<string, string>) => {
    try {
      parseConfig(env);
    } catch (error) {
      if (error instanceof ConfigError) return error.message;
      throw error;
    }
    return "";
  };

  test("does not start without what all processes must share, and says why", () => {
    expect(refusalOf({ REDIS_URL, PROCESS_NAME: "game1" })).toMatch(/^AUTH_SECRET must be set/);
    expect(refusalOf({ REDIS_URL, AUTH_SECRET: SECRET })).toMatch(/^PROCESS_NAME must be set/);
    expect(refusalOf({ REDIS_URL, AUTH_SECRET: SECRET, PROCESS_NAME: "a/b" })).toMatch(
      /^PROCESS_NAME=a\/b must/,
    );
    expect(refusalOf({ REDIS_URL: "http://secret@host" })).toBe(
      'REDIS_URL=(hidden) must begin with redis:// or rediss://. See README.md, "Settings".',
    );
    expect(refusalOf({ REDIS_URL, AUTH_SECRET: SECRET, PROCESS_NAME: "game1" })).toBe("");
  });

  test("does not start without Redis, and does not tell its password", async () => {
    const config = parseConfig({ REDIS_URL, AUTH_SECRET: SECRET, PROCESS_NAME: "game1" });
    const refusal: unknown = await Cluster.open(config, makeLogger("silent")).catch(
      (error: unknown) => error,
    );
    expect(refusal).toBeInstanceOf(ConfigError);
    expect(String(refusal)).toMatch(/ECONNREFUSED.*Is Redis running/);
    expect(String(refusal)).not.toContain("a-password");
  });
});

describe("[CLU-10] what is repaired upstream", () => {
  test("is as it was: look at ClusterDriver.ts and ClusterPresence.ts again when it is not", async () => {
    const versionOf = (name: string) => {
      const text = readFileSync(join(ROOT, "node_modules", name, "package.json"), "utf8");
      return (JSON.parse(text) as { version: string }).version;
    };
    expect(versionOf("@colyseus/redis-driver")).toBe("0.18.3");
    expect(versionOf("@colyseus/redis-presence")).toBe("0.18.5");
    expect(versionOf("@colyseus/core")).toBe("0.18.17");
    const redis = new Redis("redis://127.0.0.1:1", { lazyConnect: true });
    const driver = new ClusterDriver(redis, makeLogger("silent"));
    expect(driver).toHaveProperty("_roomCacheRequestByName");
    const presence = new ClusterPresence(redis);
    // A call of a process that is not there is answered on the caller's own channel.
    expect(presence).toHaveProperty("subscriptions");
    expect(presence).toHaveProperty("pub");
    presence.disconnect();
  });
});

describe("[CLU-8] what is deployed", () => {
  test("dashboard and alerts name only metrics that the server has", async () => {
    const server = await startGameServer({ ADMIN_PORT: "0" });
    const text = await (await fetch(`${server.adminUrl}/metrics`)).text();
    await server.close();
    const known = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map((match) => match[1] ?? ""));
    const named = [read("grafana/dashboards/fraywire.json"), read("prometheus/alerts.yml")]
      .flatMap((one) => [...one.matchAll(/\b(?:fraywire|nodejs|process)_\w+/g)])
      .map(([name]) => name.replace(/_(?:bucket|sum|count)$/, ""));
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
    // And the other way round: what the server tells of the game is looked at.
    const ours = [...known].filter((name) => name.startsWith("fraywire_"));
    expect(ours.filter((name) => !named.includes(name))).toEqual([]);
  });

  test("the dashboard has panels with questions, each in its place", () => {
    const { panels } = JSON.parse(read("grafana/dashboards/fraywire.json")) as {
      panels: { id: number; title: string; targets: { expr: string }[] }[];
    };
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    for (const { title, targets } of panels) {
      expect(targets.length, title).toBeGreaterThan(0);
      for (const { expr } of targets) expect(isBalanced(expr), expr).toBe(true);
    }
  });

  test("the image has what the server imports, and runs as nobody special", () => {
    const dockerfile = read("Dockerfile");
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(dockerfile).toMatch(/^HEALTHCHECK /m);
    const { dependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
      dependencies: Record<string, string>;
    };
    for (const name of ["@colyseus/redis-driver", "@colyseus/redis-presence", "ioredis"]) {
      expect(Object.keys(dependencies), "of dependencies").toContain(name);
    }
    // Node of the image, as of the lock file's own.
    expect(dockerfile.match(/FROM node:24-/g)?.length).toBe(3);
  });

  test("every setting that is deployed is one of the server's", () => {
    const settings = new Set(
      [
        ...readFileSync(join(ROOT, "server/config.ts"), "utf8").matchAll(/^ {2}([A-Z][A-Z_]+):/gm),
      ].map((match) => match[1] ?? ""),
    );
    const compose = read("compose.yaml");
    const shared = compose.slice(compose.indexOf("x-game-settings"), compose.indexOf("services:"));
    const named = [...shared.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map((match) => match[1] ?? "");
    const pods = read("kubernetes/game.yaml");
    const inPods = [...pods.matchAll(/name: ([A-Z][A-Z_]+)/g)].map((match) => match[1] ?? "");
    expect(named.length).toBeGreaterThan(5);
    expect(inPods.length).toBeGreaterThan(3);
    expect([...named, ...inPods].filter((name) => !settings.has(name))).toEqual([]);
  });

  test("every YAML file can be read", () => {
    const paths = files.filter((path) => /\.ya?ml$/.test(path));
    expect(paths.length).toBeGreaterThan(5);
    for (const path of paths) expect(read(path), path).not.toMatch(/\t/);
    const hasParser = spawnSync("python3", ["-c", "import yaml"]).status === 0;
    if (!hasParser) {
      console.warn("\n*** No YAML parser (python3-yaml): YAML files were NOT READ.\n");
      return;
    }
    const script = "import sys, yaml\nfor p in sys.argv[1:]: list(yaml.safe_load_all(open(p)))";
    execFileSync("python3", ["-c", script, ...paths.map((path) => join(DEPLOY, path))]);
  });
});

const programs = findPrograms();
const nginx = Array.isArray(programs) ? null : programs.nginx;

describe.skipIf(nginx === null)("[CLU-9] nginx takes the proxy's configuration", () => {
  /** @param kept a folder whose paths stay as they are. */
  const check = (conf: string, kept = "/nowhere") => {
    const folder = mkdtempSync(join(tmpdir(), "fraywire-nginx-"));
    const path = join(folder, "nginx.conf");
    writeFileSync(
      path,
      conf.replaceAll(new RegExp(`/tmp/(?!${basename(kept)})`, "g"), `${folder}/`),
    );
    const { status, stderr } = spawnSync(nginx as string, ["-t", "-p", folder, "-c", path], {
      encoding: "utf8",
    });
    rmSync(folder, { recursive: true, force: true });
    expect(stderr).not.toContain("[warn]");
    expect(status, stderr).toBe(0);
  };

  test("as it is deployed, and on one machine", () => {
    const deployed = read("nginx.conf");
    // The names are containers'.
    const here = deployed.replaceAll(/server game\d:2567/g, "server 127.0.0.1:2567");
    check(here.replace("include mime.types;", ""));
    const processes = [{ name: "game1", port: 2567 }];
    check(localNginxConf(deployed, { port: 8081, folder: "/tmp", processes }));
  });

  test("with TLS", ({ skip }) => {
    const folder = mkdtempSync(join(tmpdir(), "fraywire-tls-"));
    const [key, cert] = [join(folder, "privkey.pem"), join(folder, "fullchain.pem")];
    const made = spawnSync("openssl", [
      ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"],
      ...["-subj", "/CN=localhost", "-days", "1", "-keyout", key, "-out", cert],
    ]);
    if (made.status !== 0) skip("openssl is not on this machine");
    const conf = read("nginx.conf")
      .replaceAll(/server game\d:2567/g, "server 127.0.0.1:2567")
      .replace("include mime.types;", "")
      .replace("    listen 8080;\n", "")
      .replaceAll(/# (listen 443|ssl_|add_header Strict)/g, "$1")
      .replaceAll("/etc/nginx/tls", folder);
    expect(conf).toContain("    ssl_certificate ");
    try {
      check(conf, folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test("as it is in the cluster's ConfigMap", () => {
    const text = read("kubernetes/proxy.yaml");
    const begin = text.indexOf("nginx.conf: |") + "nginx.conf: |\n".length;
    const conf = text.slice(begin, text.indexOf("\n---", begin)).replaceAll(/^ {4}/gm, "");
    const here = conf
      .replace("fraywire-any:2567", "127.0.0.1:2567")
      .replace("kube-dns.kube-system.svc.cluster.local", "127.0.0.1")
      .replace("$NAMESPACE", "default");
    check(here);
  });
});

function isBalanced(expr: string): boolean {
  let depth = 0;
  for (const char of expr) {
    if (char === "(") depth++;
    else if (char === ")") depth--;
    if (depth < 0) return false;
  }
  return depth === 0;
}
