// The net icon. In: grade and round trip. Out: a sign whose shape differs by grade, with the
// number.
import type { WorldView } from "../../game/WorldView.ts";
import { build, MarkCell, part, TextCell } from "../lib/dom.ts";
import { NetBadIcon, NetOkIcon, NetWarnIcon } from "../lib/icons.tsx";
import { strings } from "../strings.ts";
import type { HudPart } from "./hudPart.ts";

/** Faster than this the number flickers instead of informing. */
const REFRESH_MS = 500;

export function makeNetPill(): HudPart {
  const root = build(
    <div class="net-pill panel">
      <span class="net-signs" data-part="signs" role="img">
        <NetOkIcon />
        <NetWarnIcon />
        <NetBadIcon />
      </span>
      <span class="net-ms" data-part="ms" />
    </div>,
  );
  const signs = part(root, "signs");
  const grade = new MarkCell(root, "data-grade");
  const label = new MarkCell(signs, "aria-label");
  const ms = new TextCell(part(root, "ms"));
  let nextMs = 0;
  return {
    root,
    update(view: WorldView) {
      const { phase, quality, rttMs } = view.connection;
      // Sign and number change together; trouble shows at once.
      if (phase === "live" && view.timeMs < nextMs) return;
      nextMs = view.timeMs + REFRESH_MS;
      grade.set(quality);
      label.set(strings.net[quality]);
      ms.set(strings.net.ms(rttMs));
    },
  };
}
