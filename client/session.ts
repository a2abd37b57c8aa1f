// One match from joining to its end: connection, game, renderer and HUD wired together.
// In: a name and what to join. Out: how it ended, once everything it made is gone again.
import { closeRuleOf } from "../shared/net/closeCodes.ts";
import { JoinRefusal, LAB_ROOM, PROTOCOL_VERSION, type RoomName } from "../shared/net/protocol.ts";
import { GameClient } from "./game/GameClient.ts";
import { LabBench } from "./game/LabBench.ts";
import { LabShooter } from "./game/LabShooter.ts";
import { EMOTE_KEYS } from "./input/bindings.ts";
import { KeyboardMouse } from "./input/KeyboardMouse.ts";
import { Connection } from "./net/connection.ts";
import type { GuestIdentity } from "./net/identity.ts";
import { SocketBlockedError } from "./net/joining.ts";
import { type HudHandle, mountHud } from "./ui/hud/Hud.ts";
import { type LabPanelHandle, mountLabPanel } from "./ui/lab/labPanel.tsx";
import type { ErrorKind } from "./ui/menu/errorDialog.tsx";
import { loadSettings, saveSettings, type UiSettings } from "./ui/settingsStore.ts";
import type { GameViewHandle } from "./view/GameView.ts";
import { findRenderer, type RendererWish } from "./view/rendererSupport.ts";

/** "left" by choice, or why it ended or could not begin. */
export type MatchEnd = "left" | ErrorKind;

export interface MatchHooks {
  /** 0..1 while joining and loading. */
  readonly onProgress: (done: number) => void;
  /** The first frame is about to be drawn. */
  readonly onEntered: () => void;
}

const loadView = () => import("./view/GameView.ts");

/** Starts to load what the match needs beside this module: Phaser. */
export async function preload(): Promise<void> {
  await loadView();
}

/** Joins and plays until the match ends. Never rejects for a refusal: that is a MatchEnd. */
export async function enterMatch(
  name: string,
  room: RoomName,
  identity: GuestIdentity,
  hooks: MatchHooks,
): Promise<MatchEnd> {
  if (!canDraw()) return "noWebGL";
  hooks.onProgress(0.2);
  const options = { protocol: PROTOCOL_VERSION, name };
  const joining = Connection.join(location.origin, options, room, identity);
  const [joined, viewModule] = await Promise.allSettled([joining, loadView()]);
  if (joined.status === "rejected") return refusalOf(joined.reason);
  if (viewModule.status === "rejected") {
    await joined.value.leave();
    return "serverAway";
  }
  hooks.onProgress(0.8);
  return new Match(joined.value, viewModule.value, hooks, room === LAB_ROOM).run();
}

class Match {
  private readonly connection: Connection;
  private readonly viewModule: typeof import("./view/GameView.ts");
  private readonly hooks: MatchHooks;
  private readonly gameRoot = requireElement("game");
  private readonly input = new KeyboardMouse(this.gameRoot);
  private readonly game: GameClient;
  private readonly hud: HudHandle;
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
    this.lab = shooter === null ? null : openLab(this.game, shooter, hudRoot);
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
    this.hooks.onEntered();
    const end = await ended;
    await this.dispose();
    return end;
  }

  private frame(): void {
    const { view } = this.game;
    this.hud.update(view);
    this.lab?.panel.update(view.timeMs);
    const { phase, closeCode } = this.connection.state;
    if (phase === "closed") this.finish(closeRuleOf(closeCode).told);
  }

  private async leave(): Promise<void> {
    this.finish("left");
    await this.connection.leave();
  }

  private async dispose(): Promise<void> {
    this.abort.abort();
    this.gameView?.destroy();
    this.lab?.panel.unmount();
    this.lab?.bench.dispose();
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

/** A refused join as what the player is told. */
function refusalOf(error: unknown): ErrorKind {
  if (error instanceof SocketBlockedError) return "blocked";
  const code = (error as { code?: number } | null)?.code;
  if (code === JoinRefusal.Full) return "roomFull";
  if (code === JoinRefusal.OldClient) return "oldClient";
  if (code === JoinRefusal.AlreadyPlaying) return "alreadyPlaying";
  if (code === JoinRefusal.TooMany) return "tooManyTries";
  if (code === JoinRefusal.NotAdmitted) return "sessionEnded";
  if (code === JoinRefusal.ShutOut) return "shutOut";
  return code === JoinRefusal.Malformed ? "refused" : "serverAway";
}

/** Without WebGL the simple renderer does, but the player chooses it: it is slower. */
function canDraw(): boolean {
  return rendererWish() === "canvas" || findRenderer("webgl").kind === "webgl";
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
