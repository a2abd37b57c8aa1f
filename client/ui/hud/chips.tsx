// What lasts for a while: Surge and respawn protection. In: the HUD's timers. Out: chips above the
// dock, in a row that is always kept free, so that nothing moves.
import { STEP_HZ, SURGE_STEPS } from "../../../shared/sim/constants.ts";
import type { WorldView } from "../../game/WorldView.ts";
import { barCell, build, MarkCell, part, TextCell } from "../lib/dom.ts";
import { formatSeconds } from "../lib/format.ts";
import { BoltIcon, ShieldIcon } from "../lib/icons.tsx";
import { strings } from "../strings.ts";
import type { HudPart } from "./hudPart.ts";

const SURGE_MS = (SURGE_STEPS / STEP_HZ) * 1000;

export function makeChips(): HudPart {
  const root = build(
    <div class="chips">
      <div class="chip chip-protected panel" data-part="protected">
        <ShieldIcon />
        <span>{strings.hud.protectedHint}</span>
      </div>
      <div class="chip chip-surge panel" data-part="surge">
        <BoltIcon />
        <span>{strings.hud.surge}</span>
        <div class="chip-bar">
          <span data-part="surge-bar" />
        </div>
        <b class="chip-left" data-part="surge-left" />
      </div>
    </div>,
  );
  const isProtected = new MarkCell(part(root, "protected"), "data-on");
  const isSurging = new MarkCell(part(root, "surge"), "data-on");
  const bar = barCell(part(root, "surge-bar"));
  const left = new TextCell(part(root, "surge-left"));
  let shownTenths = -1;
  return {
    root,
    update({ hud }: WorldView) {
      isProtected.set(`${hud.protectionLeft}`);
      isSurging.set(`${hud.surgeLeftMs > 0}`);
      bar.set(Math.min(1, hud.surgeLeftMs / SURGE_MS));
      const tenths = Math.ceil(hud.surgeLeftMs / 100);
      if (tenths === shownTenths) return;
      shownTenths = tenths;
      left.set(formatSeconds(hud.surgeLeftMs));
    },
  };
}
