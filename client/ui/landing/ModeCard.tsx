// The mode on offer. In: the server's status. Out: a card with its live player count.
import type { JSX } from "preact";
import { CrownIcon } from "../lib/icons.tsx";
import { strings } from "../strings.ts";
import type { ServerStatus } from "./StatusPill.tsx";

/** The Open Arena with its live player count. */
export function ModeCard(props: { status: ServerStatus }): JSX.Element {
  const { state, players } = props.status;
  return (
    <article class="mode panel" aria-label={strings.landing.modeName}>
      <p class="mode-kind">{strings.landing.modeKind}</p>
      <h2 class="mode-name">
        {strings.landing.modeName} <CrownIcon />
      </h2>
      <p class="mode-facts">{strings.landing.modeFacts}</p>
      <p class="mode-count" data-live={state === "up" && players > 0}>
        {countWords(props.status)}
      </p>
    </article>
  );
}

function countWords({ state, players }: ServerStatus): string {
  if (state !== "up") return strings.status[state];
  return players === 0 ? strings.landing.nobodyPlaying : strings.landing.playing(players);
}
