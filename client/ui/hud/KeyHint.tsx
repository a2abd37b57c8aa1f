// The key or mouse button of a move. In: a binding. Out: its key cap, or a mouse with that button
// filled.
import type { JSX } from "preact";
import { MouseIcon } from "../lib/icons.tsx";
import { keyCap } from "./keyHints.ts";

export function KeyHint(props: { binding: string }): JSX.Element {
  const { binding } = props;
  if (binding !== "Mouse0" && binding !== "Mouse2") return <kbd>{keyCap(binding)}</kbd>;
  return (
    <span class="move-key">
      <MouseIcon pressed={binding === "Mouse0" ? "left" : "right"} />
    </span>
  );
}
