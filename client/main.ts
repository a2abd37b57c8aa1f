// Entry of the page: the landing page first, the match behind it. In: the DOM. Out: a landing page that works
// before anything of the game has loaded, and a way into a match and back.
import {
  ARENA_ROOM,
  LAB_ROOM,
  PROTOCOL_VERSION,
  type RoomName,
  type ServerStatus,
} from "../shared/net/protocol.ts";
import { GuestIdentity } from "./net/identity.ts";
import type { MatchEnd } from "./session.ts";
import { deviceShelf } from "./ui/deviceStore.ts";
import { type LandingHandle, mountLanding } from "./ui/landing/Landing.tsx";
import { type ErrorKind, makeError, simpleRendererUrl } from "./ui/menu/errorDialog.tsx";
import { loadName, saveName } from "./ui/nameStore.ts";

const STATUS_PERIOD_MS = 5000;
const STATUS_TIMEOUT_MS = 4000;
/** The game's chunks load once the landing page has had time to paint. */
const PRELOAD_AFTER_MS = 150;

/** The game's own code and Phaser: loaded behind the landing page, and at the latest when Play is pressed. */
const loadSession = () => import("./session.ts");

/** Asked for while the landing page is read; PLAY waits for it when it is late. */
const identity = new GuestIdentity(location.origin, deviceShelf);
identity.prefetch();

const menuRoot = requireElement("menu");
let landing: LandingHandle | null = null;

function showLanding(error?: ErrorKind): void {
  landing = mountLanding(menuRoot, {
    name: loadName(),
    status: { state: "checking", players: 0, rooms: 0, pingMs: 0 },
    entering: null,
    onName: saveName,
    onPlay: (name) => void play(name, ARENA_ROOM),
    onLab: () => void play(loadName(), LAB_ROOM),
  });
  void checkStatus();
  if (error !== undefined) showError(error);
}

async function play(name: string, room: RoomName): Promise<void> {
  saveName(name);
  landing?.update({ entering: 0.1 });
  try {
    const { enterMatch } = await loadSession();
    const end = await enterMatch(name, room, identity, {
      onProgress: (done) => landing?.update({ entering: done }),
      onEntered: hideLanding,
    });
    afterMatch(end, () => void play(name, room));
  } catch (error) {
    console.error(error);
    showError("serverAway");
  }
}

/** What comes after a match, or after one that did not begin. */
function afterMatch(end: MatchEnd, again: () => void): void {
  if (end === "left") showLanding();
  else if (landing === null) {
    showLanding();
    showError(end, again);
  } else showError(end, again);
}

/** Each error has one action; trying again is it where trying again can help. */
function showError(kind: ErrorKind, again: () => void = () => void checkStatus()): void {
  const actions: Partial<Record<ErrorKind, () => void>> = {
    oldClient: () => location.reload(),
    noWebGL: () => location.assign(simpleRendererUrl(location.href)),
    kicked: () => undefined,
    shutOut: () => undefined,
    refused: () => undefined,
  };
  landing?.showError(makeError(kind, actions[kind] ?? again));
}

function hideLanding(): void {
  landing?.unmount();
  landing = null;
}

async function checkStatus(): Promise<void> {
  const shown = landing;
  if (shown === null) return;
  const startedMs = performance.now();
  try {
    const response = await fetch("/api/status", { signal: AbortSignal.timeout(STATUS_TIMEOUT_MS) });
    if (!response.ok) throw new Error(`status ${response.status}`);
    const { protocol, players, rooms } = (await response.json()) as ServerStatus;
    const pingMs = performance.now() - startedMs;
    shown.update({ status: { state: "up", players, rooms, pingMs } });
    if (protocol !== PROTOCOL_VERSION)
      shown.showError(makeError("oldClient", () => location.reload()));
  } catch {
    shown.update({ status: { state: "down", players: 0, rooms: 0, pingMs: 0 } });
  }
}

function requireElement(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`The page has no #${id}.`);
  return element;
}

showLanding();
setInterval(() => void checkStatus(), STATUS_PERIOD_MS);
setTimeout(() => void loadSession().then(({ preload }) => preload()), PRELOAD_AFTER_MS);
