// The match HUD as a whole. In: one WorldView a frame, and what the player opens. Out: the
// interface over the canvas. Nothing takes pointer events but buttons.
import { Move } from "../../../shared/sim/weaponDefs.ts";
import type { WorldView } from "../../game/WorldView.ts";
import { makeDuelBar } from "../duel/duelBar.tsx";
import { makeDuelCall } from "../duel/duelCall.tsx";
import { MarkCell } from "../lib/dom.ts";
import { applyMotion } from "../lib/motion.ts";
import { openEscMenu } from "../menu/EscMenu.tsx";
import type { UiSettings } from "../settingsStore.ts";
import { makeAnnouncer } from "./announcer.tsx";
import { makeArrows } from "./arrows.tsx";
import { makeBanner } from "./banner.tsx";
import { makeChips } from "./chips.tsx";
import { makeClock } from "./clock.tsx";
import { makeDeath } from "./death.tsx";
import { makeFeed } from "./feed.tsx";
import type { HudPart } from "./hudPart.ts";
import { makeMinimap } from "./minimap.tsx";
import { makeCharge, makePulse } from "./moves.tsx";
import { makeNetGraph } from "./netGraph.tsx";
import { makeNetPill } from "./netPill.tsx";
import { makePodium } from "./podium.tsx";
import { makeScoreboard } from "./scoreboard.tsx";
import { makeScorePanel } from "./scorePanel.tsx";
import { makeKillLine, makeNews } from "./toasts.tsx";
import { makeVitals } from "./vitals.tsx";
import { makeWatchPanel } from "./watchPanel.tsx";
import "../../styles/duel.css";

export interface HudProps {
  /** Read each time the menu opens. */
  readonly settings: () => UiSettings;
  readonly onSettings: (settings: UiSettings) => void;
  /** Leave match in the menu, or Leave while reconnecting. */
  readonly onLeave: () => void;
  /** The menu opened or closed: let go of the controls, take them back. */
  readonly onMenu: (isOpen: boolean) => void;
}

export interface HudHandle {
  /** Once a frame, after `WorldView` was rebuilt. */
  update(view: WorldView): void;
  setScoreboardVisible(isVisible: boolean): void;
  toggleNetGraph(): void;
  openMenu(): void;
  closeMenu(): void;
  /** Removes everything, an open menu included. */
  unmount(): void;
}

/** Builds the HUD in `root`, which it owns until `unmount`. */
export function mountHud(root: HTMLElement, props: HudProps): HudHandle {
  const scoreboard = makeScoreboard();
  const netGraph = makeNetGraph();
  const hud = assemble(scoreboard, netGraph, props.onLeave);
  root.replaceChildren(hud.root);
  let closeMenu: (() => void) | null = null;
  const handle: HudHandle = {
    update: (view) => hud.update(view),
    setScoreboardVisible(isVisible) {
      scoreboard.setVisible(isVisible);
      hud.root.dataset.scores = `${isVisible}`;
    },
    toggleNetGraph: () => netGraph.toggle(),
    openMenu() {
      if (closeMenu !== null) return;
      const onClosed = (): void => {
        closeMenu = null;
        props.onMenu(false);
      };
      const onSettings = (settings: UiSettings): void => {
        applyMotion(settings.reducedMotion);
        props.onSettings(settings);
      };
      const { settings, onLeave } = props;
      closeMenu = openEscMenu(root, { settings: settings(), onSettings, onLeave, onClosed });
      props.onMenu(true);
    },
    closeMenu: () => closeMenu?.(),
    unmount() {
      closeMenu?.();
      root.replaceChildren();
    },
  };
  return handle;
}

/** Puts the parts in their places; each place is a region of `styles/hud.css`. */
function assemble(scoreboard: HudPart, netGraph: HudPart, onLeave: () => void): HudPart {
  const root = document.createElement("div");
  root.className = "hud";
  const parts: HudPart[] = [];
  const place = (className: string, ...inside: HudPart[]): void => {
    const region = document.createElement("div");
    region.className = className;
    region.append(...inside.map((one) => one.root));
    root.append(region);
    parts.push(...inside);
  };
  place("hud-middle", makeArrows(), makeDeath(), makeKillLine(), makePodium(), makeDuelCall());
  place("hud-left", makeScorePanel(), netGraph);
  place("hud-right", makeNetPill(), makeFeed());
  place("hud-dock-area", makeChips(), makeDock(), makeWatchPanel());
  place("hud-corner", makeMinimap());
  place("hud-over", scoreboard, makeAnnouncer());
  place("hud-top", makeDuelBar(), makeClock(), makeBanner(onLeave), makeNews());
  const phase = new MarkCell(root, "data-phase");
  const mode = new MarkCell(root, "data-mode");
  const watches = new MarkCell(root, "data-watch");
  return {
    root,
    update(view: WorldView) {
      phase.set(view.hud.phase === "podium" ? "podium" : view.hud.alive ? "alive" : "dead");
      mode.set(view.duel === null ? "arena" : "duel");
      watches.set(`${view.watch !== null}`);
      for (const one of parts) one.update(view);
    },
  };
}

function makeDock(): HudPart {
  const root = document.createElement("div");
  root.className = "dock panel";
  const parts = [
    makeVitals(),
    makePulse(),
    makeCharge(Move.Rail, (hud) => hud.railCharge),
    makeCharge(Move.Orb, (hud) => hud.orbCharge),
    makeCharge(Move.Dash, (hud) => hud.dashCharge),
  ];
  root.append(...parts.map((one) => one.root));
  return {
    root,
    update(view: WorldView) {
      for (const one of parts) one.update(view);
    },
  };
}
