// Time left in the round. In: the HUD's clock. Out: m:ss, urgent in the last ten seconds.
import type { WorldView } from "../../game/WorldView.ts";
import { build, MarkCell, part, TextCell } from "../lib/dom.ts";
import { formatClock } from "../lib/format.ts";
import { strings } from "../strings.ts";
import type { HudPart } from "./hudPart.ts";

const URGENT_MS = 10_000;

export function makeClock(): HudPart {
  const root = build(
    <div class="clock panel" role="timer" aria-label={strings.hud.clock}>
      <span data-part="time" />
    </div>,
  );
  const time = new TextCell(part(root, "time"));
  const urgent = new MarkCell(root, "data-urgent");
  let shownSeconds = -1;
  return {
    root,
    update(view: WorldView) {
      const { clockMs, phase } = view.hud;
      const seconds = Math.ceil(clockMs / 1000);
      if (seconds === shownSeconds) return;
      shownSeconds = seconds;
      time.set(formatClock(clockMs));
      urgent.set(`${phase === "live" && clockMs <= URGENT_MS}`);
    },
  };
}
