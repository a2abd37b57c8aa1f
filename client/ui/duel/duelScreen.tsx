// The end of a Duel. In: one WorldView a frame. Out: a dialog over the arena with the result, what it did to the
// rating and why, and the ways on. It opens by itself when the result is here, and goes when a rematch begins.
import { render } from "preact";
import type { DuelResult } from "../../../shared/net/duel.ts";
import type { DuelView } from "../../game/DuelView.ts";
import type { WorldView } from "../../game/WorldView.ts";
import { isMotionReduced } from "../lib/motion.ts";
import { makeModal } from "../menu/modal.ts";
import { DuelResultBody } from "./DuelResultBody.tsx";
import { planResult } from "./resultPlan.ts";
import "../../styles/duelResult.css";

export interface DuelScreenProps {
  /** Asks for a rematch: `GameClient.rematch()`. */
  readonly onRematch: () => void;
  /** Null where there is no queue to go back to: a private Duel. */
  readonly onQueueAgain: (() => void) | null;
  readonly onLeave: () => void;
}

export interface DuelScreenHandle {
  /** Once a frame. In rooms that are no Duels it does nothing. */
  update(view: WorldView): void;
  /**
   * The result is known or on screen: a room that closes now takes nothing from the player, who leaves by a button
   * of the screen. The session must then go on calling `update`, and not end by itself.
   */
  readonly isHolding: boolean;
  unmount(): void;
}

/** The last blow is seen before the result covers it, ms. */
const OPENS_AFTER_MS = 1300;
/** Who still shoots when the dialog opens presses no button, ms. */
const ARMS_AFTER_MS = 600;
/** The rating counts from old to new in this time, ms. */
const COUNT_MS = 1100;

/** Adds itself to `root` when there is something to show. */
export function mountDuelScreen(root: HTMLElement, props: DuelScreenProps): DuelScreenHandle {
  return new DuelScreen(root, props);
}

class DuelScreen implements DuelScreenHandle {
  private readonly root: HTMLElement;
  private readonly props: DuelScreenProps;
  private dialog: HTMLDialogElement | null = null;
  private result: DuelResult | null = null;
  private knownAtMs = 0;
  private openedAtMs = 0;
  private ratedAtMs = -1;
  /** What is drawn, so that a frame without news draws nothing. */
  private shown = "";

  constructor(root: HTMLElement, props: DuelScreenProps) {
    this.root = root;
    this.props = props;
  }

  get isHolding(): boolean {
    return this.result !== null;
  }

  update({ duel, timeMs, connection }: WorldView): void {
    const result = duel?.result ?? null;
    if (duel === null || result === null) {
      if (this.result !== null) this.close();
      return;
    }
    if (this.result?.matchId !== result.matchId) {
      this.close();
      this.knownAtMs = timeMs;
    }
    this.result = result;
    const isLate = timeMs - this.knownAtMs >= OPENS_AFTER_MS;
    if (this.dialog === null && (isLate || result.outcome === "void")) this.open(timeMs);
    if (this.dialog !== null) this.draw(duel, result, timeMs, connection.phase === "closed");
  }

  unmount(): void {
    this.close();
  }

  private open(timeMs: number): void {
    const dialog = document.createElement("dialog");
    dialog.className = "dialog dialog-duel";
    dialog.setAttribute("aria-labelledby", "duel-result-title");
    // Every way on is a button: Escape would have to choose one.
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    dialog.addEventListener("close", () => this.dialog === dialog && dialog.showModal());
    makeModal(dialog);
    this.root.append(dialog);
    this.dialog = dialog;
    this.openedAtMs = timeMs;
    this.ratedAtMs = -1;
    this.shown = "";
    dialog.showModal();
    // Not on a button: who still holds a key would press it.
    dialog.focus();
  }

  private close(): void {
    const { dialog } = this;
    this.dialog = null;
    this.result = null;
    if (dialog === null) return;
    dialog.close();
    render(null, dialog);
    dialog.remove();
  }

  private draw(duel: DuelView, result: DuelResult, timeMs: number, isClosed: boolean): void {
    if (this.dialog === null) return;
    if (this.ratedAtMs < 0 && result.rating !== null) this.ratedAtMs = timeMs;
    const isArmed = timeMs - this.openedAtMs >= ARMS_AFTER_MS;
    const rating = this.countedRating(result, timeMs);
    const { left, right } = duel;
    const marks = [left?.wantsRematch, right?.wantsRematch, right?.isConnected, isClosed, isArmed];
    const seconds = Math.ceil(duel.rematchLeftMs / 1000);
    const key = `${result.saved} ${rating} ${seconds} ${marks.join()}`;
    if (key === this.shown) return;
    this.shown = key;
    const { onRematch, onQueueAgain, onLeave } = this.props;
    render(
      <DuelResultBody
        duel={duel}
        result={result}
        plan={planResult(duel, result, isClosed)}
        rating={rating}
        isArmed={isArmed}
        onRematch={onRematch}
        onQueueAgain={onQueueAgain}
        onLeave={onLeave}
      />,
      this.dialog,
    );
  }

  /** The rating as it is counted up or down at `timeMs`; NaN while there is none. */
  private countedRating({ rating }: DuelResult, timeMs: number): number {
    if (rating === null) return Number.NaN;
    const { before, after } = rating;
    const share = isMotionReduced() ? 1 : Math.min(1, (timeMs - this.ratedAtMs) / COUNT_MS);
    const eased = 1 - (1 - share) ** 3;
    return Math.round(before.rating + (after.rating - before.rating) * eased);
  }
}
