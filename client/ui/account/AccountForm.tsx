// The forms for claiming, signing in and recovering. In: which one, and what to do with what was typed. Out: that,
// once it can be right; the server's refusals as words.
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { EMAIL_MAX, PASSWORD_MAX, RECOVERY_CODE_MAX } from "../../../shared/net/account.ts";
import { IdentityError } from "../../net/identity.ts";
import {
  type AccountAct,
  explainRefusal,
  type Flaw,
  findFlaw,
  type Typed,
} from "./accountRules.ts";
import { accountStrings } from "./accountStrings.ts";
import { Field } from "./Field.tsx";

export type FormAct = Exclude<AccountAct, "signOut">;

export interface AccountFormProps {
  readonly act: FormAct;
  /** What the player must know before it goes on. */
  readonly warning?: string;
  /** Rejects with an IdentityError. */
  readonly onSubmit: (typed: Typed) => Promise<void>;
  readonly onBack: () => void;
  /** Beside "Back", for signing in. */
  readonly onForgot?: () => void;
}

export function AccountForm(props: AccountFormProps): JSX.Element {
  const { act } = props;
  const words = accountStrings[act];
  const [typed, setTyped] = useState<Typed>({ email: "", password: "", code: "" });
  const [flaw, setFlaw] = useState<Flaw | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  const change = (part: Partial<Typed>): void => {
    setTyped({ ...typed, ...part });
    setFlaw(null);
    setRefusal(null);
  };
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (isBusy) return;
    const found = findFlaw(act, typed);
    setFlaw(found);
    setRefusal(null);
    if (found !== null) {
      form.current?.querySelector<HTMLInputElement>(`#account-${found.field}`)?.focus();
      return;
    }
    setBusy(true);
    try {
      await props.onSubmit(typed);
    } catch (error) {
      setRefusal(explainRefusal(act, error instanceof IdentityError ? error.code : 0));
      setBusy(false);
    }
  };
  const flawOf = (field: keyof Typed): string | null => (flaw?.field === field ? flaw.words : null);
  return (
    <form
      ref={form}
      class="account-form"
      noValidate
      aria-busy={isBusy}
      onSubmit={(event) => void submit(event)}
    >
      <p class="account-note">{words.note}</p>
      {props.warning !== undefined && <p class="account-warning">{props.warning}</p>}
      <Field
        id="account-email"
        label={accountStrings.email}
        type="email"
        autocomplete="username"
        maxLength={EMAIL_MAX}
        value={typed.email}
        flaw={flawOf("email")}
        onInput={(email) => change({ email })}
      />
      {act === "recover" && (
        <Field
          id="account-code"
          label={accountStrings.code}
          type="text"
          autocomplete="off"
          maxLength={RECOVERY_CODE_MAX}
          value={typed.code}
          flaw={flawOf("code")}
          onInput={(code) => change({ code })}
        />
      )}
      <Field
        id="account-password"
        label={act === "recover" ? accountStrings.newPassword : accountStrings.password}
        type="password"
        autocomplete={act === "signIn" ? "current-password" : "new-password"}
        maxLength={PASSWORD_MAX}
        value={typed.password}
        flaw={flawOf("password")}
        {...(act === "signIn" ? {} : { hint: accountStrings.passwordHint })}
        onInput={(password) => change({ password })}
      />
      <p class="account-refusal" role="alert">
        {refusal}
      </p>
      <div class="account-buttons">
        <button type="submit" class="button button-primary">
          {isBusy ? accountStrings.busy : words.submit}
        </button>
        <button type="button" class="button" onClick={props.onBack}>
          {accountStrings.back}
        </button>
      </div>
      {props.onForgot !== undefined && (
        <button type="button" class="link" onClick={props.onForgot}>
          {accountStrings.signIn.forgot}
        </button>
      )}
    </form>
  );
}
