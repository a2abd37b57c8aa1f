// Above a Duel: both names with the rounds they won, the round's clock between them, which round it is, and one
// line of warning. In: the DuelView. Out: a bar in the place of the Open Arena's clock; nothing in other rooms.
import { type JSX, render } from "preact";
import type { DuelSideView, DuelView } from "../../game/DuelView.ts";
import type { WorldView } from "../../game/WorldView.ts";
import type { HudPart } from "../hud/hudPart.ts";
import { build, MarkCell, part, TextCell } from "../lib/dom.ts";
import { formatClock } from "../lib/format.ts";
import { BrokenLinkIcon, NetWarnIcon } from "../lib/icons.tsx";
import { strings } from "../strings.ts";
import { duelStrings } from "./duelStrings.ts";
import { duelNote, roundWords } from "./duelWords.ts";
import { Pips, type SideLook, SideSign } from "./Pips.tsx";

const URGENT_MS = 10_000;

export function makeDuelBar(): HudPart {
  const root = build(
    <section class="duel-head" aria-label={duelStrings.title} hidden>
      <div class="duel-bar panel">
        <div class="duel-side duel-left" data-part="left" />
        <div class="duel-time" role="timer" aria-label={strings.hud.clock}>
          <b class="duel-clock" data-part="time" />
          <small data-part="round" />
        </div>
        <div class="duel-side duel-right" data-part="right" />
      </div>
      <p class="duel-note panel" data-part="note" data-tone="none" aria-live="polite">
        <span class="duel-note-link">
          <BrokenLinkIcon />
        </span>
        <span class="duel-note-sign">
          <NetWarnIcon />
        </span>
        <span data-part="note-words" />
      </p>
    </section>,
  );
  const time = new TextCell(part(root, "time"));
  const round = new TextCell(part(root, "round"));
  const urgent = new MarkCell(part(root, "time"), "data-urgent");
  const replay = new MarkCell(part(root, "round"), "data-replay");
  const noteTone = new MarkCell(part(root, "note"), "data-tone");
  const phase = new MarkCell(root, "data-phase");
  const noteWords = new TextCell(part(root, "note-words"));
  const left = makeSide(part(root, "left"));
  const right = makeSide(part(root, "right"));
  let shownSeconds = -1;
  const showClock = ({ roundLeftMs, phase: now }: DuelView): void => {
    const seconds = Math.ceil(roundLeftMs / 1000);
    urgent.set(`${now === "live" && roundLeftMs <= URGENT_MS}`);
    if (seconds === shownSeconds) return;
    shownSeconds = seconds;
    time.set(formatClock(roundLeftMs));
  };
  return {
    root,
    update({ duel }: WorldView) {
      if (root.hidden !== (duel === null)) root.hidden = duel === null;
      if (duel === null) return;
      phase.set(duel.phase);
      showClock(duel);
      round.set(roundWords(duel));
      replay.set(`${duel.isReplay}`);
      const isPlayed = duel.left?.isSelf === true;
      left(duel.left, duel.roundsToWin, isPlayed ? "own" : "left");
      right(duel.right, duel.roundsToWin, isPlayed ? "opponent" : "right");
      const { words, tone } = duelNote(duel);
      noteWords.set(words);
      noteTone.set(tone);
    },
  };
}

/** Draws a side where something of it changed. */
function makeSide(
  root: HTMLElement,
): (side: DuelSideView | null, of: number, look: SideLook) => void {
  let shown = "";
  return (side, of, look) => {
    const key =
      side === null
        ? "-"
        : `${side.name} ${side.rounds} ${side.isConnected} ${side.isBot} ${of} ${look}`;
    if (key === shown) return;
    shown = key;
    render(<Side side={side} of={of} look={look} />, root);
  };
}

function Side(props: { side: DuelSideView | null; of: number; look: SideLook }): JSX.Element {
  const { side, of, look } = props;
  if (side === null) return <span class="duel-nobody">{duelStrings.nobody}</span>;
  const { name, isBot, isConnected, rounds } = side;
  return (
    <>
      <SideSign look={look} />
      <div class="duel-who" data-away={!isConnected}>
        <p class="duel-name">
          <b>{name}</b>
          {isBot && <span class="bot-tag">{strings.bot}</span>}
          {!isConnected && <span class="duel-away">{duelStrings.away}</span>}
        </p>
        <Pips won={rounds} of={of} look={look} />
        <span class="visually-hidden">{duelStrings.pips(name, rounds, of)}</span>
      </div>
    </>
  );
}
