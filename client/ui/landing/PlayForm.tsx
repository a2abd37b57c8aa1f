// The one form of the landing page. In: the remembered name and how far joining is. Out: the name
// to play under.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { NAME_MAX_LENGTH } from "../../../shared/net/protocol.ts";
import { cleanName, isNameLongEnough, makeCallsign } from "../callsign.ts";
import { DiceIcon, EnterIcon } from "../lib/icons.tsx";
import { strings } from "../strings.ts";

export interface PlayFormProps {
  readonly initialName: string;
  /** Joining: 0..1 while it runs, null when it does not. */
  readonly entering: number | null;
  /** What stands under the form. */
  readonly hint: string;
  readonly onName: (name: string) => void;
  readonly onPlay: (name: string) => void;
}

/** Callsign with dice, and PLAY NOW. Enter plays, in the form and wherever nothing else has the focus. */
export function PlayForm(props: PlayFormProps): JSX.Element {
  const [name, setName] = useState(props.initialName);
  const [tooShort, setTooShort] = useState(false);
  const [rolls, setRolls] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const isNowhere = event.target === document.body || event.target === document.documentElement;
      if (event.key === "Enter" && isNowhere) form.current?.requestSubmit();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  const busy = props.entering !== null;

  const change = (next: string): void => {
    setName(next);
    setTooShort(false);
    const clean = cleanName(next);
    if (isNameLongEnough(clean)) props.onName(clean);
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    if (busy) return;
    const clean = cleanName(name);
    setName(clean);
    if (isNameLongEnough(clean)) {
      props.onPlay(clean);
      return;
    }
    setTooShort(true);
    input.current?.focus();
  };
  return (
    <form ref={form} class="play" onSubmit={submit} aria-busy={busy}>
      <label class="play-label" for="callsign">
        {strings.landing.nameLabel}
      </label>
      <div class="play-row">
        <div class="play-name">
          <input
            ref={input}
            id="callsign"
            type="text"
            value={name}
            maxLength={NAME_MAX_LENGTH}
            autocomplete="nickname"
            autocapitalize="words"
            spellcheck={false}
            enterkeyhint="go"
            aria-invalid={tooShort}
            aria-describedby="callsign-hint"
            onInput={(event) => change(event.currentTarget.value)}
          />
          <button
            type="button"
            class="play-dice"
            aria-label={strings.landing.rollName}
            title={strings.landing.rollName}
            onClick={() => {
              setRolls(rolls + 1);
              change(makeCallsign(Math.random));
            }}
          >
            <span class="play-die" key={rolls} data-rolled={rolls > 0}>
              <DiceIcon />
            </span>
          </button>
        </div>
        <PlayButton entering={props.entering} />
      </div>
      <p
        class="play-hint"
        id="callsign-hint"
        data-error={tooShort}
        role={tooShort ? "alert" : undefined}
      >
        {tooShort ? strings.landing.nameTooShort : props.hint}
      </p>
    </form>
  );
}

function PlayButton(props: { entering: number | null }): JSX.Element {
  const { entering } = props;
  return (
    <button type="submit" class="play-button" data-busy={entering !== null}>
      {entering !== null && (
        <span class="play-progress" style={{ transform: `scaleX(${Math.max(0.04, entering)})` }} />
      )}
      <span class="play-button-label">
        {entering === null ? strings.landing.play : strings.landing.entering}
      </span>
      {entering === null && (
        <span class="play-button-key" title={strings.landing.enterHint}>
          <EnterIcon />
        </span>
      )}
    </button>
  );
}
