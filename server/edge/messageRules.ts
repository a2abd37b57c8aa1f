// Who may send what, and when. In: a message's type, and what its sender is to the match. Out: yes or no. Server only.
import { PartyMessage } from "../../shared/net/party.ts";
import { Message } from "../../shared/net/protocol.ts";
import { QueueMessage } from "../../shared/net/queue.ts";

/** What the sender is to the match. Spectators hold no slot; a member waits in the queue, or is in a private room. */
export type Role = "alive" | "dead" | "spectator" | "member";
/** Where the match is: people gather, it is played, its result is shown. */
export type Stage = "before" | "match" | "after";

interface Rule {
  readonly roles: readonly Role[];
  readonly stages: readonly Stage[];
}

const ALWAYS: readonly Stage[] = ["before", "match", "after"];
const PLAYERS: readonly Role[] = ["alive", "dead"];
const MEMBERS: readonly Role[] = ["member"];
const EVERYBODY: readonly Role[] = ["alive", "dead", "spectator"];

/** Every message that a client may send. A room cannot accept one that does not stand here. */
const RULES: ReadonlyMap<number, Rule> = new Map<number, Rule>([
  [Message.NetReport, { roles: EVERYBODY, stages: ALWAYS }],
  [Message.Emote, { roles: PLAYERS, stages: ALWAYS }],
  [Message.Rematch, { roles: PLAYERS, stages: ["after"] }],
  [Message.LabSettings, { roles: PLAYERS, stages: ALWAYS }],
  [Message.LabShove, { roles: ["alive"], stages: ["match"] }],
  [QueueMessage.Answer, { roles: MEMBERS, stages: ["before"] }],
  [QueueMessage.PlayBot, { roles: MEMBERS, stages: ["before"] }],
  // Who of a party is its host, and whether it can begin, is answered in words: match/party.ts.
  [PartyMessage.SetReady, { roles: MEMBERS, stages: ALWAYS }],
  [PartyMessage.SetSide, { roles: MEMBERS, stages: ALWAYS }],
  [PartyMessage.SetRules, { roles: MEMBERS, stages: ALWAYS }],
  [PartyMessage.Start, { roles: MEMBERS, stages: ALWAYS }],
  [PartyMessage.JoinMatch, { roles: MEMBERS, stages: ALWAYS }],
  [PartyMessage.Remove, { roles: MEMBERS, stages: ALWAYS }],
  [PartyMessage.MakeHost, { roles: MEMBERS, stages: ALWAYS }],
]);

/** Inputs: the dead turn their aim, and may move again in the next step; spectators have no body at all. */
const INPUT_ROLES: readonly Role[] = PLAYERS;

export function hasRule(type: number): boolean {
  return RULES.has(type);
}

export function maySend(type: number, role: Role, stage: Stage): boolean {
  const rule = RULES.get(type);
  if (rule === undefined) return false;
  return rule.roles.includes(role) && rule.stages.includes(stage);
}

export function maySendInput(role: Role): boolean {
  return INPUT_ROLES.includes(role);
}
