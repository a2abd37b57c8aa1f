// The English text of claiming and signing in, in one place. In: figures. Out: what the player reads.
import { PASSWORD_MAX, PASSWORD_MIN } from "../../../shared/net/account.ts";

export const accountStrings = {
  title: "Account",
  guest: "Guest on this device",
  guestNote:
    "Rating and matches are kept for this browser alone. Claim the account to keep them, and to play as yourself on other devices.",
  claimed: "Claimed account",
  claimedNote: "Sign in with your e-mail address and password on any other device.",
  back: "Back",
  email: "E-mail address",
  password: "Password",
  newPassword: "New password",
  code: "Recovery code",
  showPassword: "Show",
  hidePassword: "Hide",
  passwordHint: `At least ${PASSWORD_MIN} characters.`,
  busy: "One moment…",

  claim: {
    open: "Claim account",
    title: "Claim this account",
    note: "Free, and no mail is ever sent: the address is only your name here. If you forget the password, a recovery code helps. You get it next.",
    submit: "Claim account",
  },
  signIn: {
    open: "Sign in",
    title: "Sign in",
    note: "This device joins your account.",
    leftBehind: (matches: number): string =>
      matches === 0
        ? "The guest of this device is left behind."
        : `The guest of this device is left behind with its rating and ${matches === 1 ? "its match" : `its ${matches} matches`}: they are not moved to your account, and there is no way back to them.`,
    leftClaimed: "The account of this device stays as it is: you can sign in to it again.",
    submit: "Sign in",
    forgot: "Forgot the password?",
    done: "You are signed in on this device.",
  },
  recover: {
    title: "Recover your account",
    note: "The recovery code was shown when you claimed the account. It works once: you get another. All other devices are signed out.",
    submit: "Set new password",
  },
  kept: {
    title: "Keep this recovery code",
    note: "It is the only way back when the password is lost, and it is shown only now. Write it down, or keep it where you keep passwords.",
    copy: "Copy",
    copied: "Copied",
    copyFailed: "Could not copy: select it and copy it by hand.",
    confirm: "I have kept it somewhere safe",
    done: "Done",
  },
  signOut: {
    open: "Sign out everywhere",
    title: "Sign out everywhere?",
    note: "Every device is signed out, this one too, and a match that runs on one of them ends. You need e-mail address and password to come back; this device goes on as a new guest.",
    submit: "Sign out everywhere",
    done: "Every device is signed out. This one is a new guest.",
  },

  wrong: {
    email: "This is not an e-mail address.",
    passwordShort: `A password has at least ${PASSWORD_MIN} characters.`,
    passwordLong: `A password has at most ${PASSWORD_MAX} characters.`,
    code: "A recovery code has 24 letters and digits.",
  },
  refused: {
    claim: "This address is in use. If it is yours, sign in instead.",
    signIn: "E-mail address or password is not right.",
    recover: "E-mail address or recovery code is not right.",
    claimedBefore: "This account is claimed already.",
    notClaimed: "This account is not claimed: claim it first.",
    shutOut: "The host of this server does not let this account play here.",
    tooMany: "Too many tries. Wait some minutes.",
    away: "The server gave no answer. Try again in a moment.",
    unknown: "The server refused this.",
  },
} as const;
