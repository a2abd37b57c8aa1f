// The way into the Net Lab. In: whether a match is being joined. Out: a button that says what the lab is.
import type { JSX } from "preact";
import { FlaskIcon } from "../lab/FlaskIcon.tsx";
import { labCardStrings } from "../lab/labStrings.ts";

export interface LabCardProps {
  readonly isBusy: boolean;
  readonly onLab: () => void;
}

/** One button, the width of what stands above it. */
export function LabCard(props: LabCardProps): JSX.Element {
  return (
    <button type="button" class="lab-card panel" disabled={props.isBusy} onClick={props.onLab}>
      <FlaskIcon />
      <span class="lab-card-name">{labCardStrings.name}</span>
      <span class="lab-card-about">{labCardStrings.about}</span>
    </button>
  );
}
