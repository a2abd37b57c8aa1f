// The state of the connection, as NET-12 of SPEC.md has it. In: the connection. Out: a
// banner under the clock, with Leave while reconnecting; nothing while all is well.
import type { ConnectionView, WorldView } from "../../game/WorldView.ts";
import { build, MarkCell, part, TextCell } from "../lib/dom.ts";
import { BrokenLinkIcon, NetWarnIcon } from "../lib/icons.tsx";
import { strings } from "../strings.ts";
import type { HudPart } from "./hudPart.ts";

type BannerKind =
  | "none"
  | "connecting"
  | "stalled"
  | "interrupted"
  | "reconnecting"
  | "busy"
  | "closing";

export function makeBanner(onLeave: () => void): HudPart {
  const root = build(
    <div class="banner panel" data-kind="none">
      <span class="banner-link">
        <BrokenLinkIcon />
      </span>
      <span class="banner-warn">
        <NetWarnIcon />
      </span>
      <span class="spinner" />
      <span class="banner-words" data-part="words" />
      <button type="button" class="button button-small" onClick={onLeave}>
        {strings.connection.leave}
      </button>
    </div>,
  );
  const kindMark = new MarkCell(root, "data-kind");
  const words = new TextCell(part(root, "words"));
  let shownKey = -1;
  return {
    root,
    update({ connection }: WorldView) {
      const kind = bannerKind(connection);
      kindMark.set(kind);
      if (kind === "closing") {
        words.set(strings.connection.closing(Math.ceil(connection.closingInMs / 1000)));
        return;
      }
      if (kind !== "reconnecting") {
        words.set(plainWords(kind));
        shownKey = -1;
        return;
      }
      const heldS = Math.max(0, Math.ceil(connection.seatHeldS));
      const key = connection.attempt * 1000 + heldS;
      if (key === shownKey) return;
      shownKey = key;
      words.set(strings.connection.reconnecting(connection.attempt, heldS));
    },
  };
}

function bannerKind(connection: ConnectionView): BannerKind {
  switch (connection.phase) {
    case "connecting":
    case "stalled":
    case "interrupted":
    case "reconnecting":
      return connection.phase;
    case "live":
      if (connection.closingInMs >= 0) return "closing";
      return connection.serverBusy ? "busy" : "none";
    // The page shows an error with one way on.
    case "closed":
      return "none";
  }
}

function plainWords(kind: Exclude<BannerKind, "reconnecting" | "closing">): string {
  return kind === "none" ? "" : strings.connection[kind];
}
