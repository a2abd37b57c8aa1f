// The server's state on a page of records. In: its address. Out: the same pill as on the landing page, kept up to date
// over HTTP.
import type { JSX } from "preact";
import { askStatus } from "../../net/serverStatus.ts";
import { type ServerStatus, StatusPill } from "../landing/StatusPill.tsx";
import { useAsked } from "./useAsked.ts";

const PERIOD_MS = 5000;
const UNKNOWN = { players: 0, rooms: 0, pingMs: 0 };

export function ServerState(props: { endpoint: string }): JSX.Element {
  const { answer, state } = useAsked("status", () => askStatus(props.endpoint), PERIOD_MS);
  return <StatusPill status={statusOf(answer, state)} />;
}

function statusOf(
  answer: Omit<ServerStatus, "state"> | null,
  state: "asking" | "answered" | "failed",
): ServerStatus {
  if (state === "failed") return { state: "down", ...UNKNOWN };
  if (answer === null) return { state: "checking", ...UNKNOWN };
  const { players, rooms, pingMs } = answer;
  return { state: "up", players, rooms, pingMs };
}
