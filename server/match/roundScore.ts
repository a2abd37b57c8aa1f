// What a player has made of a round so far: plain data, which goes along into another process' arena. Server only.

export interface RoundScore {
  readonly score: number;
  readonly kills: number;
  readonly deaths: number;
  readonly assists: number;
}

/** What has come to `before` by now. */
export function gainedSince(before: RoundScore, now: RoundScore): RoundScore {
  return {
    score: now.score - before.score,
    kills: now.kills - before.kills,
    deaths: now.deaths - before.deaths,
    assists: now.assists - before.assists,
  };
}

export function isNothing({ score, kills, deaths, assists }: RoundScore): boolean {
  return score === 0 && kills === 0 && deaths === 0 && assists === 0;
}
