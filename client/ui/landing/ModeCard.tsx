// The mode that is always on. In: the server's status, and the lobby's count when there is one. Out: a card with its
// live player count, which joins as PLAY NOW does.
import type { JSX } from "preact";
import type { PlayCounts } from "../../../shared/net/lobby.ts";
import { CrownIcon } from "../lib/icons.tsx";
import { strings } from "../strings.ts";
import type { ServerStatus } from "./StatusPill.tsx";

export interface ModeCardProps {
  readonly status: ServerStatus;
  /** Null when the lobby does not tell: the status' count of everybody is shown. */
  readonly counts: PlayCounts | null;
  readonly isBusy: boolean;
  readonly onPlay: () => void;
}

/** The Open Arena with its live player count. */
export function ModeCard({ status, counts, isBusy, onPlay }: ModeCardProps): JSX.Element {
  const players = counts?.arena ?? status.players;
  return (
    <button
      type="button"
      class="mode panel"
      data-mode="arena"
      aria-label={strings.landing.modeName}
      disabled={isBusy}
      onClick={onPlay}
    >
      <span class="mode-kind">{strings.landing.modeKind}</span>
      <span class="mode-name">
        {strings.landing.modeName} <CrownIcon />
      </span>
      <span class="mode-facts">{strings.landing.modeFacts}</span>
      <span class="mode-row">
        <span class="mode-count" data-live={status.state === "up" && players > 0}>
          {countWords(status, players)}
        </span>
      </span>
    </button>
  );
}

function countWords({ state }: ServerStatus, players: number): string {
  if (state !== "up") return strings.status[state];
  return players === 0 ? strings.landing.nobodyPlaying : strings.landing.playing(players);
}
