// The question before every device is signed out. In: how to do it. Out: that, or back.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { IdentityError } from "../../net/identity.ts";
import { explainRefusal } from "./accountRules.ts";
import { accountStrings } from "./accountStrings.ts";

const words = accountStrings.signOut;

export interface SignOutProps {
  /** Rejects with an IdentityError. */
  readonly onSignOut: () => Promise<void>;
  readonly onBack: () => void;
}

export function SignOut(props: SignOutProps): JSX.Element {
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const signOut = async (): Promise<void> => {
    if (isBusy) return;
    setBusy(true);
    setRefusal(null);
    try {
      await props.onSignOut();
    } catch (error) {
      setRefusal(explainRefusal("signOut", error instanceof IdentityError ? error.code : 0));
      setBusy(false);
    }
  };
  return (
    <div class="account-form" aria-busy={isBusy}>
      <p class="account-note">{words.note}</p>
      <p class="account-refusal" role="alert">
        {refusal}
      </p>
      <div class="account-buttons">
        <button type="button" class="button button-danger" onClick={() => void signOut()}>
          {isBusy ? accountStrings.busy : words.submit}
        </button>
        <button type="button" class="button" onClick={props.onBack} autofocus>
          {accountStrings.back}
        </button>
      </div>
    </div>
  );
}
