// A choice of a few, side by side. In: the choices and which one holds. Out: the one that was pressed.
import type { JSX } from "preact";

export interface SegmentsProps<T extends string> {
  readonly label: string;
  readonly choices: readonly T[];
  readonly chosen: T;
  readonly nameOf: (choice: T) => string;
  readonly onChoose: (choice: T) => void;
}

export function Segments<T extends string>(props: SegmentsProps<T>): JSX.Element {
  return (
    <fieldset class="segments">
      <legend class="visually-hidden">{props.label}</legend>
      {props.choices.map((choice) => (
        <button
          key={choice}
          type="button"
          class="segment"
          aria-pressed={choice === props.chosen}
          onClick={() => props.onChoose(choice)}
        >
          {props.nameOf(choice)}
        </button>
      ))}
    </fieldset>
  );
}
