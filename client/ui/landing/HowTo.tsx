// The controls in one strip. In: nothing. Out: key caps with what they do.
import type { JSX } from "preact";
import { MouseIcon } from "../lib/icons.tsx";
import { strings } from "../strings.ts";

const KEYS = [
  { keys: ["E"], does: strings.controls.orb },
  { keys: ["Space"], does: strings.controls.dash },
  { keys: ["R"], does: strings.controls.reload },
  { keys: ["Q"], does: strings.controls.emote },
  { keys: ["Tab"], does: strings.controls.scores },
  { keys: ["F3"], does: strings.controls.netGraph },
  { keys: ["Esc"], does: strings.controls.menu },
] as const;

/** How to play, as a list that also reads well aloud. */
export function HowTo(): JSX.Element {
  return (
    <section class="howto panel" aria-label={strings.landing.howTo}>
      <ul>
        <li>
          <span class="wasd">
            {["W", "A", "S", "D"].map((key) => (
              <kbd key={key} class={`key-${key.toLowerCase()}`}>
                {key}
              </kbd>
            ))}
          </span>
          <span>{strings.controls.move}</span>
        </li>
        <li>
          <span class="howto-mouse" role="img" aria-label={strings.controls.mouse}>
            <MouseIcon />
          </span>
          <span>{strings.controls.aim}</span>
        </li>
        <li>
          <span class="howto-mouse" role="img" aria-label={strings.controls.leftMouse}>
            <MouseIcon pressed="left" />
          </span>
          <span>{strings.controls.pulse}</span>
        </li>
        <li>
          <span class="howto-mouse" role="img" aria-label={strings.controls.rightMouse}>
            <MouseIcon pressed="right" />
          </span>
          <span>{strings.controls.rail}</span>
        </li>
        {KEYS.map((entry) => (
          <li key={entry.does}>
            {entry.keys.map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
            <span>{entry.does}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
