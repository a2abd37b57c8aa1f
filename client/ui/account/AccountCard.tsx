// Whose account this device has, and what can be done about it. In: whether it is claimed. Out: the next form.
import type { JSX } from "preact";
import { accountStrings } from "./accountStrings.ts";

export interface AccountCardProps {
  readonly isClaimed: boolean;
  readonly onClaim: () => void;
  readonly onSignIn: () => void;
  readonly onSignOut: () => void;
}

export function AccountCard(props: AccountCardProps): JSX.Element {
  const { isClaimed } = props;
  return (
    <section class="account-card" data-claimed={isClaimed} aria-label={accountStrings.title}>
      <div>
        <h3>{isClaimed ? accountStrings.claimed : accountStrings.guest}</h3>
        <p>{isClaimed ? accountStrings.claimedNote : accountStrings.guestNote}</p>
      </div>
      <div class="account-card-buttons">
        {isClaimed ? (
          <button type="button" class="button button-danger" onClick={props.onSignOut}>
            {accountStrings.signOut.open}
          </button>
        ) : (
          <>
            <button type="button" class="button button-primary" onClick={props.onClaim}>
              {accountStrings.claim.open}
            </button>
            <button type="button" class="button" onClick={props.onSignIn}>
              {accountStrings.signIn.open}
            </button>
          </>
        )}
      </div>
    </section>
  );
}
