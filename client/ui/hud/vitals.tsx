// HP and shield. In: the HUD's numbers. Out: two bars with signs and numbers; HP lost trails behind
// for a moment.
import { MAX_HP, MAX_SHIELD } from "../../../shared/sim/constants.ts";
import type { WorldView } from "../../game/WorldView.ts";
import { barCell, build, MarkCell, part, TextCell } from "../lib/dom.ts";
import { PlusIcon, ShieldIcon } from "../lib/icons.tsx";
import { strings } from "../strings.ts";
import type { HudPart } from "./hudPart.ts";

const LOW_HP = 30;

export function makeVitals(): HudPart {
  const root = build(
    <div class="vitals">
      <div class="vital vital-hp" role="img" data-part="hp-row">
        <PlusIcon />
        <div class="vital-bar">
          <span class="vital-lost" data-part="lost" />
          <span class="vital-fill" data-part="hp-bar" />
        </div>
        <b class="vital-value" data-part="hp" />
      </div>
      <div class="vital vital-shield" role="img" data-part="shield-row">
        <ShieldIcon />
        <div class="vital-bar">
          <span class="vital-fill" data-part="shield-bar" />
        </div>
        <b class="vital-value" data-part="shield" />
      </div>
    </div>,
  );
  const hpText = new TextCell(part(root, "hp"));
  const hpBar = barCell(part(root, "hp-bar"));
  const lostBar = barCell(part(root, "lost"));
  const shieldText = new TextCell(part(root, "shield"));
  const shieldBar = barCell(part(root, "shield-bar"));
  const low = new MarkCell(root, "data-low");
  const noShield = new MarkCell(root, "data-no-shield");
  part(root, "hp-row").setAttribute("aria-label", strings.hud.hp);
  part(root, "shield-row").setAttribute("aria-label", strings.hud.shield);
  return {
    root,
    update(view: WorldView) {
      const hp = Math.ceil(view.hud.hp);
      const shield = Math.ceil(view.hud.shield);
      hpText.set(hp);
      hpBar.set(hp / MAX_HP);
      lostBar.set(hp / MAX_HP);
      shieldText.set(shield);
      shieldBar.set(shield / MAX_SHIELD);
      low.set(`${view.hud.alive && hp <= LOW_HP}`);
      noShield.set(`${shield === 0}`);
    },
  };
}
