// The profile over the page: rating, statistics, matches, account. In: a device's identity. Out: a modal dialog that
// needs nothing but HTTP.
import type { JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { AccountLink } from "../../net/account.ts";
import type { GuestIdentity } from "../../net/identity.ts";
import { Records } from "../../net/records.ts";
import "../../styles/account.css";
import "../../styles/stats.css";
import { History } from "../stats/History.tsx";
import { OwnFigures } from "../stats/OwnFigures.tsx";
import { Failure, Loading } from "../stats/pageStates.tsx";
import { ServerState } from "../stats/ServerState.tsx";
import { openSheet, type SheetControl, SheetHead } from "../stats/sheet.tsx";
import { statsStrings } from "../stats/statsStrings.ts";
import { useAsked } from "../stats/useAsked.ts";
import { AccountCard } from "./AccountCard.tsx";
import { AccountForm, type FormAct } from "./AccountForm.tsx";
import type { Typed } from "./accountRules.ts";
import { accountStrings } from "./accountStrings.ts";
import { KeepCode } from "./KeepCode.tsx";
import { SignOut } from "./SignOut.tsx";

export interface ProfileDeps {
  /** http(s) address of the server. */
  readonly endpoint: string;
  readonly identity: GuestIdentity;
  /** The callsign on this device, for an account that has not played yet. */
  readonly name: string;
  /** After the profile was closed, when this device belongs to another account than before. */
  readonly onSwitched: () => void;
}

type View =
  | { readonly kind: "overview" }
  | { readonly kind: FormAct }
  | { readonly kind: "signOut" }
  | { readonly kind: "kept"; readonly code: string };

const OVERVIEW: View = { kind: "overview" };

/** Opens it over everything. */
export function openProfile(root: HTMLElement, deps: ProfileDeps): SheetControl {
  let hasSwitched = false;
  const noteSwitch = (): void => {
    hasSwitched = true;
  };
  return openSheet(
    root,
    "profile",
    (control) => <ProfilePage {...deps} control={control} onSwitch={noteSwitch} />,
    () => hasSwitched && deps.onSwitched(),
  );
}

interface ProfilePageProps extends ProfileDeps {
  readonly control: SheetControl;
  readonly onSwitch: () => void;
}

function ProfilePage(props: ProfilePageProps): JSX.Element {
  const { identity, endpoint, control, onSwitch } = props;
  const records = useMemo(() => new Records(identity), [identity]);
  const account = useMemo(() => new AccountLink(identity), [identity]);
  const [view, setView] = useState<View>(OVERVIEW);
  const [message, setMessage] = useState("");
  /** Grows when the device's account may be another. */
  const [visit, setVisit] = useState(0);
  const stats = useAsked(`me ${visit}`, () => records.ownStats());
  const body = useRef<HTMLDivElement>(null);

  const own = stats.isEarlier || stats.state === "failed" ? null : stats.answer;
  useEffect(() => {
    const dialog = body.current?.closest("dialog");
    const { activeElement } = document;
    if (dialog?.contains(activeElement) === true && activeElement !== dialog) return;
    // The control that led here is gone: the focus would fall out of the dialog.
    body.current?.querySelector<HTMLElement>("[autofocus], input, button")?.focus();
  }, [view.kind, own === null]);

  const show = (next: View, words = ""): void => {
    // At once, not in an effect: an Escape before it would lose the code.
    control.keepOpen(next.kind === "kept");
    setView(next);
    setMessage(words);
    if (next.kind === "overview") setVisit(visit + 1);
  };
  const submit = async (act: FormAct, { email, password, code }: Typed): Promise<void> => {
    if (act === "claim") show({ kind: "kept", code: await account.claim({ email, password }) });
    else if (act === "recover") {
      const next = await account.recover({ email, password, recoveryCode: code });
      onSwitch();
      show({ kind: "kept", code: next });
    } else {
      await account.signIn({ email, password });
      onSwitch();
      show(OVERVIEW, accountStrings.signIn.done);
    }
  };
  const leftBehind =
    own?.isClaimed === true
      ? accountStrings.signIn.leftClaimed
      : accountStrings.signIn.leftBehind(own === null ? 0 : matchesOf(own));
  return (
    <>
      <SheetHead
        name="profile"
        title={titleOf(view)}
        onClose={view.kind === "kept" ? null : control.close}
      >
        {view.kind === "overview" && <ServerState endpoint={endpoint} />}
      </SheetHead>
      <p class="profile-message" role="status">
        {message}
      </p>
      <div ref={body} class="profile-body" data-view={view.kind}>
        {view.kind === "overview" && own === null && stats.state !== "failed" && <Loading />}
        {view.kind === "overview" && stats.state === "failed" && <Failure onRetry={stats.again} />}
        {view.kind === "overview" && own !== null && (
          <>
            <OwnFigures stats={own} name={own.name === "" ? props.name : own.name} />
            <AccountCard
              isClaimed={own.isClaimed}
              onClaim={() => show({ kind: "claim" })}
              onSignIn={() => show({ kind: "signIn" })}
              onSignOut={() => show({ kind: "signOut" })}
            />
            <History key={visit} records={records} />
          </>
        )}
        {view.kind === "signOut" && (
          <SignOut
            onSignOut={async () => {
              await account.signOutEverywhere();
              onSwitch();
              show(OVERVIEW, accountStrings.signOut.done);
            }}
            onBack={() => show(OVERVIEW)}
          />
        )}
        {view.kind === "kept" && <KeepCode code={view.code} onKept={() => show(OVERVIEW)} />}
        {(view.kind === "claim" || view.kind === "signIn" || view.kind === "recover") && (
          <AccountForm
            key={view.kind}
            act={view.kind}
            {...(view.kind === "claim" ? {} : { warning: leftBehind })}
            onSubmit={(typed) => submit(view.kind, typed)}
            onBack={() => show(OVERVIEW)}
            {...(view.kind === "signIn" ? { onForgot: () => show({ kind: "recover" }) } : {})}
          />
        )}
      </div>
    </>
  );
}

function matchesOf({ duels, arena }: { duels: Record<string, number>; arena: { rounds: number } }) {
  return Object.values(duels).reduce((sum, n) => sum + n, arena.rounds);
}

function titleOf(view: View): string {
  return view.kind === "overview" ? statsStrings.profile.title : accountStrings[view.kind].title;
}
