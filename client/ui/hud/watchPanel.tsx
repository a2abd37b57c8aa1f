// For who watches: whom, how that player stands, and the keys. In: the WatchView. Out: a panel in the dock's place;
// nothing for who plays.
import type { JSX } from "preact";
import { MAX_HP, MAX_SHIELD } from "../../../shared/sim/constants.ts";
import type { WorldView } from "../../game/WorldView.ts";
import { DEFAULT_BINDINGS } from "../../input/bindings.ts";
import { WATCH_KEYS, type WatchAction } from "../../input/watchKeys.ts";
import { watchStrings } from "../duel/duelStrings.ts";
import { barCell, build, MarkCell, part, TextCell } from "../lib/dom.ts";
import { strings } from "../strings.ts";
import type { HudPart } from "./hudPart.ts";
import { keyCap } from "./keyHints.ts";
import "../../styles/watch.css";

const MOVE_KEYS = [
  DEFAULT_BINDINGS.up[0],
  DEFAULT_BINDINGS.left[0],
  DEFAULT_BINDINGS.down[0],
  DEFAULT_BINDINGS.right[0],
];

export function makeWatchPanel(): HudPart {
  const root = build(<Skeleton />);
  const title = new TextCell(part(root, "watch-title"));
  const name = new TextCell(part(root, "watch-name"));
  const bot = new MarkCell(root, "data-bot");
  const free = new MarkCell(root, "data-free");
  const leader = new MarkCell(root, "data-leader");
  const hp = barCell(part(root, "watch-hp"));
  const shield = barCell(part(root, "watch-shield"));
  const hpText = new TextCell(part(root, "watch-hp-text"));
  return {
    root,
    update({ watch }: WorldView) {
      if (root.hidden !== (watch === null)) root.hidden = watch === null;
      if (watch === null) return;
      const words = watchStrings;
      title.set(watch.isFree ? words.free : words.watching);
      name.set(watch.isFree ? "" : watch.name === "" ? words.nobody : watch.name);
      bot.set(`${watch.isBot && !watch.isFree}`);
      free.set(`${watch.isFree || watch.slot < 0}`);
      leader.set(`${watch.isLeader}`);
      hp.set(watch.hp / MAX_HP);
      shield.set(watch.shield / MAX_SHIELD);
      hpText.set(watch.hp);
    },
  };
}

function Skeleton(): JSX.Element {
  return (
    <section class="watch panel" hidden>
      <p class="watch-who" aria-live="polite">
        <small data-part="watch-title" />
        <b data-part="watch-name" />
        <span class="bot-tag">{strings.bot}</span>
        <span class="watch-leader">{watchStrings.leader}</span>
      </p>
      <div class="watch-vitals">
        <div class="vital-bar vital-hp">
          <span class="vital-fill" data-part="watch-hp" />
        </div>
        <div class="vital-bar watch-shield">
          <span data-part="watch-shield" />
        </div>
        <b data-part="watch-hp-text" />
      </div>
      <ul class="watch-keys">
        <Key action="previous" does={watchStrings.previous} />
        <Key action="next" does={watchStrings.next} />
        <Key action="leader" does={watchStrings.leaderKey} />
        <Key action="free" does={watchStrings.freeKey} />
        <li class="watch-move">
          {MOVE_KEYS.map((binding) => (
            <kbd key={binding}>{keyCap(binding)}</kbd>
          ))}
          {watchStrings.move}
        </li>
      </ul>
    </section>
  );
}

function Key(props: { action: WatchAction; does: string }): JSX.Element {
  return (
    <li>
      <kbd>{keyCap(WATCH_KEYS[props.action][0])}</kbd>
      {props.does}
    </li>
  );
}
