// Own place and score. In: the HUD's numbers. Out: a panel with a bar that says how far the leader
// is.
import type { WorldView } from "../../game/WorldView.ts";
import { barCell, build, MarkCell, part, TextCell } from "../lib/dom.ts";
import { Flash } from "../lib/flash.ts";
import { formatCount, ordinalSuffix } from "../lib/format.ts";
import { CrownIcon } from "../lib/icons.tsx";
import { strings } from "../strings.ts";
import type { HudPart } from "./hudPart.ts";

export function makeScorePanel(): HudPart {
  const root = build(
    <section class="score panel" aria-label={strings.hud.score}>
      <p class="score-rank">
        <span data-part="rank" />
        <sup data-part="suffix" />
        <small data-part="actors" />
        <span class="score-crown">
          <CrownIcon />
        </span>
      </p>
      <p class="score-points" data-part="points" />
      <div class="score-bar">
        <span data-part="bar" />
      </div>
      <p class="score-gain" data-part="gain" aria-hidden="true" />
    </section>,
  );
  const rank = new TextCell(part(root, "rank"));
  const suffix = new TextCell(part(root, "suffix"));
  const actors = new TextCell(part(root, "actors"));
  const points = new TextCell(part(root, "points"));
  const bar = barCell(part(root, "bar"));
  const crown = new MarkCell(root, "data-crown");
  const gain = new Flash(part(root, "gain"), 1600);
  let shownScore = Number.NaN;
  let shownActors = -1;
  return {
    root,
    update(view: WorldView) {
      const { hud } = view;
      rank.set(hud.rank);
      suffix.set(ordinalSuffix(hud.rank));
      crown.set(`${view.self?.hasCrown === true}`);
      const leading = hud.scoreboard[0]?.score ?? 0;
      bar.set(leading > 0 ? Math.min(1, Math.max(0, hud.score / leading)) : 0);
      if (hud.actors !== shownActors) {
        shownActors = hud.actors;
        actors.set(strings.hud.ofActors(hud.actors));
      }
      if (hud.score === shownScore) return;
      if (hud.score > shownScore) gain.show(`+${formatCount(hud.score - shownScore)}`, "gain");
      shownScore = hud.score;
      points.set(formatCount(hud.score));
    },
  };
}
