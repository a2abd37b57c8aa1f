// What a member can do now: take a side, be ready, start, or go into the match that runs. In: the room. Out: that; who
// can only wait reads for what.
import type { JSX } from "preact";
import type { PartyMemberView } from "../../net/partyLink.ts";
import type { PartyModel, PartyProps } from "./partyModel.ts";
import { hostOf, isSideTaken, readiness, selfOf, startBlock } from "./partyRules.ts";
import { partyStrings } from "./partyStrings.ts";

export function PartyFoot({ model, actions }: PartyProps): JSX.Element {
  const { view } = model;
  const self = selfOf(view);
  return (
    <section class="party-foot panel">
      <div class="choice" role="radiogroup" aria-label={partyStrings.side}>
        {partyStrings.sides(view.rules.mode).map(({ side, name }) => (
          <label key={side} data-side={view.rules.mode === "duel" ? side : "any"}>
            <input
              type="radio"
              name="party-side"
              checked={self?.side === side}
              disabled={isSideTaken(view, side)}
              onChange={() => actions.onSide(side)}
            />
            <span>{name}</span>
          </label>
        ))}
      </div>
      <p class="party-notice" role="status" data-notice={model.notice !== "" || view.isAway}>
        {stateWords(model, self)}
      </p>
      {self !== undefined && <GoButton model={model} actions={actions} self={self} />}
    </section>
  );
}

/** One button, the one thing to do next. */
function GoButton(props: PartyProps & { self: PartyMemberView }): JSX.Element | null {
  const { model, actions, self } = props;
  const { view, entering } = model;
  if (entering !== null)
    return (
      <Go words={partyStrings.entering} progress={entering} isDisabled onClick={() => undefined} />
    );
  if (view.hasMatch) return <Go words={partyStrings.joinMatch} onClick={actions.onJoinMatch} />;
  if (self.isHost)
    return (
      <Go
        words={partyStrings.start}
        isDisabled={startBlock(view) !== null}
        onClick={actions.onStart}
      />
    );
  if (self.side === 0) return null;
  return (
    <Go
      words={self.isReady ? partyStrings.unready : partyStrings.getReady}
      isQuiet={self.isReady}
      onClick={() => actions.onReady(!self.isReady)}
    />
  );
}

interface GoProps {
  readonly words: string;
  readonly onClick: () => void;
  readonly progress?: number;
  readonly isDisabled?: boolean;
  /** It takes something back. */
  readonly isQuiet?: boolean;
}

function Go({ words, onClick, progress, isDisabled, isQuiet }: GoProps): JSX.Element {
  if (isQuiet === true)
    return (
      <button type="button" class="button party-go" onClick={onClick}>
        {words}
      </button>
    );
  const isBusy = progress !== undefined;
  return (
    <button
      type="button"
      class="play-button party-go"
      data-busy={isBusy}
      disabled={isDisabled === true}
      onClick={onClick}
    >
      {isBusy && (
        <span class="play-progress" style={{ transform: `scaleX(${Math.max(0.04, progress)})` }} />
      )}
      <span class="play-button-label">{words}</span>
    </button>
  );
}

function stateWords({ view, notice }: PartyModel, self: PartyMemberView | undefined): string {
  if (view.isAway) return partyStrings.connectionLost;
  if (notice !== "") return notice;
  if (view.hasMatch) return partyStrings.running;
  if (self?.isHost === true) {
    const { ready, all } = readiness(view);
    const block = startBlock(view);
    if (block !== null && block !== "notReady") return partyStrings.blocks[block];
    return all === 0 ? "" : partyStrings.readyCount(ready, all);
  }
  const host = hostOf(view)?.name ?? "";
  if (self?.side === 0) return partyStrings.sitsOut(host);
  return self?.isReady === true ? partyStrings.waitsForHost(host) : partyStrings.waitsFor(host);
}
