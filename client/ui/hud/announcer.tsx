// What a screen reader is told. In: feed, connection. Out: two live regions: own kills and deaths
// politely, the connection at once. Words change with the state, not with its countdown.
import type { ConnectionView, FeedLine, WorldView } from "../../game/WorldView.ts";
import { build, part, TextCell } from "../lib/dom.ts";
import { strings } from "../strings.ts";
import type { HudPart } from "./hudPart.ts";

export function makeAnnouncer(): HudPart {
  const root = build(
    <div class="visually-hidden">
      <p data-part="polite" aria-live="polite" />
      <p data-part="urgent" aria-live="assertive" />
    </div>,
  );
  const polite = new TextCell(part(root, "polite"));
  const urgent = new TextCell(part(root, "urgent"));
  let lastFeedId = -1;
  let shownRevision = -1;
  let wasDown = false;
  return {
    root,
    update(view: WorldView) {
      const trouble = troubleWords(view.connection);
      if (trouble !== "") urgent.set(trouble);
      else urgent.set(wasDown ? strings.connection.restored : "");
      wasDown ||=
        view.connection.phase === "interrupted" || view.connection.phase === "reconnecting";
      if (view.hud.revision === shownRevision) return;
      shownRevision = view.hud.revision;
      for (const line of view.hud.feed) {
        if (line.id <= lastFeedId) continue;
        lastFeedId = line.id;
        if (line.role !== "seen") polite.set(feedWords(line));
      }
    },
  };
}

function troubleWords(connection: ConnectionView): string {
  if (connection.phase === "interrupted") return strings.connection.interrupted;
  if (connection.phase === "reconnecting") return strings.connection.reconnectingOnce;
  if (connection.closingInMs >= 0) return strings.connection.closingSoon;
  return connection.serverBusy ? strings.connection.busy : "";
}

function feedWords(line: FeedLine): string {
  const move = strings.moveName(line.move);
  return line.role === "dealt"
    ? strings.hud.youKilled(line.victim, move)
    : strings.hud.killedBy(line.killer, move);
}
