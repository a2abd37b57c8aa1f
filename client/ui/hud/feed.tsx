// The kill feed. In: the HUD's feed. Out: up to five lines, each for five seconds; own events stand
// out.
import { type JSX, render } from "preact";
import type { FeedLine, WorldView } from "../../game/WorldView.ts";
import { build } from "../lib/dom.ts";
import { CrownIcon } from "../lib/icons.tsx";
import { strings } from "../strings.ts";
import { killerWords, nextFeedExpiryMs, visibleFeed } from "./feedRules.ts";
import type { HudPart } from "./hudPart.ts";
import { MoveIcon } from "./MoveIcon.tsx";

export function makeFeed(): HudPart {
  // Silent: the announcer speaks of own events only, and a crowd would never let it finish.
  const root = build(<div class="feed" aria-hidden="true" />);
  let shownRevision = -1;
  let expiryMs = Number.POSITIVE_INFINITY;
  return {
    root,
    update(view: WorldView) {
      if (view.hud.revision === shownRevision && view.timeMs < expiryMs) return;
      shownRevision = view.hud.revision;
      const lines = visibleFeed(view.hud.feed, view.timeMs);
      expiryMs = nextFeedExpiryMs(lines);
      render(
        <ul>
          {lines.map((line) => (
            <Line key={line.id} line={line} />
          ))}
        </ul>,
        root,
      );
    },
  };
}

function Line(props: { line: FeedLine }): JSX.Element {
  const { line } = props;
  return (
    <li class="feed-line panel" data-role={line.role}>
      <span class="feed-killer">{killerWords(line.killer, line.move)}</span>
      {line.assist !== "" && <span class="feed-assist">{strings.hud.feedAssist(line.assist)}</span>}
      <span class="feed-move">
        <MoveIcon move={line.move} />
      </span>
      {line.crown && (
        <span class="feed-crown">
          <CrownIcon />
        </span>
      )}
      <span class="feed-victim">{line.victim}</span>
    </li>
  );
}
