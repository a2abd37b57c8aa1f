// What stands where an answer is not there yet, or did not come. In: how to ask again. Out: words, and one button.
import type { JSX } from "preact";
import { statsStrings } from "./statsStrings.ts";

export function Loading(): JSX.Element {
  return (
    <p class="page-state" role="status">
      <span class="spinner" aria-hidden="true" />
      {statsStrings.loading}
    </p>
  );
}

export function Failure(props: { onRetry: () => void }): JSX.Element {
  return (
    <div class="page-state" role="alert">
      <p>{statsStrings.failed}</p>
      <button type="button" class="button" onClick={props.onRetry}>
        {statsStrings.retry}
      </button>
    </div>
  );
}
