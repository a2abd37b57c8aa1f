// The landing page. In: server status, what the lobby and the queue tell, how joining goes. Out: what the visitor wants
// to do, under which name. Needs neither Phaser nor a connection: what is not known yet is left out.
import { type JSX, render } from "preact";
import type { LobbyView } from "../../net/lobbyLink.ts";
import type { QueueView } from "../../net/queueModel.ts";
import { applyMotion } from "../lib/motion.ts";
import { RoomList } from "../lobby/RoomList.tsx";
import { PartyCard } from "../party/PartyCard.tsx";
import { QueueCard } from "../queue/QueueCard.tsx";
import { isWaiting } from "../queue/queueWords.ts";
import { loadSettings } from "../settingsStore.ts";
import { strings } from "../strings.ts";
import { AttractCanvas } from "./AttractCanvas.tsx";
import { HowTo } from "./HowTo.tsx";
import { LabCard } from "./LabCard.tsx";
import { ModeCard } from "./ModeCard.tsx";
import { PlayForm } from "./PlayForm.tsx";
import { type ServerStatus, StatusPill } from "./StatusPill.tsx";
import { Wordmark } from "./Wordmark.tsx";

/** What the page shows. */
export interface LandingModel {
  /** Name in the field at first; typing is not undone by later updates. */
  readonly name: string;
  readonly status: ServerStatus;
  /** 0..1 while joining ("Entering…" in the button), null otherwise. */
  readonly entering: number | null;
  /** Null until the lobby's code has loaded. */
  readonly lobby: LobbyView | null;
  /** The queue as it is, or as it ended; null before the first wait. */
  readonly queue: QueueView | null;
  /** A ranked Duel was the last thing played. */
  readonly hasDueled: boolean;
  /** Code of the private room that is being joined, "" for a new one, null for none. */
  readonly joiningParty: string | null;
}

export interface LandingActions {
  /** Every usable name as it is typed or rolled, for keeping. */
  readonly onName: (name: string) => void;
  readonly onPlay: (name: string) => void;
  /** The rest happens under the name last told. */
  readonly onArena: () => void;
  readonly onRoom: (id: string) => void;
  readonly onLab: () => void;
  readonly onFindDuel: () => void;
  readonly onLeaveQueue: () => void;
  readonly onBotDuel: () => void;
  readonly onCreateParty: () => void;
  readonly onJoinParty: (code: string) => void;
  readonly onLeaderboard: () => void;
  readonly onProfile: () => void;
}

export interface LandingHandle {
  update(model: LandingModel): void;
  /** Removes the page and stops its animation. */
  unmount(): void;
}

/** Shows the landing page in `root`, which it owns until `unmount`. */
export function mountLanding(
  root: HTMLElement,
  first: LandingModel,
  actions: LandingActions,
): LandingHandle {
  applyMotion(loadSettings().reducedMotion);
  const draw = (model: LandingModel): void =>
    render(<Landing model={model} actions={actions} />, root);
  draw(first);
  return { update: draw, unmount: () => render(null, root) };
}

interface LandingProps {
  readonly model: LandingModel;
  readonly actions: LandingActions;
}

function Landing({ model, actions }: LandingProps): JSX.Element {
  const isBusy = model.entering !== null || model.joiningParty !== null;
  return (
    <div class="landing">
      <AttractCanvas />
      <div class="landing-scrim" />
      <Top status={model.status} actions={actions} />
      <main class="landing-main">
        <div class="landing-title">
          <h1>
            <Wordmark />
          </h1>
          <p class="landing-tagline">
            {strings.landing.tagline.map((line) => (
              <span key={line}>{line} </span>
            ))}
          </p>
          <p class="landing-promise">{strings.landing.promise}</p>
        </div>
        <PlayForm
          initialName={model.name}
          entering={model.entering}
          hint={isWaiting(model.queue) ? strings.landing.queued : strings.landing.free}
          onName={actions.onName}
          onPlay={actions.onPlay}
        />
        <p class="landing-keyboard">{strings.landing.needsKeyboard}</p>
      </main>
      <Modes model={model} actions={actions} isBusy={isBusy} />
      <RoomList lobby={model.lobby} isBusy={isBusy} onRoom={actions.onRoom} />
      <HowTo />
    </div>
  );
}

function Top({ status, actions }: { status: ServerStatus; actions: LandingActions }): JSX.Element {
  const { onLeaderboard, onProfile } = actions;
  return (
    <header class="landing-top">
      <StatusPill status={status} />
      <button type="button" class="landing-link panel" onClick={onLeaderboard}>
        {strings.landing.leaderboard}
      </button>
      <button type="button" class="landing-link panel" onClick={onProfile}>
        {strings.landing.profile}
      </button>
    </header>
  );
}

function Modes({ model, actions, isBusy }: LandingProps & { isBusy: boolean }): JSX.Element {
  const counts = model.lobby?.counts ?? null;
  return (
    <section class="modes" aria-label={strings.landing.modes}>
      <ModeCard status={model.status} counts={counts} isBusy={isBusy} onPlay={actions.onArena} />
      <QueueCard
        counts={counts}
        queue={model.queue}
        isAgain={model.hasDueled}
        isBusy={isBusy}
        onFind={actions.onFindDuel}
        onLeave={actions.onLeaveQueue}
        onBot={actions.onBotDuel}
      />
      <PartyCard
        joining={model.joiningParty}
        isBusy={isBusy}
        onCreate={actions.onCreateParty}
        onJoin={actions.onJoinParty}
      />
      <LabCard isBusy={isBusy} onLab={actions.onLab} />
    </section>
  );
}
