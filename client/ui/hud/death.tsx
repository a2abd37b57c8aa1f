// Between two lives. In: who did it, how, with what left, why it was so, and how long it takes. Out:
// a panel above the middle that leaves the fight in view and asks for nothing.
import { MAX_HP } from "../../../shared/sim/constants.ts";
import type { DeathView, WorldView } from "../../game/WorldView.ts";
import { barCell, build, MarkCell, part, ringCell, TextCell } from "../lib/dom.ts";
import { formatSeconds } from "../lib/format.ts";
import { strings } from "../strings.ts";
import { killerWords } from "./feedRules.ts";
import type { HudPart } from "./hudPart.ts";
import { makeReceipt } from "./receipt.tsx";

export function makeDeath(): HudPart {
  const root = build(<DeathSkeleton />);
  const killer = new TextCell(part(root, "killer"));
  const how = new TextCell(part(root, "how"));
  const hpLeft = new TextCell(part(root, "hp-left"));
  const hpBar = barCell(part(root, "hp-bar"));
  const ring = ringCell(part<SVGElement>(root, "ring"));
  const countdown = new TextCell(part(root, "countdown"));
  const bot = new MarkCell(root, "data-bot");
  const nobody = new MarkCell(root, "data-nobody");
  const receipt = makeReceipt();
  part(root, "death-words").append(receipt.facts);
  root.append(receipt.figure);
  // A round's modes differ in how long this takes: the first moment seen is the whole of it.
  let totalMs = 0;
  let shownTenths = -1;
  const tell = (death: DeathView): void => {
    totalMs = Math.max(totalMs, death.respawnInMs, 1);
    killer.set(killerWords(death.killerName, death.move));
    nobody.set(`${death.killerName === ""}`);
    bot.set(`${death.killerIsBot}`);
    how.set(strings.death.how(strings.moveName(death.move)));
    hpLeft.set(strings.death.hpLeft(Math.max(0, Math.ceil(death.killerHp))));
    hpBar.set(Math.min(1, Math.max(0, death.killerHp / MAX_HP)));
    receipt.show(death);
    ring.set(1 - death.respawnInMs / totalMs);
    const tenths = Math.ceil(death.respawnInMs / 100);
    if (tenths === shownTenths) return;
    shownTenths = tenths;
    countdown.set(formatSeconds(tenths * 100));
  };
  return {
    root,
    update({ hud }: WorldView) {
      const { death } = hud;
      const isShown = death !== null && hud.phase === "live";
      if (root.hidden === isShown) root.hidden = !isShown;
      if (isShown) tell(death);
      else totalMs = 0;
    },
  };
}

function DeathSkeleton() {
  return (
    <section class="death panel" hidden>
      <div class="ring death-ring">
        <svg viewBox="0 0 48 48" fill="none" aria-hidden="true">
          <circle class="ring-well" cx="24" cy="24" r="20.5" />
          <circle class="ring-fill" data-part="ring" cx="24" cy="24" r="20.5" pathLength="1" />
        </svg>
        <b data-part="countdown" />
        <small>{strings.death.respawn}</small>
      </div>
      <div class="death-words" data-part="death-words">
        <p class="death-by">{strings.death.by}</p>
        <p class="death-killer">
          <span data-part="killer" />
          <span class="bot-tag">{strings.bot}</span>
        </p>
        <p class="death-how">
          <span data-part="how" />
          <span class="death-hp">
            <span data-part="hp-bar" />
          </span>
          <span data-part="hp-left" />
        </p>
      </div>
    </section>
  );
}
