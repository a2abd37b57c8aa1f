// Fields of the account forms. In: a value, and what is wrong with it. Out: what is typed.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { accountStrings } from "./accountStrings.ts";

export interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly type: "email" | "password" | "text";
  readonly autocomplete: string;
  readonly maxLength: number;
  /** What is wrong with it; null for nothing. */
  readonly flaw: string | null;
  readonly hint?: string;
  readonly onInput: (value: string) => void;
}

export function Field(props: FieldProps): JSX.Element {
  const { id, type, flaw, hint } = props;
  const [isShown, setShown] = useState(false);
  // Preact's types know each kind of input alone.
  const shownType = (type === "password" && isShown ? "text" : type) as "text";
  const noteId = `${id}-note`;
  const note = flaw ?? hint;
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <div class="field-box">
        <input
          id={id}
          name={id}
          type={shownType}
          value={props.value}
          maxLength={props.maxLength}
          autocomplete={props.autocomplete}
          autocapitalize="off"
          spellcheck={false}
          aria-invalid={flaw !== null}
          aria-describedby={note === undefined ? undefined : noteId}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
        {type === "password" && (
          <button
            type="button"
            class="field-show"
            aria-pressed={isShown}
            onClick={() => setShown(!isShown)}
          >
            {isShown ? accountStrings.hidePassword : accountStrings.showPassword}
          </button>
        )}
      </div>
      {note !== undefined && (
        <p class="field-note" id={noteId} data-error={flaw !== null}>
          {note}
        </p>
      )}
    </div>
  );
}
