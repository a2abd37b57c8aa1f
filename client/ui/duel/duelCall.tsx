// What a Duel calls out in the middle of the screen: 3, 2, 1, Go, and how a round ended. In: the DuelView. Out: large
// words above the own body, gone when there is nothing to say.
import type { WorldView } from "../../game/WorldView.ts";
import type { HudPart } from "../hud/hudPart.ts";
import { build, MarkCell, part, TextCell } from "../lib/dom.ts";
import { isMotionReduced } from "../lib/motion.ts";
import { type DuelCall, duelCall } from "./duelWords.ts";

/** "Go" is shown this long, ms. */
const GO_MS = 700;
const APPEARS_MS = 240;

export function makeDuelCall(): HudPart {
  const root = build(
    <div class="duel-call" hidden>
      <p class="duel-caption" data-part="caption" aria-live="polite" />
      <p class="duel-count" data-part="count" aria-hidden="true" />
    </div>,
  );
  const captionElement = part(root, "caption");
  const countElement = part(root, "count");
  const caption = new TextCell(captionElement);
  const count = new TextCell(countElement);
  const tone = new MarkCell(root, "data-tone");
  const size = new MarkCell(root, "data-size");
  let goAtMs = Number.NEGATIVE_INFINITY;
  let shown: DuelCall | null = null;
  const show = (call: DuelCall): void => {
    if (call.caption !== shown?.caption && call.count === 0) pop(captionElement);
    if (call.count !== shown?.count && call.count > 0) pop(countElement);
    shown = call;
    caption.set(call.caption);
    count.set(call.count === 0 ? "" : call.count);
    tone.set(call.tone);
    size.set(call.count === 0 ? "words" : "count");
  };
  return {
    root,
    update({ duel, events, timeMs }: WorldView) {
      if (duel === null) {
        root.hidden = true;
        return;
      }
      for (const { kind } of events) if (kind === "go") goAtMs = timeMs;
      const call = duelCall(duel, timeMs - goAtMs < GO_MS);
      const isShown = call.caption !== "";
      if (root.hidden === isShown) root.hidden = !isShown;
      if (!isShown) shown = null;
      else show(call);
    },
  };
}

/** One short swell; no flash: it comes at most once a second. */
function pop(element: HTMLElement): void {
  if (isMotionReduced()) return;
  element.animate(
    [
      { opacity: 0, transform: "scale(1.5)", easing: "ease-out" },
      { opacity: 1, transform: "none" },
    ],
    { duration: APPEARS_MS },
  );
}
