// The landing page. In: server status and how joining goes. Out: a name to play under, or a plain
// error with one way on. Needs neither Phaser nor a connection.
import { type JSX, render } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { applyMotion } from "../lib/motion.ts";
import { type ErrorDialog, type ErrorView, openErrorDialog } from "../menu/errorDialog.tsx";
import { loadSettings } from "../settingsStore.ts";
import { strings } from "../strings.ts";
import { startAttract } from "./attract.ts";
import { HowTo } from "./HowTo.tsx";
import { LabCard } from "./LabCard.tsx";
import { ModeCard } from "./ModeCard.tsx";
import { PlayForm } from "./PlayForm.tsx";
import { type ServerStatus, StatusPill } from "./StatusPill.tsx";
import { Wordmark } from "./Wordmark.tsx";

export interface LandingProps {
  /** Name in the field at first; typing is not undone by later updates. */
  readonly name: string;
  readonly status: ServerStatus;
  /** 0..1 while joining ("Entering…" in the button), null otherwise. */
  readonly entering: number | null;
  /** Every usable name as it is typed or rolled, for keeping. */
  readonly onName: (name: string) => void;
  readonly onPlay: (name: string) => void;
  /** Into the Net Lab, under the name last told. */
  readonly onLab: () => void;
}

export interface LandingHandle {
  /** Merges `changes` into the props and redraws. */
  update(changes: Partial<LandingProps>): void;
  /** Stops joining and shows `error` over the page. Replaces an error that is already open. */
  showError(error: ErrorView): void;
  /** Removes the page and stops its animation. */
  unmount(): void;
}

/** Shows the landing page in `root`, which it owns until `unmount`. */
export function mountLanding(root: HTMLElement, initial: LandingProps): LandingHandle {
  applyMotion(loadSettings().reducedMotion);
  let props = initial;
  let shownError: ErrorDialog | null = null;
  const draw = (): void => render(<Landing {...props} />, root);
  draw();
  return {
    update(changes) {
      props = { ...props, ...changes };
      draw();
      shownError?.showStatus(props.status);
    },
    showError(error) {
      props = { ...props, entering: null };
      draw();
      shownError?.close();
      shownError = openErrorDialog(document.body, error, props.status);
    },
    unmount() {
      shownError?.close();
      render(null, root);
    },
  };
}

function Landing(props: LandingProps): JSX.Element {
  const { status } = props;
  return (
    <div class="landing">
      <AttractCanvas />
      <div class="landing-scrim" />
      <header class="landing-top">
        <StatusPill status={status} />
      </header>
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
        <div class="landing-start">
          <PlayForm
            initialName={props.name}
            entering={props.entering}
            onName={props.onName}
            onPlay={props.onPlay}
          />
          <ModeCard status={status} />
          <LabCard isBusy={props.entering !== null} onLab={props.onLab} />
        </div>
        <p class="landing-keyboard">{strings.landing.needsKeyboard}</p>
      </main>
      <HowTo />
    </div>
  );
}

function AttractCanvas(): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => (canvas.current === null ? undefined : startAttract(canvas.current)), []);
  return <canvas ref={canvas} class="attract" />;
}
