// Private rooms on the landing page. In: what is being joined. Out: a new room, or the code of a friend's.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { PeopleIcon } from "../lib/icons.tsx";
import { codeOfTyped } from "./partyRoute.ts";
import { partyStrings } from "./partyStrings.ts";

const words = partyStrings.card;

export interface PartyCardProps {
  /** Code of the room that is being joined, "" for a new one, null for none. */
  readonly joining: string | null;
  readonly isBusy: boolean;
  readonly onCreate: () => void;
  readonly onJoin: (code: string) => void;
}

export function PartyCard({ joining, isBusy, onCreate, onJoin }: PartyCardProps): JSX.Element {
  const [isBad, setBad] = useState(false);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const field = (event.currentTarget as HTMLFormElement).elements.namedItem("code");
    const code = field instanceof HTMLInputElement ? codeOfTyped(field.value) : "";
    setBad(code === "");
    if (code !== "") onJoin(code);
  };
  return (
    <article class="mode panel" data-mode="party" aria-label={words.name}>
      <p class="mode-kind">{words.kind}</p>
      <h2 class="mode-name">
        {words.name} <PeopleIcon />
      </h2>
      <p class="mode-facts" role="status" data-notice={isBad}>
        {factWords(joining, isBad)}
      </p>
      <form class="mode-row" onSubmit={submit} noValidate>
        <button type="button" class="button button-small" disabled={isBusy} onClick={onCreate}>
          {words.create}
        </button>
        <span class="party-code-field">
          <input
            name="code"
            type="text"
            aria-label={words.codeLabel}
            aria-invalid={isBad}
            placeholder={words.codeHint}
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            onInput={() => setBad(false)}
          />
          <button type="submit" class="button button-small" disabled={isBusy}>
            {words.join}
          </button>
        </span>
      </form>
    </article>
  );
}

function factWords(joining: string | null, isBad: boolean): string {
  if (isBad) return words.badCode;
  return joining === null ? words.facts : words.joining(joining);
}
