// The own matches, newest first. In: where to ask. Out: a list that grows by "Show more".
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { HistoryRow } from "../../../shared/net/stats.ts";
import type { Records } from "../../net/records.ts";
import { Failure, Loading } from "./pageStates.tsx";
import { statsStrings } from "./statsStrings.ts";
import { formatChange, outcomeOf, timeAgo } from "./statsWords.ts";

const words = statsStrings.history;

interface Pages {
  readonly rows: readonly HistoryRow[];
  readonly hasMore: boolean;
  readonly state: "asking" | "answered" | "failed";
}

export function History(props: { records: Records }): JSX.Element {
  const { records } = props;
  const [pages, setPages] = useState<Pages>({ rows: [], hasMore: false, state: "asking" });
  const { rows, hasMore, state } = pages;
  const ask = async (): Promise<void> => {
    setPages({ ...pages, state: "asking" });
    try {
      const page = await records.history(rows.at(-1)?.endedMs);
      setPages({ rows: [...rows, ...page.rows], hasMore: page.hasMore, state: "answered" });
    } catch {
      setPages({ ...pages, state: "failed" });
    }
  };
  useEffect(() => void ask(), []);
  return (
    <section class="history" aria-label={statsStrings.profile.history}>
      <h3>{statsStrings.profile.history}</h3>
      {rows.length > 0 && (
        <ol>
          {rows.map((row) => (
            <Match key={row.matchId} row={row} />
          ))}
        </ol>
      )}
      {state === "asking" && rows.length === 0 && <Loading />}
      {state === "failed" && <Failure onRetry={() => void ask()} />}
      {state === "answered" && rows.length === 0 && (
        <p class="history-none">{statsStrings.profile.noHistory}</p>
      )}
      {hasMore && state !== "failed" && (
        <button type="button" class="button button-small" onClick={() => void ask()}>
          {state === "asking" ? statsStrings.loading : statsStrings.profile.more}
        </button>
      )}
    </section>
  );
}

function Match(props: { row: HistoryRow }): JSX.Element {
  const { row } = props;
  const { result, against } = outcomeOf(row);
  const mode = statsStrings.leaderboard.board(row.mode);
  const ended = new Date(row.endedMs);
  return (
    <li class="match-row" data-outcome={row.outcome}>
      <span class="match-outcome">{words[row.outcome]}</span>
      <span class="match-what">
        <b>{result}</b> {against}
        <small>
          {mode} · {words.fight(row.kills, row.deaths)} ·{" "}
          <time dateTime={ended.toISOString()} title={ended.toLocaleString("en")}>
            {timeAgo(row.endedMs, Date.now())}
          </time>
        </small>
      </span>
      {row.mode === "duel" && <Change change={row.ratingChange} />}
    </li>
  );
}

function Change(props: { change: number | null }): JSX.Element {
  const { change } = props;
  if (change === null) return <span class="match-change">{words.unranked}</span>;
  const trend = change > 0 ? "up" : change < 0 ? "down" : "same";
  const told =
    change === 0
      ? words.ratingSame
      : change > 0
        ? words.ratingUp(change)
        : words.ratingDown(-change);
  return (
    <span class="match-change" data-trend={trend}>
      <span aria-hidden="true">{formatChange(change)}</span>
      <span class="visually-hidden">{told}</span>
    </span>
  );
}
