// A page over the page: leaderboard, profile. In: what to show in it. Out: a modal dialog, and what closes it.
import { type ComponentChildren, type JSX, render } from "preact";
import { CloseIcon } from "../lib/icons.tsx";
import { makeModal } from "../menu/modal.ts";
import { statsStrings } from "./statsStrings.ts";

export interface SheetControl {
  readonly close: () => void;
  /** While it is kept open, neither Escape nor its cross closes it: something on it cannot be shown again. */
  readonly keepOpen: (isKept: boolean) => void;
}

/**
 * Opens it over everything; the rest of the page is inert, which also traps the focus. Escape closes it, and the focus
 * returns to where it was.
 * @param name of its class, `sheet-name`, and of its title's id, `name-title`.
 * @param onClosed after it has gone, whatever closed it.
 */
export function openSheet(
  root: HTMLElement,
  name: string,
  draw: (control: SheetControl) => JSX.Element,
  onClosed: () => void = () => undefined,
): SheetControl {
  const dialog = document.createElement("dialog");
  dialog.className = `dialog sheet sheet-${name}`;
  dialog.setAttribute("aria-labelledby", `${name}-title`);
  let isKept = false;
  const remove = (): void => {
    if (!dialog.isConnected) return;
    render(null, dialog);
    dialog.remove();
    onClosed();
  };
  const control: SheetControl = {
    close() {
      if (isKept) return;
      dialog.close();
      remove();
    },
    keepOpen(isNowKept) {
      isKept = isNowKept;
    },
  };
  dialog.addEventListener("cancel", (event) => {
    // A file picker's cancel would bubble here too.
    if (event.target === dialog && isKept) event.preventDefault();
  });
  // Browsers let a second Escape through whatever "cancel" says.
  dialog.addEventListener("close", () => (isKept ? dialog.showModal() : remove()));
  makeModal(dialog);
  render(draw(control), dialog);
  root.append(dialog);
  dialog.showModal();
  return control;
}

export interface SheetHeadProps {
  readonly name: string;
  readonly title: string;
  /** Null while it cannot be closed. */
  readonly onClose: (() => void) | null;
  readonly children?: ComponentChildren;
}

/** Title, what stands beside it, and the cross. */
export function SheetHead(props: SheetHeadProps): JSX.Element {
  return (
    <header class="sheet-head">
      <h2 id={`${props.name}-title`}>{props.title}</h2>
      {props.children}
      {props.onClose !== null && (
        <button
          type="button"
          class="sheet-close"
          aria-label={statsStrings.close}
          onClick={props.onClose}
        >
          <CloseIcon />
        </button>
      )}
    </header>
  );
}
