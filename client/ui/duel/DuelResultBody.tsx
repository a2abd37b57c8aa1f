// Inside of the result's dialog. In: the plan of what it says. Out: outcome, both sides with their rounds, rating,
// buttons.
import type { JSX } from "preact";
import type { DuelResult } from "../../../shared/net/duel.ts";
import type { DuelSideView, DuelView } from "../../game/DuelView.ts";
import { TierSign } from "../stats/signs.tsx";
import { strings } from "../strings.ts";
import { duelStrings } from "./duelStrings.ts";
import { Pips, SideSign } from "./Pips.tsx";
import type { RatingPlan, ResultPlan } from "./resultPlan.ts";

interface DuelResultProps {
  readonly duel: DuelView;
  readonly result: DuelResult;
  readonly plan: ResultPlan;
  /** The rating as counted so far. */
  readonly rating: number;
  /** Buttons answer. */
  readonly isArmed: boolean;
  readonly onRematch: () => void;
  readonly onQueueAgain: (() => void) | null;
  readonly onLeave: () => void;
}

export function DuelResultBody(props: DuelResultProps): JSX.Element {
  const { duel, result, plan, rating } = props;
  const { own, other } = result.rounds;
  return (
    <div class="duel-result" data-outcome={plan.outcome}>
      <h2 id="duel-result-title">{plan.title}</h2>
      <p class="duel-result-reason">{plan.reason}</p>
      <div class="duel-result-sides">
        <Side side={duel.left} rounds={own} of={duel.roundsToWin} />
        <p class="duel-result-score">
          <span aria-hidden="true">
            {own}
            <i>:</i>
            {other}
          </span>
          <span class="visually-hidden">{duelStrings.score(own, other)}</span>
        </p>
        <Side side={duel.right} rounds={other} of={duel.roundsToWin} />
      </div>
      {plan.rating !== null && <Rating plan={plan.rating} rating={rating} />}
      <p class="duel-result-saved" data-state={plan.saved.state} aria-live="polite">
        {plan.saved.state === "pending" && <span class="spinner" />}
        {plan.saved.words}
      </p>
      <Buttons {...props} />
    </div>
  );
}

function Side(props: { side: DuelSideView | null; rounds: number; of: number }): JSX.Element {
  const { side, rounds, of } = props;
  const isOwn = side?.isSelf === true;
  return (
    <div class="duel-result-side" data-own={isOwn}>
      <SideSign look={isOwn ? "own" : "opponent"} />
      <p class="duel-result-name">
        <b>{side?.name ?? duelStrings.nobody}</b>
        {side?.isBot === true && <span class="bot-tag">{strings.bot}</span>}
      </p>
      <p class="duel-result-you">{isOwn ? duelStrings.you : ""}</p>
      <Pips won={rounds} of={of} look={isOwn ? "own" : "opponent"} />
    </div>
  );
}

function Rating(props: { plan: RatingPlan; rating: number }): JSX.Element {
  const { plan, rating } = props;
  return (
    <section class="duel-rating" aria-label={duelStrings.rating.title}>
      <p class="duel-rating-line">
        <span class="duel-rating-tier">
          <TierSign tier={plan.tier} isNamed={plan.tier !== null} />
          {plan.tier}
        </span>
        <b class="duel-rating-value">{rating}</b>
        <span class="duel-rating-change" data-direction={plan.direction}>
          {plan.change}
        </span>
        {plan.note !== "" && <span class="duel-rating-note">{plan.note}</span>}
      </p>
      <p class="duel-rating-why">{plan.why}</p>
    </section>
  );
}

function Buttons(props: DuelResultProps): JSX.Element {
  const { plan, isArmed, onRematch, onQueueAgain, onLeave } = props;
  const { rematch } = plan;
  const canAsk = rematch?.canAsk === true;
  return (
    <>
      <div class="duel-result-buttons">
        {rematch !== null && (
          <Way label={rematch.label} isMain isOpen={isArmed && canAsk} onTake={onRematch} />
        )}
        {onQueueAgain !== null && (
          <Way
            label={duelStrings.queueAgain}
            isMain={!canAsk}
            isOpen={isArmed}
            onTake={onQueueAgain}
          />
        )}
        <Way
          label={duelStrings.leave}
          isMain={!canAsk && onQueueAgain === null}
          isOpen={isArmed}
          onTake={onLeave}
        />
      </div>
      {rematch !== null && (
        <p class="duel-result-note" data-wanted={rematch.isWanted} aria-live="polite">
          {rematch.note}
        </p>
      )}
    </>
  );
}

interface WayProps {
  readonly label: string;
  /** The one that stands out. */
  readonly isMain: boolean;
  readonly isOpen: boolean;
  readonly onTake: () => void;
}

/** Closed, it is not `disabled`: the focus would be lost with it. */
function Way({ label, isMain, isOpen, onTake }: WayProps): JSX.Element {
  return (
    <button
      type="button"
      class={isMain ? "button button-primary" : "button"}
      aria-disabled={!isOpen}
      onClick={() => isOpen && onTake()}
    >
      {label}
    </button>
  );
}
