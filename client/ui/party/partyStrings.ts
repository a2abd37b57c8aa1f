// What a private room says, in English. In: figures. Out: what its members read.
import type { PartyMode, PartyNotice, PartySide } from "../../../shared/net/party.ts";
import type { StartBlock } from "./partyRules.ts";

export const partyStrings = {
  card: {
    kind: "With friends",
    name: "Private room",
    facts: "A code and a link: your people, your rules.",
    create: "Create",
    codeLabel: "Code of a private room",
    codeHint: "CODE",
    join: "Join",
    badCode: "A code has four letters, none of them a vowel.",
    joining: (code: string): string => (code === "" ? "Opening a room…" : `Joining ${code}…`),
  },

  title: "Private room",
  code: "Code",
  copyLink: "Copy link",
  copied: "Link copied",
  copyByHand: "Copy this link",
  linkNote: "Whoever opens the link is in.",
  leave: "Leave room",
  members: (n: number, max: number): string => `Members ${n}/${max}`,
  you: "you",
  host: "Host",
  ready: "Ready",
  notReady: "Not ready",
  playing: "In the match",
  away: "Reconnecting",
  makeHost: (name: string): string => `Make ${name} the host`,
  makeHostShort: "Make host",
  remove: (name: string): string => `Remove ${name} from the room`,
  removeShort: "Remove",
  connectionLost: "Connection to the room lost. Trying again…",

  side: "Your side",
  sides: (mode: PartyMode): readonly { readonly side: PartySide; readonly name: string }[] =>
    mode === "duel"
      ? [
          { side: 1, name: "Amber" },
          { side: 2, name: "Azure" },
          { side: 0, name: "Watch" },
        ]
      : [
          { side: 1, name: "Play" },
          // A public arena has no place to watch from.
          { side: 0, name: mode === "open" ? "Sit out" : "Watch" },
        ],

  rules: "Rules",
  rulesOf: (host: string): string => `Rules, set by ${host}`,
  mode: "Mode",
  modes: { open: "Open Arena", arena: "Own arena", duel: "Duel" } satisfies Record<
    PartyMode,
    string
  >,
  modeFacts: {
    open: "Together into a public arena, among everybody else.",
    arena: "An arena of your own, with nobody else in it.",
    duel: "One against one, first to 3 rounds, unranked. The others watch.",
  } satisfies Record<PartyMode, string>,
  map: "Map",
  anyMap: "As the mode chooses",
  bots: "Bots",
  minutes: "Round",
  minutesValue: (n: number): string => `${n} min`,
  noBots: "none",

  getReady: "Ready",
  unready: "Not ready",
  start: "Start",
  joinMatch: "Join the match",
  entering: "Entering the match…",
  running: "A match is running.",
  waitsFor: (host: string): string => `${host} starts once everybody is ready.`,
  sitsOut: (host: string): string => `You do not play. ${host} starts once the others are ready.`,
  waitsForHost: (host: string): string => `Waiting for ${host} to start.`,
  readyCount: (ready: number, all: number): string => `${ready} of ${all} ready`,
  blocks: {
    noPlayer: "Nobody plays: choose a side.",
    notReady: "Not everybody is ready.",
    duelOfTwo: "A Duel needs one Amber and one Azure, or a bot.",
  } satisfies Record<StartBlock, string>,
  noAnswer: "No answer from the server. Try again.",
  notices: {
    noSeats: "There were not enough places for everybody. Try again in a moment.",
    matchFailed: "The match could not be made. Try again in a moment.",
    matchOver: "The match is over.",
  } satisfies Record<PartyNotice["text"], string>,
} as const;
