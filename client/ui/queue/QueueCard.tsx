// The Duel on the landing page: the way into the queue, and the wait. In: how many play, and the queue's view. Out: a
// card that finds, leaves, or calls a bot.
import type { JSX } from "preact";
import type { PlayCounts } from "../../../shared/net/lobby.ts";
import type { QueueView } from "../../net/queueModel.ts";
import { formatClock } from "../lib/format.ts";
import { DuelIcon } from "../lib/icons.tsx";
import { queueStrings } from "./queueStrings.ts";
import { isBotOffered, isWaiting, queueFacts, queueNotice } from "./queueWords.ts";

export interface QueueCardProps {
  /** Null when the lobby does not tell. */
  readonly counts: PlayCounts | null;
  /** The last view, also of a queue that is over: it says why. Null before the first. */
  readonly queue: QueueView | null;
  /** A ranked Duel has just ended. */
  readonly isAgain: boolean;
  readonly isBusy: boolean;
  readonly onFind: () => void;
  readonly onLeave: () => void;
  readonly onBot: () => void;
}

export function QueueCard(props: QueueCardProps): JSX.Element {
  const { queue } = props;
  return (
    <article
      class="mode panel"
      data-mode="duel"
      data-waiting={isWaiting(queue)}
      aria-label={queueStrings.name}
    >
      {isWaiting(queue) && queue !== null ? (
        <Waiting {...props} queue={queue} />
      ) : (
        <Idle {...props} />
      )}
    </article>
  );
}

function Idle({ counts, queue, isAgain, isBusy, onFind }: QueueCardProps): JSX.Element {
  const notice = queueNotice(queue);
  return (
    <>
      <p class="mode-kind">{queueStrings.kind}</p>
      <h2 class="mode-name">
        {queueStrings.name} <DuelIcon />
      </h2>
      <p class="mode-facts" role="status" data-notice={notice !== ""}>
        {notice === "" ? queueStrings.facts : notice}
      </p>
      <div class="mode-row">
        <button type="button" class="button button-small" disabled={isBusy} onClick={onFind}>
          {isAgain ? queueStrings.again : queueStrings.find}
        </button>
        {counts !== null && (
          <span class="mode-note">{queueStrings.counts(counts.duel, counts.queued)}</span>
        )}
      </div>
    </>
  );
}

function Waiting(props: QueueCardProps & { queue: QueueView }): JSX.Element {
  const { queue, onLeave, onBot } = props;
  const { status } = queue;
  return (
    <>
      <p class="mode-kind">{queueStrings.title}</p>
      <p class="queue-clock" role="timer" aria-label={queueStrings.waited}>
        {status === null ? "–:––" : formatClock(status.waitedS * 1000)}
      </p>
      <p class="mode-facts" role="status" data-notice={queueNotice(queue) !== ""}>
        {queueNotice(queue) || queueFacts(queue)}
      </p>
      <div class="mode-row">
        <button type="button" class="button button-small" onClick={onLeave}>
          {queueStrings.leave}
        </button>
        {isBotOffered(queue) && (
          <button
            type="button"
            class="button button-small button-primary"
            title={queueStrings.botNote}
            disabled={queue.isBotAsked}
            onClick={onBot}
          >
            {queue.isBotAsked ? queueStrings.botAsked : queueStrings.bot}
          </button>
        )}
      </div>
    </>
  );
}
