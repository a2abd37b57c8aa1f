// A plain cause and one way on. In: what went wrong. Out: a modal alertdialog; the choice runs and
// closes it.
import { type JSX, render } from "preact";
import { type ServerStatus, StatusPill } from "../landing/StatusPill.tsx";
import { BrokenLinkIcon, NetBadIcon } from "../lib/icons.tsx";
import { strings } from "../strings.ts";
import { makeModal } from "./modal.ts";

export interface ErrorView {
  readonly title: string;
  readonly cause: string;
  readonly action: { readonly label: string; readonly run: () => void };
  /** Broken link for a connection, stop sign (the default) for all else. */
  readonly sign?: "link" | "stop";
  /** Shows the server's status with it: the server is well, and the fault is on the way to it. */
  readonly hasStatus?: boolean;
  /** What else works meanwhile; it opens over the error, which stays. */
  readonly aside?: { readonly label: string; readonly run: () => void };
}

export interface ErrorDialog {
  /** Closes it without running the action. Focus returns to where it was. */
  close(): void;
  /** What the status is now, for an error that shows it. */
  showStatus(status: ServerStatus): void;
}

/** Why one cannot play; each has its words in `strings.errors`. */
export type ErrorKind = keyof typeof strings.errors;

/** What went wrong lies between here and the server. */
const LINK_ERRORS: readonly ErrorKind[] = ["serverAway", "connectionLost", "linkBroken", "blocked"];

/**
 * The words for `kind` with `run` behind its button.
 * @param onLeaderboard what needs no WebSocket, for an error that is nothing but that.
 */
export function makeError(
  kind: ErrorKind,
  run: () => void,
  onLeaderboard: (() => void) | null = null,
): ErrorView {
  const { title, cause, action } = strings.errors[kind];
  const sign = LINK_ERRORS.includes(kind) ? "link" : "stop";
  const error = { title, cause, action: { label: action, run }, sign } as const;
  if (kind !== "blocked") return error;
  if (onLeaderboard === null) return { ...error, hasStatus: true };
  const aside = { label: strings.landing.leaderboard, run: onLeaderboard };
  return { ...error, hasStatus: true, aside };
}

/** This page's address with the simple renderer: what the button of `noWebGL` opens. */
export function simpleRendererUrl(href: string): string {
  const url = new URL(href);
  url.searchParams.set("renderer", "canvas");
  return url.href;
}

/**
 * Opens `error` over everything and moves the focus to its button; the rest of the page is inert
 * meanwhile.
 */
export function openErrorDialog(
  root: HTMLElement,
  error: ErrorView,
  status: ServerStatus,
): ErrorDialog {
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
  const draw = (now: ServerStatus): void => {
    if (isOpen) render(<ErrorBody error={error} status={now} onAct={act} />, dialog);
  };
  draw(status);
  root.append(dialog);
  dialog.showModal();
  return { close, showStatus: draw };
}

interface ErrorBodyProps {
  readonly error: ErrorView;
  readonly status: ServerStatus;
  readonly onAct: () => void;
}

function ErrorBody(props: ErrorBodyProps): JSX.Element {
  const { title, cause, action, sign, hasStatus, aside } = props.error;
  return (
    <>
      <div class="dialog-sign">{sign === "link" ? <BrokenLinkIcon /> : <NetBadIcon />}</div>
      <h2 id="error-title">{title}</h2>
      <p id="error-cause">{cause}</p>
      {hasStatus === true && <StatusPill status={props.status} />}
      <button type="button" class="button button-primary" onClick={props.onAct} autofocus>
        {action.label}
      </button>
      {aside !== undefined && (
        <button type="button" class="button" onClick={aside.run}>
          {aside.label}
        </button>
      )}
    </>
  );
}
