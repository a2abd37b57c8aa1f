// One match from joining to its end: connection, game, renderer and HUD wired together.
// In: a name and what to join. Out: how it ended, once everything it made is gone again.
import { closeRuleOf } from "../shared/net/closeCodes.ts";
import { LAB_ROOM, type PlayRoomName, PROTOCOL_VERSION } from "../shared/net/protocol.ts";
import type { SeatOffer } from "../shared/net/seatOffer.ts";
import { ArenaState } from "../shared/schema/ArenaState.ts";
import { refusalOf } from "./flow/endings.ts";
import { GameClient } from "./game/GameClient.ts";
import { LabBench } from "./game/LabBench.ts";
import { LabShooter } from "./game/LabShooter.ts";
import { EMOTE_KEYS } from "./input/bindings.ts";
import { KeyboardMouse } from "./input/KeyboardMouse.ts";
import { Connection } from "./net/connection.ts";
import type { GuestIdentity } from "./net/identity.ts";
import { enterRoom, takeOffer } from "./net/joining.ts";
import { type DuelScreenHandle, mountDuelScreen } from "./ui/duel/duelScreen.tsx";
import { type HudHandle, mountHud } from "./ui/hud/Hud.ts";
import { type LabPanelHandle, mountLabPanel } from "./ui/lab/labPanel.tsx";
import type { ErrorKind } from "./ui/menu/errorDialog.tsx";
import { loadSettings, saveSettings, type UiSettings } from "./ui/settingsStore.ts";
import type { GameViewHandle } from "./view/GameView.ts";
import { findRenderer, type RendererWish } from "./view/rendererSupport.ts";

/** "left" by choice, or for another ranked Duel; or why it ended or could not begin. */
export type MatchEnd = "left" | "queueAgain" | ErrorKind;

/**
 * What to join: any room of a kind, one of the live list, a seat that the server keeps; or such a seat, or else any
 * arena, for who is led there because the room before goes down.
 */
export type MatchEntry =
  | { readonly kind: "room"; readonly room: PlayRoomName }
  | { readonly kind: "listed"; readonly roomId: string }
  | { readonly kind: "offer"; readonly offer: SeatOffer }
  | { readonly kind: "led"; readonly offer: SeatOffer };

/** How the rest of the page reaches into a match. */
export interface MatchControls {
  /** Closes the match's own menu. */
  closeMenu(): void;
}

export interface MatchHooks {
  /** 0..1 while joining and loading. */
  readonly onProgress: (done: number) => void;
  /** The first frame is about to be drawn. */
  readonly onEntered: (controls: MatchControls) => void;
  /** Aborted: the player leaves, for something else. */
  readonly signal: AbortSignal;
  /** The server leads the player elsewhere, because this room's process goes down. */
  readonly onCalled: (offer: SeatOffer) => void;
  /** A ranked Duel ends with the way into the next. */
  readonly isRanked: boolean;
}

const loadView = () => import("./view/GameView.ts");

/** Starts to load what the match needs beside this module: Phaser. */
export async function preload(): Promise<void> {
  await loadView();
}

/** Whether a match can be drawn here; if not, entering one ends with "noWebGL". */
export function canPlay(): boolean {
  // Without WebGL the simple renderer does, but the player chooses it: it is slower.
  return rendererWish() === "canvas" || findRenderer("webgl").kind === "webgl";
}

/** Joins and plays until the match ends. Never rejects for a refusal: that is a MatchEnd. */
export async function enterMatch(
  entry: MatchEntry,
  name: string,
  identity: GuestIdentity,
  hooks: MatchHooks,
): Promise<MatchEnd> {
  if (!canPlay()) return "noWebGL";
  hooks.onProgress(0.2);
  const [joined, viewModule] = await Promise.allSettled([join(entry, name, identity), loadView()]);
  if (joined.status === "rejected") return refusalOf(joined.reason);
  if (viewModule.status === "rejected" || hooks.signal.aborted) {
    await joined.value.leave();
    return hooks.signal.aborted ? "left" : "serverAway";
  }
  hooks.onProgress(0.8);
  const isLab = entry.kind === "room" && entry.room === LAB_ROOM;
  return new Match(joined.value, viewModule.value, hooks, isLab).run();
}

async function join(entry: MatchEntry, name: string, identity: GuestIdentity): Promise<Connection> {
  const endpoint = location.origin;
  const options = { protocol: PROTOCOL_VERSION, name };
  switch (entry.kind) {
    case "room":
      return Connection.join(endpoint, options, entry.room, identity);
    case "listed": {
      const path = `joinById/${entry.roomId}`;
      const room = await enterRoom({ endpoint, path, options, identity }, ArenaState);
      return Connection.over(room, identity);
    }
    case "offer":
      return Connection.over(await takeOffer(endpoint, entry.offer), identity);
    case "led":
      return Connection.follow(endpoint, entry.offer, options, identity);
  }
}

class Match {
  private readonly connection: Connection;
  private readonly viewModule: typeof import("./view/GameView.ts");
  private readonly hooks: MatchHooks;
  private readonly gameRoot = requireElement("game");
  private readonly input = new KeyboardMouse(this.gameRoot);
  private readonly game: GameClient;
  private readonly hud: HudHandle;
  private readonly duel: DuelScreenHandle;
  private readonly lab: { readonly bench: LabBench; readonly panel: LabPanelHandle } | null;
  private readonly abort = new AbortController();
  private settings = loadSettings();
  private gameView: GameViewHandle | null = null;
  private finish: (end: MatchEnd) => void = () => undefined;

  constructor(
    connection: Connection,
    viewModule: typeof import("./view/GameView.ts"),
    hooks: MatchHooks,
    isLab: boolean,
  ) {
    this.connection = connection;
    this.viewModule = viewModule;
    this.hooks = hooks;
    const shooter = isLab ? new LabShooter(this.input) : null;
    this.game = new GameClient(connection, shooter ?? this.input);
    this.game.link.onSeatOffer = hooks.onCalled;
    const hudRoot = requireElement("hud");
    this.hud = mountHud(hudRoot, {
      settings: () => this.settings,
      onSettings: (settings) => this.applySettings(settings),
      onLeave: () => void this.leave(),
      onMenu: (isOpen) => {
        this.input.enabled = !isOpen;
        this.input.release();
      },
    });
    this.duel = mountDuelScreen(hudRoot, {
      onRematch: () => this.game.rematch(),
      onQueueAgain: hooks.isRanked ? () => void this.leave("queueAgain") : null,
      onLeave: () => void this.leave(),
    });
    this.lab = shooter === null ? null : openLab(this.game, shooter, hudRoot);
    hooks.signal.addEventListener("abort", () => void this.leave(), { signal: this.abort.signal });
    this.listen();
  }

  async run(): Promise<MatchEnd> {
    const ended = new Promise<MatchEnd>((resolve) => {
      this.finish = resolve;
    });
    try {
      this.gameView = await this.viewModule.mountGameView(
        this.gameRoot,
        this.lab?.bench ?? this.game,
        {
          renderer: rendererWish(),
          reducedMotion: this.settings.reducedMotion,
          onFrame: () => this.frame(),
        },
      );
    } catch (error) {
      console.error(error);
      await this.dispose();
      return "noWebGL";
    }
    this.applySettings(this.settings);
    // For the curious, and for tests: what the screen shows, as data.
    Object.assign(globalThis, { fraywire: { view: this.game.view, link: this.game.link } });
    if (this.hooks.signal.aborted) this.finish("left");
    else this.hooks.onEntered({ closeMenu: () => this.hud.closeMenu() });
    const end = await ended;
    await this.dispose();
    return end;
  }

  private frame(): void {
    const { view } = this.game;
    this.hud.update(view);
    this.duel.update(view);
    this.lab?.panel.update(view.timeMs);
    const { phase, closeCode } = this.connection.state;
    // A room that closes under a result takes nothing away: the player leaves by the result's buttons.
    if (phase === "closed" && !this.duel.isHolding) this.finish(closeRuleOf(closeCode).told);
  }

  private async leave(end: MatchEnd = "left"): Promise<void> {
    this.finish(end);
    await this.connection.leave();
  }

  private async dispose(): Promise<void> {
    this.abort.abort();
    this.gameView?.destroy();
    this.lab?.panel.unmount();
    this.lab?.bench.dispose();
    this.duel.unmount();
    this.hud.unmount();
    this.input.dispose();
    this.game.dispose();
    await this.connection.leave();
  }

  private applySettings(settings: UiSettings): void {
    this.settings = settings;
    saveSettings(settings);
    this.gameView?.applySettings(settings);
  }

  /** Keys of the interface; those of the player are KeyboardMouse's. */
  private listen(): void {
    const { signal } = this.abort;
    window.addEventListener("keydown", (event) => this.onKey(event), { signal });
    window.addEventListener(
      "keyup",
      (event) => {
        if (event.code === "Tab") this.hud.setScoreboardVisible(false);
      },
      { signal },
    );
    window.addEventListener("blur", () => this.hud.setScoreboardVisible(false), { signal });
  }

  private onKey(event: KeyboardEvent): void {
    if (event.code === "Tab") this.hud.setScoreboardVisible(true);
    else if (event.code === "F3" && !event.repeat) this.hud.toggleNetGraph();
    else if (event.code === "KeyL" && !event.repeat && this.lab !== null) this.lab.panel.toggle();
    else if (!event.repeat && this.game.watchKey(event.code)) event.stopPropagation();
    else if (EMOTE_KEYS.includes(event.code) && !event.repeat) this.game.emote();
    else if (event.code === "Escape") this.hud.openMenu();
    else return;
    event.preventDefault();
  }
}

function openLab(game: GameClient, shooter: LabShooter, hudRoot: HTMLElement) {
  const bench = new LabBench(game, shooter);
  return { bench, panel: mountLabPanel(hudRoot, bench) };
}

/** `?renderer=canvas` or `?renderer=webgl`; otherwise what this machine draws faster. */
function rendererWish(): RendererWish {
  const wish = new URLSearchParams(location.search).get("renderer");
  return wish === "canvas" || wish === "webgl" ? wish : "auto";
}

function requireElement(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`The page has no #${id}.`);
  return element;
}
