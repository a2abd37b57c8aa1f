// The roster as sorted rows. In: an ArenaLink. Out: rows, rebuilt at most four times a second, and the own place.
import type { ArenaLink } from "../net/arenaLink.ts";
import type { ScoreRow } from "./WorldView.ts";

const REBUILD_MS = 250;

export class Scoreboard {
  rows: readonly ScoreRow[] = [];
  own: ScoreRow | null = null;
  /** The own place, 1-based. */
  rank = 1;
  private builtAtMs = Number.NEGATIVE_INFINITY;

  /** @returns whether the rows are new. */
  update(nowMs: number, link: ArenaLink): boolean {
    if (nowMs - this.builtAtMs < REBUILD_MS) return false;
    this.builtAtMs = nowMs;
    const rows: ScoreRow[] = [];
    link.state.roster.forEach((entry, key) => {
      const slot = Number(key);
      const { name, isBot, connected, score, kills, deaths, assists, pingMs } = entry;
      const isSelf = slot === link.ownSlot;
      const hasCrown = slot === link.state.crownSlot;
      rows.push({
        slot,
        name,
        isBot,
        isSelf,
        hasCrown,
        connected,
        score,
        kills,
        deaths,
        assists,
        pingMs,
      });
    });
    rows.sort((a, b) => b.score - a.score || b.kills - a.kills || a.slot - b.slot);
    this.rows = rows;
    const place = rows.findIndex((row) => row.isSelf);
    this.own = rows[place] ?? null;
    this.rank = place + 1;
    return true;
  }
}
