// A plain cause and one way on. In: what went wrong. Out: a modal alertdialog; the choice runs and
// closes it.
import { type JSX, render } from "preact";
import { BrokenLinkIcon, NetBadIcon } from "../lib/icons.tsx";
import { strings } from "../strings.ts";
import { makeModal } from "./modal.ts";

export interface ErrorView {
  readonly title: string;
  readonly cause: string;
  readonly action: { readonly label: string; readonly run: () => void };
  /** Broken link for a connection, stop sign (the default) for all else. */
  readonly sign?: "link" | "stop";
}

/** Why one cannot play; each has its words in `strings.errors`. */
export type ErrorKind = keyof typeof strings.errors;

/** The words for `kind` with `run` behind its button. */
export function makeError(kind: ErrorKind, run: () => void): ErrorView {
  const { title, cause, action } = strings.errors[kind];
  const isLink = kind === "serverAway" || kind === "connectionLost";
  return { title, cause, action: { label: action, run }, sign: isLink ? "link" : "stop" };
}

/** This page's address with the simple renderer: what the button of `noWebGL` opens. */
export function simpleRendererUrl(href: string): string {
  const url = new URL(href);
  url.searchParams.set("renderer", "canvas");
  return url.href;
}

/**
 * Opens `error` over everything and moves the focus to its button; the rest of the page is inert
 * meanwhile. Out: closes it without running the action. Focus returns to where it was.
 */
export function openErrorDialog(root: HTMLElement, error: ErrorView): () => void {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog dialog-error";
  dialog.setAttribute("role", "alertdialog");
  dialog.setAttribute("aria-labelledby", "error-title");
  dialog.setAttribute("aria-describedby", "error-cause");
  let isOpen = true;
  const close = (): void => {
    if (!isOpen) return;
    isOpen = false;
    dialog.close();
    render(null, dialog);
    dialog.remove();
  };
  const act = (): void => {
    close();
    error.action.run();
  };
  // There is one way on, so Escape cannot be another; browsers allow a second Escape, hence the
  // reopening.
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  dialog.addEventListener("close", () => isOpen && dialog.showModal());
  makeModal(dialog);
  render(<ErrorBody error={error} onAct={act} />, dialog);
  root.append(dialog);
  dialog.showModal();
  return close;
}

function ErrorBody(props: { error: ErrorView; onAct: () => void }): JSX.Element {
  const { title, cause, action, sign } = props.error;
  return (
    <>
      <div class="dialog-sign">{sign === "link" ? <BrokenLinkIcon /> : <NetBadIcon />}</div>
      <h2 id="error-title">{title}</h2>
      <p id="error-cause">{cause}</p>
      <button type="button" class="button button-primary" onClick={props.onAct} autofocus>
        {action.label}
      </button>
    </>
  );
}
