// The server's state at a glance. In: what the last check found. Out: a pill with sign, words and
// ping.
import type { JSX } from "preact";
import { netQuality } from "../../net/netQuality.ts";
import { NetBadIcon, NetOkIcon, NetWarnIcon } from "../lib/icons.tsx";
import { strings } from "../strings.ts";

export interface ServerStatus {
  readonly state: "checking" | "up" | "down";
  readonly players: number;
  readonly rooms: number;
  readonly pingMs: number;
}

/** Status, ping and rooms. Announced when the state changes, not when the numbers do. */
export function StatusPill(props: { status: ServerStatus }): JSX.Element {
  const { state, pingMs, players, rooms } = props.status;
  const grade = gradeOf(props.status);
  const words = strings.status[state];
  return (
    <section class="status panel" data-grade={grade} aria-label={strings.status.label}>
      <StatusIcon grade={grade} />
      <span class="status-words" role="status">
        {words}
      </span>
      {state === "up" && (
        <>
          <span class="status-ping">{strings.status.ping(pingMs)}</span>
          <span class="status-count">
            {strings.status.players(players)} · {strings.status.rooms(rooms)}
          </span>
        </>
      )}
    </section>
  );
}

type Grade = "checking" | "ok" | "warn" | "bad";

function gradeOf(status: ServerStatus): Grade {
  if (status.state === "checking") return "checking";
  // One ping has no jitter; the match's own icon will know better.
  return status.state === "down" ? "bad" : netQuality(status.pingMs, 0);
}

function StatusIcon(props: { grade: Grade }): JSX.Element {
  switch (props.grade) {
    case "ok":
      return <NetOkIcon />;
    case "warn":
      return <NetWarnIcon />;
    case "bad":
      return <NetBadIcon />;
    case "checking":
      return <span class="spinner" aria-hidden="true" />;
  }
}
