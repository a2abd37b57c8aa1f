// The recovery code, shown this once. In: a code. Out: nothing before the player says that it is kept.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { accountStrings } from "./accountStrings.ts";

const words = accountStrings.kept;

export function KeepCode(props: { code: string; onKept: () => void }): JSX.Element {
  const [isKept, setKept] = useState(false);
  const [copying, setCopying] = useState<string | null>(null);
  const copy = (): void => {
    // Undefined on pages without TLS that are not on this machine.
    const { clipboard } = navigator as { clipboard?: Clipboard };
    const writing = clipboard?.writeText(props.code) ?? Promise.reject(new Error("no clipboard"));
    writing.then(
      () => setCopying(words.copied),
      () => setCopying(words.copyFailed),
    );
  };
  return (
    <div class="keep-code">
      <p class="account-note">{words.note}</p>
      <p class="code-box">
        <code data-part="recovery-code">
          {props.code.split("-").map((group, i, groups) => (
            <span key={`${i}${group}`}>{i < groups.length - 1 ? `${group}-` : group}</span>
          ))}
        </code>
        <button type="button" class="button button-small" onClick={copy} autofocus>
          {words.copy}
        </button>
      </p>
      <p class="field-note" role="status">
        {copying}
      </p>
      <label class="keep-check">
        <input
          type="checkbox"
          checked={isKept}
          onChange={(event) => setKept(event.currentTarget.checked)}
        />
        {words.confirm}
      </label>
      <button type="button" class="button button-primary" disabled={!isKept} onClick={props.onKept}>
        {words.done}
      </button>
    </div>
  );
}
