// A private room. In: its PartyView, and what is going on. Out: what the member does. Everybody sees everything; only
// the host's controls are live for rules and members.
import { type JSX, render } from "preact";
import { useState } from "preact/hooks";
import { PARTY_MAX } from "../../../shared/net/party.ts";
import { AttractCanvas } from "../landing/AttractCanvas.tsx";
import { Wordmark } from "../landing/Wordmark.tsx";
import { applyMotion } from "../lib/motion.ts";
import "../../styles/party.css";
import { loadSettings } from "../settingsStore.ts";
import { MemberList } from "./MemberList.tsx";
import { PartyFoot } from "./PartyFoot.tsx";
import type { PartyActions, PartyModel, PartyProps } from "./partyModel.ts";
import { hostOf, selfOf } from "./partyRules.ts";
import { partyStrings } from "./partyStrings.ts";
import { RulesPanel } from "./RulesPanel.tsx";

export interface PartyScreenHandle {
  update(model: PartyModel): void;
  unmount(): void;
}

/** Shows the room in `root`, which it owns until `unmount`. */
export function mountPartyScreen(
  root: HTMLElement,
  first: PartyModel,
  actions: PartyActions,
): PartyScreenHandle {
  applyMotion(loadSettings().reducedMotion);
  const draw = (model: PartyModel): void =>
    render(<PartyScreen model={model} actions={actions} />, root);
  draw(first);
  return { update: draw, unmount: () => render(null, root) };
}

function PartyScreen({ model, actions }: PartyProps): JSX.Element {
  const { view } = model;
  const isHost = selfOf(view)?.isHost === true;
  return (
    <div class="party">
      <AttractCanvas />
      <div class="party-scrim" />
      <header class="party-top">
        <span class="party-brand">
          <Wordmark />
        </span>
        <button type="button" class="button button-small" onClick={actions.onLeave}>
          {partyStrings.leave}
        </button>
      </header>
      <main class="party-main">
        <h1 class="visually-hidden">{partyStrings.title}</h1>
        <CodePanel code={view.code} link={model.link} />
        <section class="party-members panel" aria-labelledby="party-members-title">
          <h2 id="party-members-title">{partyStrings.members(view.members.length, PARTY_MAX)}</h2>
          <MemberList view={view} isHost={isHost} actions={actions} />
        </section>
        <RulesPanel
          rules={view.rules}
          isHost={isHost}
          hostName={hostOf(view)?.name ?? ""}
          onRules={actions.onRules}
        />
        <PartyFoot model={model} actions={actions} />
      </main>
    </div>
  );
}

/** The code, large enough to read out, and the link that is as good. */
function CodePanel({ code, link }: { code: string; link: string }): JSX.Element {
  const [copy, setCopy] = useState<"none" | "done" | "denied">("none");
  const onCopy = (): void => {
    // Without HTTPS there is no clipboard: then it is shown, selected.
    const written = navigator.clipboard?.writeText(link) ?? Promise.reject(new Error("none"));
    written.then(
      () => setCopy("done"),
      () => setCopy("denied"),
    );
  };
  return (
    <section class="party-code panel" aria-label={partyStrings.code}>
      <p class="party-code-label">{partyStrings.code}</p>
      <p class="party-code-letters" data-part="party-code">
        {code.split("").map((letter, place) => (
          <span key={place}>{letter}</span>
        ))}
      </p>
      <button type="button" class="button button-primary" onClick={onCopy}>
        {copy === "done" ? partyStrings.copied : partyStrings.copyLink}
      </button>
      {copy === "denied" ? (
        <input
          class="party-link"
          type="text"
          readOnly
          value={link}
          aria-label={partyStrings.copyByHand}
          ref={(field) => field?.select()}
        />
      ) : (
        <p class="party-code-note">{partyStrings.linkNote}</p>
      )}
      <p class="visually-hidden" role="status">
        {copy === "done" ? partyStrings.copied : ""}
      </p>
    </section>
  );
}
