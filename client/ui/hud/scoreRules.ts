// Which rows of a long scoreboard fit. In: rows sorted by score. Out: the top, and always one's
// own.
import type { ScoreRow } from "../../game/WorldView.ts";

export interface PlacedRow {
  /** Place in the round, 1-based. */
  readonly place: number;
  readonly row: ScoreRow;
}

export interface ScoreWindow {
  readonly shown: readonly PlacedRow[];
  /** How many rows do not fit. */
  readonly hidden: number;
}

/** The best `max` rows; when oneself is below, one's own row takes the last place. */
export function scoreWindow(rows: readonly ScoreRow[], max: number): ScoreWindow {
  const placed = rows.map((row, index) => ({ place: index + 1, row }));
  const shown = placed.slice(0, max);
  const own = placed.find((entry) => entry.row.isSelf);
  if (own !== undefined && own.place > max) shown[max - 1] = own;
  return { shown, hidden: placed.length - shown.length };
}
