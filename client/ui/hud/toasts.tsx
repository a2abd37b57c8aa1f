// Short news. In: the frame's events. Out: one line under the clock for the arena, one under the
// own body for kills.
import type { ActorView, ViewEvent, WorldView } from "../../game/WorldView.ts";
import { build, part } from "../lib/dom.ts";
import { Flash } from "../lib/flash.ts";
import { strings } from "../strings.ts";
import type { HudPart } from "./hudPart.ts";

const NEWS_MS = 3200;
const KILL_MS = 1900;

export function makeNews(): HudPart {
  const root = build(
    <div class="news" aria-hidden="true">
      <p class="toast" data-part="line" />
    </div>,
  );
  const line = new Flash(part(root, "line"), NEWS_MS);
  const tell = (event: ViewEvent, actors: readonly ActorView[]): void => {
    if (event.kind === "surgeSoon") {
      line.show(strings.hud.surgeSoon(Math.round(event.inMs / 1000)), "surge");
    } else if (event.kind === "crown") {
      const name = actors[event.slot]?.name ?? "";
      line.show(event.own ? strings.hud.crownSelf : strings.hud.crownOther(name), "crown");
    } else if (event.kind === "roundStarted") {
      line.show(strings.hud.newRound, "plain");
    } else if (event.kind === "roundEnded") {
      line.clear();
    }
  };
  return {
    root,
    update(view: WorldView) {
      for (const event of view.events) tell(event, view.actors);
    },
  };
}

export function makeKillLine(): HudPart {
  const root = build(<p class="kill-line" aria-hidden="true" />);
  const line = new Flash(root, KILL_MS);
  return {
    root,
    update(view: WorldView) {
      for (const event of view.events) {
        if (event.kind !== "died" || event.role !== "dealt") continue;
        line.show(strings.hud.eliminated(view.actors[event.victim]?.name ?? ""), "kill");
      }
    },
  };
}
