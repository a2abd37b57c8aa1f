// The scoreboard. In: the HUD's rows, while the player holds it open. Out: a table, redrawn when
// they change.
import { type JSX, render } from "preact";
import type { ScoreRow, WorldView } from "../../game/WorldView.ts";
import { duelStrings } from "../duel/duelStrings.ts";
import { build } from "../lib/dom.ts";
import { formatCount } from "../lib/format.ts";
import { CrownIcon } from "../lib/icons.tsx";
import { strings } from "../strings.ts";
import type { HudPart } from "./hudPart.ts";
import { type PlacedRow, type ScoreWindow, scoreWindow } from "./scoreRules.ts";

/** As many as fit between clock and dock on the smallest screen. */
const MAX_ROWS = 12;

export interface Scoreboard extends HudPart {
  setVisible(isVisible: boolean): void;
}

export function makeScoreboard(): Scoreboard {
  const root = build(
    <section class="scoreboard panel" aria-label={strings.scoreboard.title} hidden />,
  );
  let shownRevision = -1;
  let isWanted = false;
  return {
    root,
    setVisible(isVisible) {
      isWanted = isVisible;
      if (!isVisible) root.hidden = true;
    },
    update({ hud, duel }: WorldView) {
      if (!isWanted) return;
      // Not before the rows are those of this frame.
      root.hidden = false;
      if (hud.revision === shownRevision) return;
      shownRevision = hud.revision;
      const total = hud.scoreboard.length;
      const window = scoreWindow(hud.scoreboard, MAX_ROWS);
      render(<Board window={window} total={total} isDuel={duel !== null} />, root);
    },
  };
}

function Board(props: { window: ScoreWindow; total: number; isDuel: boolean }): JSX.Element {
  const { shown, hidden } = props.window;
  const words = strings.scoreboard;
  return (
    <>
      <header class="scoreboard-head">
        <h2>{props.isDuel ? duelStrings.title : words.title}</h2>
        <p>{words.players(props.total)}</p>
      </header>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.rank}</th>
            <th scope="col" class="cell-name">
              {words.player}
            </th>
            <th scope="col">{props.isDuel ? duelStrings.rounds : words.score}</th>
            <th scope="col">{words.kills}</th>
            <th scope="col">{words.deaths}</th>
            <th scope="col">{words.assists}</th>
            <th scope="col">{words.ping}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((entry) => (
            <Row key={entry.row.slot} entry={entry} />
          ))}
        </tbody>
      </table>
      {hidden > 0 && <p class="scoreboard-more">{words.more(hidden)}</p>}
    </>
  );
}

function Row(props: { entry: PlacedRow }): JSX.Element {
  const { place, row } = props.entry;
  return (
    <tr data-self={row.isSelf} data-away={!row.connected}>
      <td class="cell-place">{place}</td>
      <td class="cell-name">
        <span class="name">{row.name}</span>
        {row.isBot && <span class="bot-tag">{strings.bot}</span>}
        {row.hasCrown && (
          <span class="cell-crown" role="img" aria-label={strings.scoreboard.wearsCrown}>
            <CrownIcon />
          </span>
        )}
      </td>
      <td class="cell-score">{formatCount(row.score)}</td>
      <td>{row.kills}</td>
      <td>{row.deaths}</td>
      <td>{row.assists}</td>
      <td class="cell-ping">{pingWords(row)}</td>
    </tr>
  );
}

function pingWords(row: ScoreRow): string {
  if (row.isBot) return strings.scoreboard.noPing;
  return row.connected ? `${Math.round(row.pingMs)}` : strings.scoreboard.away;
}
