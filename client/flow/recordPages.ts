// Leaderboard and profile, which load when they are opened. In: a device's identity. Out: what the landing page's
// buttons do; they need nothing but HTTP.
import type { GuestIdentity } from "../net/identity.ts";
import { makeError, openErrorDialog } from "../ui/menu/errorDialog.tsx";
import { loadName } from "../ui/nameStore.ts";
import { STATUS_UNKNOWN } from "./serverStatus.ts";

export interface RecordPages {
  readonly onLeaderboard: () => void;
  readonly onProfile: () => void;
}

export function makeRecordPages(identity: GuestIdentity): RecordPages {
  const deps = { endpoint: location.origin, identity };
  const onLeaderboard = (): void => {
    import("../ui/stats/leaderboard.tsx").then(
      ({ openLeaderboard }) => openLeaderboard(document.body, deps),
      () => showLost(onLeaderboard),
    );
  };
  const onProfile = (): void => {
    import("../ui/account/profile.tsx").then(
      ({ openProfile }) => openProfile(document.body, { ...deps, name: loadName(), onSwitched }),
      () => showLost(onProfile),
    );
  };
  return { onLeaderboard, onProfile };
}

/** The page's connections are the former account's: lobby, queue. They begin anew. */
function onSwitched(): void {
  location.reload();
}

function showLost(again: () => void): void {
  openErrorDialog(document.body, makeError("serverAway", again), {
    ...STATUS_UNKNOWN,
    state: "down",
  });
}
