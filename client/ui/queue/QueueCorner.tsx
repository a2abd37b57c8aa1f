// The queue beside a match: small, in a corner. In: the queue's view. Out: the wait in a line, and a way out of it. It
// takes no focus, because the keys are the game's.
import type { JSX } from "preact";
import type { QueueView } from "../../net/queueModel.ts";
import { formatClock } from "../lib/format.ts";
import { DuelIcon } from "../lib/icons.tsx";
import { queueStrings } from "./queueStrings.ts";
import { isBotOffered, isWaiting, queueFacts, queueNotice } from "./queueWords.ts";

export interface QueueCornerProps {
  readonly queue: QueueView;
  readonly onLeave: () => void;
  /** Null while one plays against it. */
  readonly onBot: (() => void) | null;
  /** The notice of a queue that is over has been read. */
  readonly onClose: () => void;
}

/** A click that leaves the focus where it is: a focused button would be pressed by the dash's key. */
const keepFocus = (event: MouseEvent): void => event.preventDefault();

export function QueueCorner({ queue, onLeave, onBot, onClose }: QueueCornerProps): JSX.Element {
  const isOn = isWaiting(queue);
  const { status } = queue;
  return (
    <section class="queue-corner panel" aria-label={queueStrings.title} onMouseDown={keepFocus}>
      <div class="queue-corner-head">
        <DuelIcon />
        {isOn && (
          <span class="queue-clock" role="timer" aria-label={queueStrings.waited}>
            {status === null ? "–:––" : formatClock(status.waitedS * 1000)}
          </span>
        )}
        <button type="button" class="button button-small" onClick={isOn ? onLeave : onClose}>
          {isOn ? queueStrings.leaveShort : queueStrings.close}
        </button>
      </div>
      <p class="queue-corner-facts" role="status">
        {queueNotice(queue) || queueFacts(queue)}
      </p>
      {isOn && onBot !== null && isBotOffered(queue) && (
        <button
          type="button"
          class="button button-small button-primary"
          disabled={queue.isBotAsked}
          onClick={onBot}
        >
          {queue.isBotAsked ? queueStrings.botAsked : queueStrings.bot}
        </button>
      )}
    </section>
  );
}
