// The one error that is shown at a time. In: what went wrong, and what trying again means. Out: a dialog over
// everything, with a plain cause and one action.
import type { ServerStatus } from "../ui/landing/StatusPill.tsx";
import {
  type ErrorDialog,
  type ErrorKind,
  makeError,
  openErrorDialog,
  simpleRendererUrl,
} from "../ui/menu/errorDialog.tsx";

const stay = (): void => undefined;

/** Trying again is the action where it can help; of these kinds another is. */
const ACTIONS: Partial<Record<ErrorKind, () => void>> = {
  oldClient: () => location.reload(),
  noWebGL: () => location.assign(simpleRendererUrl(location.href)),
  kicked: stay,
  shutOut: stay,
  refused: stay,
  replaced: stay,
  noSuchRoom: stay,
  roomClosed: stay,
  partyRemoved: stay,
  seatGone: stay,
  matchLost: stay,
};

export class ErrorBoard {
  private readonly onLeaderboard: () => void;
  private dialog: ErrorDialog | null = null;

  constructor(onLeaderboard: () => void) {
    this.onLeaderboard = onLeaderboard;
  }

  get isOpen(): boolean {
    return this.dialog !== null;
  }

  /** Replaces an error that is open. */
  show(kind: ErrorKind, again: () => void, status: ServerStatus): void {
    this.close();
    const error = makeError(kind, ACTIONS[kind] ?? again, this.onLeaderboard);
    this.dialog = openErrorDialog(document.body, error, status);
  }

  /** For an error that shows the server's status. */
  showStatus(status: ServerStatus): void {
    this.dialog?.showStatus(status);
  }

  close(): void {
    this.dialog?.close();
    this.dialog = null;
  }
}
