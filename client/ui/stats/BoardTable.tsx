// A leaderboard as a table. In: the server's answer. Out: its rows, and the own one below them, always in sight.
import type { JSX } from "preact";
import type { Leaderboard, LeaderboardRow } from "../../../shared/net/stats.ts";
import { formatCount } from "../lib/format.ts";
import { TierSign } from "./signs.tsx";
import { statsStrings } from "./statsStrings.ts";
import { formatPoints } from "./statsWords.ts";

const words = statsStrings.leaderboard;

export interface BoardTableProps {
  readonly leaderboard: Leaderboard;
  /** It is not (or no longer) what was asked for. */
  readonly isStale: boolean;
}

export function BoardTable(props: BoardTableProps): JSX.Element {
  const { board, period, rows, own } = props.leaderboard;
  if (rows.length === 0) return <p class="page-state">{words.empty(period)}</p>;
  return (
    <>
      {/* Focusable, so that keys can scroll it. */}
      <section
        class="board-scroll"
        data-stale={props.isStale}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroller without controls in it is reached by no key otherwise
        tabIndex={0}
        aria-label={`${words.title}: ${words.board(board)}, ${words.period(period)}`}
      >
        <table class="board">
          <thead>
            <tr>
              <th scope="col">{words.place}</th>
              <th scope="col">{words.player}</th>
              <th scope="col">{words.points(board, period)}</th>
              <th scope="col">{words.matches(board)}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={`${row.place} ${row.name}`} row={row} leaderboard={props.leaderboard} />
            ))}
          </tbody>
        </table>
      </section>
      {own === null && <p class="board-own board-absent">{words.notOn(board)}</p>}
      {own !== null && (
        <table class="board board-own" aria-label={words.ownRow} data-stale={props.isStale}>
          <tbody>
            <Row row={own} leaderboard={props.leaderboard} />
          </tbody>
        </table>
      )}
    </>
  );
}

function Row(props: { row: LeaderboardRow; leaderboard: Leaderboard }): JSX.Element {
  const { place, name, tier, points, matches, isSelf } = props.row;
  const { board, period } = props.leaderboard;
  return (
    <tr data-self={isSelf} data-place={place}>
      <td>{formatCount(place)}</td>
      <th scope="row" class="board-name">
        {board === "duel" && <TierSign tier={tier} />}
        {/* The blank is for who hears it: the tag has a margin of its own. */}
        <span class="board-callsign">{name}</span>{" "}
        {isSelf && <span class="you-tag">{words.you}</span>}
      </th>
      <td class="board-points">{formatPoints(points, board, period)}</td>
      <td>{formatCount(matches)}</td>
    </tr>
  );
}
