// Between two rounds. In: the final rows and the time to the next round. Out: the first three on
// steps, and one's own place.
import { type JSX, render } from "preact";
import type { ScoreRow, WorldView } from "../../game/WorldView.ts";
import { build, part, TextCell } from "../lib/dom.ts";
import { formatCount, formatOrdinal } from "../lib/format.ts";
import { CrownIcon } from "../lib/icons.tsx";
import { strings } from "../strings.ts";
import type { HudPart } from "./hudPart.ts";

/** Left to right, as on a real podium: second, first, third. */
const STEP_ORDER = [1, 0, 2] as const;

export function makePodium(): HudPart {
  const root = build(
    <section class="podium" hidden>
      <p class="podium-title">{strings.podium.title}</p>
      <div class="podium-result" data-part="result" />
      <p class="podium-next panel" data-part="next" />
    </section>,
  );
  const result = part(root, "result");
  const next = new TextCell(part(root, "next"));
  let shownRevision = -1;
  let shownSeconds = -1;
  return {
    root,
    update({ hud }: WorldView) {
      const isShown = hud.phase === "podium";
      if (root.hidden === isShown) root.hidden = !isShown;
      if (!isShown) {
        // Rows may come back with the same revision after a short round: start from nothing.
        if (shownRevision !== -1) render(null, result);
        shownRevision = -1;
        return;
      }
      const seconds = Math.max(0, Math.ceil(hud.clockMs / 1000));
      if (seconds !== shownSeconds) next.set(strings.podium.next(seconds));
      shownSeconds = seconds;
      if (hud.revision === shownRevision) return;
      shownRevision = hud.revision;
      render(<Result rows={hud.scoreboard} />, result);
    },
  };
}

function Result(props: { rows: readonly ScoreRow[] }): JSX.Element {
  const { rows } = props;
  const ownIndex = rows.findIndex((row) => row.isSelf);
  const own = rows[ownIndex];
  return (
    <>
      <ol class="steps">
        {STEP_ORDER.map((index) => {
          const row = rows[index];
          return row === undefined ? null : <Step key={index} place={index + 1} row={row} />;
        })}
      </ol>
      {own !== undefined && (
        <p class="podium-own panel">
          <b>
            {ownIndex === 0
              ? strings.podium.ownWin
              : strings.podium.own(formatOrdinal(ownIndex + 1))}
          </b>
          <span>{strings.podium.points(formatCount(own.score))}</span>
        </p>
      )}
    </>
  );
}

function Step(props: { place: number; row: ScoreRow }): JSX.Element {
  const { place, row } = props;
  return (
    <li class="step" data-place={place} data-self={row.isSelf} aria-label={formatOrdinal(place)}>
      <div class="step-player">
        {place === 1 && (
          <span class="step-crown">
            <CrownIcon />
          </span>
        )}
        <span class="step-name">{row.name}</span>
        <span class="step-score">
          {formatCount(row.score)}
          {row.isBot && <span class="bot-tag">{strings.bot}</span>}
        </span>
      </div>
      <div class="step-block">
        <span>{place}</span>
      </div>
    </li>
  );
}
