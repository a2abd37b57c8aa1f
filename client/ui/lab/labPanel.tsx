// The Net Lab's panel beside the game. In: a LabModel, the key L. Out: controls and live figures, docked at the
// right; the game keeps its keys unless one of the controls is in use.
import { render } from "preact";
import type { LabModel } from "../../game/LabModel.ts";
import { part } from "../lib/dom.ts";
import { FlaskIcon } from "./FlaskIcon.tsx";
import { LabControls } from "./LabControls.tsx";
import { makeLabFigures } from "./labFigures.tsx";
import { labStrings } from "./labStrings.ts";

/** Keys that a focused control needs for itself. */
const CONTROL_KEYS: ReadonlySet<string> = new Set([
  "Tab",
  " ",
  "Enter",
  "ArrowLeft",
  "ArrowRight",
  "ArrowUp",
  "ArrowDown",
  "Home",
  "End",
  "PageUp",
  "PageDown",
]);

export interface LabPanelHandle {
  /** Once a frame. @param nowMs frame time. */
  update(nowMs: number): void;
  /** Hides or shows the panel; shown by key it takes the focus, so that Tab goes on from there. */
  toggle(): void;
  unmount(): void;
}

/** Adds the panel to the HUD in `root`, which makes room for it while it is open. */
export function mountLabPanel(root: HTMLElement, model: LabModel): LabPanelHandle {
  const panel = document.createElement("aside");
  panel.className = "lab panel";
  panel.setAttribute("aria-label", labStrings.title);
  const figures = makeLabFigures();
  let isOpen = true;
  const setOpen = (open: boolean): void => {
    isOpen = open;
    root.dataset.lab = open ? "open" : "closed";
    draw();
  };
  const draw = (): void =>
    render(<Panel model={model} isOpen={isOpen} onToggle={() => setOpen(!isOpen)} />, panel);
  const keep = keepFocusRight(panel);
  root.append(panel);
  setOpen(true);
  part(panel, "lab-figures").append(figures.root);
  return {
    update(nowMs) {
      if (isOpen) figures.update(model.figures, nowMs);
    },
    toggle() {
      setOpen(!isOpen);
      if (isOpen) part(panel, "lab-toggle").focus();
      else keep.letGo();
    },
    unmount() {
      render(null, panel);
      panel.remove();
      delete root.dataset.lab;
    },
  };
}

function Panel(props: { model: LabModel; isOpen: boolean; onToggle: () => void }) {
  const { isOpen } = props;
  return (
    <>
      <header class="lab-head">
        <h2>
          <FlaskIcon /> {labStrings.title}
        </h2>
        <button
          type="button"
          class="lab-toggle"
          data-part="lab-toggle"
          aria-expanded={isOpen}
          aria-controls="lab-body"
          title={isOpen ? labStrings.hide : labStrings.show}
          aria-label={isOpen ? labStrings.hide : labStrings.show}
          onClick={props.onToggle}
        >
          <kbd>{labStrings.key}</kbd>
        </button>
      </header>
      <div class="lab-body" id="lab-body" hidden={!isOpen}>
        <div data-part="lab-figures" />
        <LabControls model={props.model} />
      </div>
    </>
  );
}

/**
 * Whoever clicks a control plays on with the keys at once; whoever walks through the controls by key has them
 * until Escape.
 */
function keepFocusRight(panel: HTMLElement): { letGo(): void } {
  let byPointer = false;
  const letGo = (): void => {
    const { activeElement } = document;
    if (activeElement instanceof HTMLElement && panel.contains(activeElement)) activeElement.blur();
  };
  const afterPointer = (): void => {
    // After the browser has moved the focus itself, as a click on a label does.
    if (byPointer) requestAnimationFrame(letGo);
  };
  panel.addEventListener("pointerdown", () => {
    byPointer = true;
  });
  panel.addEventListener("click", afterPointer);
  panel.addEventListener("change", afterPointer);
  panel.addEventListener("keydown", (event) => {
    byPointer = false;
    if (event.key === "Escape") letGo();
    else if (!CONTROL_KEYS.has(event.key)) return;
    event.stopPropagation();
  });
  return { letGo };
}
