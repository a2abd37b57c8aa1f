// The moves' readiness. In: magazine, reload and charges. Out: pips with a count, and a ring for
// each move that recharges.
import { Move } from "../../../shared/sim/weaponDefs.ts";
import type { HudView, WorldView } from "../../game/WorldView.ts";
import { barCell, build, MarkCell, part, ringCell, TextCell } from "../lib/dom.ts";
import { strings } from "../strings.ts";
import type { HudPart } from "./hudPart.ts";
import { KeyHint } from "./KeyHint.tsx";
import { KEY_HINTS } from "./keyHints.ts";
import { MoveIcon } from "./MoveIcon.tsx";

/** At this many rounds the count asks for attention. */
const LOW_AMMO = 4;

export function makePulse(): HudPart {
  const root = build(
    <div class="move move-pulse" role="img" aria-label={strings.controls.pulse}>
      <div class="move-head">
        <MoveIcon move={Move.Pulse} />
        <span class="move-name" data-part="name" />
        <KeyHint binding={KEY_HINTS[Move.Pulse]} />
      </div>
      <div class="ammo">
        <b class="ammo-count" data-part="count" />
        <div class="ammo-well">
          <div class="ammo-pips" data-part="pips" />
          <span class="ammo-sweep" data-part="sweep" />
        </div>
      </div>
    </div>,
  );
  const name = new TextCell(part(root, "name"));
  const count = new TextCell(part(root, "count"));
  const sweep = barCell(part(root, "sweep"));
  const state = new MarkCell(root, "data-state");
  const pips = makePips(part(root, "pips"));
  return {
    root,
    update({ hud }: WorldView) {
      const isReloading = hud.reloadProgress >= 0;
      count.set(hud.ammo);
      pips(hud);
      sweep.set(isReloading ? hud.reloadProgress : 0);
      name.set(isReloading ? strings.hud.reloading : strings.controls.pulse);
      state.set(isReloading ? "reloading" : hud.ammo <= LOW_AMMO ? "low" : "ready");
    },
  };
}

/** One element a round; only those between the old and the new count are touched. */
function makePips(well: HTMLElement): (hud: HudView) => void {
  let lit = 0;
  return ({ ammo, magazine }) => {
    if (well.childElementCount !== magazine) {
      well.replaceChildren(...Array.from({ length: magazine }, () => document.createElement("i")));
      lit = 0;
    }
    for (; lit < ammo && lit < magazine; lit++) well.children[lit]?.classList.add("lit");
    for (; lit > ammo; lit--) well.children[lit - 1]?.classList.remove("lit");
  };
}

/** A move that recharges; `chargeOf` is 1 when it is ready. */
export function makeCharge(move: Move, chargeOf: (hud: HudView) => number): HudPart {
  const name = strings.moveName(move);
  const root = build(
    <div class="move move-charge" role="img" aria-label={name}>
      <div class="ring">
        <svg viewBox="0 0 48 48" fill="none" aria-hidden="true">
          <circle class="ring-well" cx="24" cy="24" r="20.5" />
          <circle class="ring-fill" data-part="ring" cx="24" cy="24" r="20.5" pathLength="1" />
        </svg>
        <MoveIcon move={move} />
      </div>
      <div class="move-foot">
        <span class="move-name">{name}</span>
        <KeyHint binding={KEY_HINTS[move]} />
      </div>
    </div>,
  );
  const ring = ringCell(part<SVGElement>(root, "ring"));
  const ready = new MarkCell(root, "data-ready");
  return {
    root,
    update({ hud }: WorldView) {
      const charge = Math.min(1, Math.max(0, chargeOf(hud)));
      ring.set(charge);
      ready.set(`${charge >= 1}`);
    },
  };
}
