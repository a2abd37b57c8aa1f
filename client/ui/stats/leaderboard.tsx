// The leaderboard over the page. In: a device's identity. Out: a modal dialog that needs nothing but HTTP.
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { BOARDS, type Board, PERIODS, type Period } from "../../../shared/net/stats.ts";
import type { GuestIdentity } from "../../net/identity.ts";
import { Records } from "../../net/records.ts";
import "../../styles/stats.css";
import { BoardTable } from "./BoardTable.tsx";
import { Failure, Loading } from "./pageStates.tsx";
import { Segments } from "./Segments.tsx";
import { ServerState } from "./ServerState.tsx";
import { openSheet, type SheetControl, SheetHead } from "./sheet.tsx";
import { statsStrings } from "./statsStrings.ts";
import { useAsked } from "./useAsked.ts";

export interface LeaderboardDeps {
  /** http(s) address of the server. */
  readonly endpoint: string;
  readonly identity: GuestIdentity;
}

const words = statsStrings.leaderboard;
/** Others play on while it is looked at. */
const REFRESH_MS = 15_000;

/** Opens it over everything. */
export function openLeaderboard(root: HTMLElement, deps: LeaderboardDeps): SheetControl {
  return openSheet(root, "leaderboard", ({ close }) => (
    <LeaderboardPage {...deps} onClose={close} />
  ));
}

function LeaderboardPage(props: LeaderboardDeps & { onClose: () => void }): JSX.Element {
  const { identity, endpoint, onClose } = props;
  const records = useMemo(() => new Records(identity), [identity]);
  const [board, setBoard] = useState<Board>("duel");
  const [period, setPeriod] = useState<Period>("all");
  const key = `${board} ${period}`;
  const { answer, state, again } = useAsked(
    key,
    () => records.leaderboard(board, period),
    REFRESH_MS,
  );
  return (
    <>
      <SheetHead name="leaderboard" title={words.title} onClose={onClose}>
        <ServerState endpoint={endpoint} />
      </SheetHead>
      <div class="board-choices">
        <Segments
          label={words.boards}
          choices={BOARDS}
          chosen={board}
          nameOf={words.board}
          onChoose={setBoard}
        />
        <Segments
          label={words.periods}
          choices={PERIODS}
          chosen={period}
          nameOf={words.period}
          onChoose={setPeriod}
        />
      </div>
      <div class="board-body" aria-busy={state === "asking"}>
        {answer === null && state === "asking" && <Loading />}
        {answer === null && state === "failed" && <Failure onRetry={again} />}
        {answer !== null && (
          <BoardTable
            leaderboard={answer}
            isStale={state === "failed" || `${answer.board} ${answer.period}` !== key}
          />
        )}
      </div>
      <p class="board-note">
        {state === "failed" && answer !== null ? (
          <span role="alert">{statsStrings.stale}</span>
        ) : (
          `${words.pointsNote(board, period)} ${words.resets(period)}`
        )}
      </p>
    </>
  );
}
