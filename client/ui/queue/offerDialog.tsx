// The call to a Duel. In: the offer as it stands. Out: accepted (Enter) or declined, once. Over a menu it is modal; over
// a match it is not, so that one is not shot while reading.
import { type JSX, render } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { OfferView } from "../../net/queueModel.ts";
import { makeModal } from "../menu/modal.ts";
import { queueStrings } from "./queueStrings.ts";

const words = queueStrings.offer;
/** The bar moves this often, ms: ten steps a second look even. */
const BAR_PERIOD_MS = 100;

export interface OfferDialog {
  update(offer: OfferView): void;
  close(): void;
}

/** Opens the call over everything. */
export function openOfferDialog(
  root: HTMLElement,
  first: OfferView,
  isModal: boolean,
  onAnswer: (answer: "accept" | "decline") => void,
): OfferDialog {
  const abort = new AbortController();
  const pageTitle = document.title;
  const dialog = document.createElement("dialog");
  dialog.className = "dialog offer";
  dialog.setAttribute("role", "alertdialog");
  dialog.setAttribute("aria-labelledby", "offer-title");
  dialog.setAttribute("aria-describedby", "offer-opponent");
  dialog.dataset.modal = `${isModal}`;
  let offer = first;
  const draw = (): void => render(<OfferBody view={offer} onAnswer={onAnswer} />, dialog);
  // Enter accepts wherever the focus is, and does nothing else meanwhile: in the form it would join an arena.
  const onKey = (event: KeyboardEvent): void => {
    const isOnDecline = event.target instanceof Element && event.target.matches(".offer-decline");
    if (event.key !== "Enter" || isOnDecline) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) onAnswer("accept");
  };
  window.addEventListener("keydown", onKey, { capture: true, signal: abort.signal });
  // Escape is no answer: it is pressed by habit, and a declined offer ends the wait.
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  root.append(dialog);
  if (isModal) {
    makeModal(dialog);
    dialog.showModal();
    dialog.focus();
  } else {
    // Over a match the focus stays with the game: the dash's key would press a focused button.
    dialog.addEventListener("mousedown", (event) => event.preventDefault());
    dialog.setAttribute("open", "");
  }
  draw();
  document.title = words.tabTitle;
  return {
    update(next) {
      offer = next;
      draw();
    },
    close() {
      abort.abort();
      document.title = pageTitle;
      dialog.close();
      render(null, dialog);
      dialog.remove();
    },
  };
}

interface OfferBodyProps {
  readonly view: OfferView;
  readonly onAnswer: (answer: "accept" | "decline") => void;
}

function OfferBody({ view, onAnswer }: OfferBodyProps): JSX.Element {
  const { offer, answer } = view;
  const { name, rating } = offer.opponent;
  const leftMs = useTimeLeft(view.endsAtMs);
  const share = view.lastsMs > 0 ? leftMs / view.lastsMs : 0;
  return (
    <>
      <h2 id="offer-title">{words.title}</h2>
      <p class="offer-opponent" id="offer-opponent">
        <strong>{name}</strong>
        <span>{words.rating(rating)}</span>
      </p>
      <div class="offer-time">
        <span class="offer-bar">
          <span style={{ transform: `scaleX(${share.toFixed(3)})` }} />
        </span>
        <span class="offer-seconds" role="timer" aria-label={words.secondsLabel}>
          {words.seconds(Math.ceil(leftMs / 1000))}
        </span>
      </div>
      <p class="offer-state" role="status">
        {stateWords(view)}
      </p>
      <div class="offer-buttons">
        <button
          type="button"
          class="button offer-decline"
          disabled={answer !== null}
          onClick={() => onAnswer("decline")}
        >
          {words.decline}
        </button>
        <button
          type="button"
          class="button button-primary"
          disabled={answer !== null}
          onClick={() => onAnswer("accept")}
        >
          {words.accept} <kbd>Enter</kbd>
        </button>
      </div>
    </>
  );
}

function stateWords({ offer, answer }: OfferView): string {
  if (answer === "decline") return words.declined;
  if (answer === "accept") return offer.hasOpponentAccepted ? words.bothAccepted : words.accepted;
  return offer.hasOpponentAccepted ? words.opponentAccepted : "";
}

function useTimeLeft(endsAtMs: number): number {
  const [nowMs, setNowMs] = useState(performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(performance.now()), BAR_PERIOD_MS);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, endsAtMs - nowMs);
}
