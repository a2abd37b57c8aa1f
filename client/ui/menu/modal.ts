// What every modal of ours does with the keyboard. In: a dialog. Out: the same dialog; keys and focus
// stay inside it while it is open.

const FOCUSABLE = 'button:enabled, input:enabled, select:enabled, a[href], [tabindex="0"]';

/**
 * Keeps keys from the game behind `dialog` and the Tab key among its controls. The browser makes the
 * page inert, but lets the focus out to its own bars, and from there keys reach the game.
 */
export function makeModal(dialog: HTMLDialogElement): void {
  // A click on an empty spot then focuses the dialog, not the page.
  dialog.tabIndex = -1;
  dialog.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Tab") wrapFocus(dialog, event);
  });
}

function wrapFocus(dialog: HTMLDialogElement, event: KeyboardEvent): void {
  const controls = dialog.querySelectorAll<HTMLElement>(FOCUSABLE);
  const first = controls[0];
  const last = controls[controls.length - 1];
  const active = document.activeElement;
  const isLeaving = event.shiftKey ? active === first || active === dialog : active === last;
  if (!isLeaving) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}
