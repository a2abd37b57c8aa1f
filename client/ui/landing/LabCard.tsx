// The way into the Net Lab. In: whether a match is being joined. Out: a button that says what the lab is.
import type { JSX } from "preact";
import { FlaskIcon } from "../lab/FlaskIcon.tsx";
import { labCardStrings } from "../lab/labStrings.ts";

export interface LabCardProps {
  readonly isBusy: boolean;
  readonly onLab: () => void;
}

/** A card that is one button. */
export function LabCard(props: LabCardProps): JSX.Element {
  return (
    <button
      type="button"
      class="mode panel"
      data-mode="lab"
      disabled={props.isBusy}
      onClick={props.onLab}
    >
      <span class="mode-kind">{labCardStrings.kind}</span>
      <span class="mode-name">
        {labCardStrings.name} <FlaskIcon />
      </span>
      <span class="mode-facts">{labCardStrings.about}</span>
    </button>
  );
}
