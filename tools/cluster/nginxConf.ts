// deploy/nginx.conf for processes on this machine. In: its text, ports, a folder. Out: a configuration that needs no
// rights and touches nothing outside of the folder. Pure.
export interface LocalProcess {
  /** PROCESS_NAME. */
  readonly name: string;
  readonly port: number;
}

export interface LocalProxy {
  readonly port: number;
  /** For the process id and temporary files. */
  readonly folder: string;
  readonly processes: readonly LocalProcess[];
}

const PROCESSES = /( *# --- processes)[\s\S]*?( *# --- end of processes)/;

/** @throws Error when the text is not the file that it should be. */
export function localNginxConf(deployed: string, { port, folder, processes }: LocalProxy): string {
  const servers = processes.map(({ port: at }) => `127.0.0.1:${at}`);
  const upstreams = processes.map(({ name }, i) => `  upstream ${name} { server ${servers[i]}; }`);
  const names = processes.map(({ name }) => name).join("|");
  const block = [
    ...upstreams,
    ...groupOf("anyone", servers, "max_fails=1 fail_timeout=2s"),
    ...groupOf("matchmakers", servers, "max_fails=0"),
    "  map $uri $room_process {",
    `    "~^/(?<process>${names})/[\\w-]+$" $process;`,
    '    default "";',
    "  }",
  ].join("\n");
  return [
    [PROCESSES, (_all: string, begin: string, end: string) => `${begin}\n${block}\n${end}`],
    [/listen 8080;/, () => `listen ${port};`],
    [/worker_processes auto;/, () => "worker_processes 1;"],
    [/^worker_rlimit_nofile .*$/m, () => ""],
    [/worker_connections \d+;/, () => "worker_connections 4096;"],
    [/include mime\.types;/, () => ""],
    [/\/tmp\/fraywire-nginx/g, () => `${folder}/nginx`],
  ].reduce((text, [from, to]) => replaceIn(text, from as RegExp, to as () => string), deployed);
}

function replaceIn(text: string, from: RegExp, to: (...match: string[]) => string): string {
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`deploy/nginx.conf has nothing like ${from}`);
  return changed;
}

function groupOf(name: string, servers: readonly string[], options: string): string[] {
  const lines = servers.map((server) => `    server ${server} ${options};`);
  return [
    `  upstream ${name} {`,
    ...lines,
    "    keepalive 32;",
    "    keepalive_timeout 5s;",
    "  }",
  ];
}
