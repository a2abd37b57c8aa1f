// The contract between this client and this server beside the schemas: version, names, messages. Both sides.

/** Bump with every change of the wire or of what a step computes: old clients are told to reload. */
export const PROTOCOL_VERSION = 5;

export const ARENA_ROOM = "arena";
/** For one person, with drones: the Net Lab. */
export const LAB_ROOM = "lab";
/** One against one. Made by the server alone: for a pair of the queue, a party, or a person and a bot. */
export const DUEL_ROOM = "duel";
/** Rooms that are played in: an account sits in one of them at a time. */
export type PlayRoomName = typeof ARENA_ROOM | typeof LAB_ROOM | typeof DUEL_ROOM;

/** What is open to be joined, live (shared/net/lobby.ts). */
export const LOBBY_ROOM = "lobby";
/** Waiting for a ranked Duel (shared/net/queue.ts). */
export const QUEUE_ROOM = "queue";
/** A private room: friends, what they will play, and who is ready (shared/net/party.ts). Its id is its code. */
export const PARTY_ROOM = "party";

/** Message types of rooms that are played in; small numbers cost one byte. Other rooms count on from 16. */
export const Message = {
  /** Server to client: moments of a tick, binary (shared/net/moments.ts). */
  Moments: 1,
  /** Client to server: what the client measures of its connection (`NetReport`). */
  NetReport: 2,
  /** Server to client: why the player died (`DeathReceipt`), in the tick of the death. */
  DeathReceipt: 3,
  /** Client to server, in a lab: `LabSettings`. */
  LabSettings: 4,
  /** Client to server, in a lab: push me, unannounced. Empty. */
  LabShove: 5,
  /** Client to server, a request: a sign over the own body (`EmoteRequest`); answered by whether it shows. */
  Emote: 6,
  /** Server to client, in a Duel: how it ended (`DuelResult`), and again when its result is safe. */
  DuelResult: 7,
  /** Client to server, a request: the same two once more (`Keyed`); answered by whether it was still possible. */
  Rematch: 8,
  /** Server to client: take this seat (`SeatOffer`): the room's process goes down. */
  Seat: 9,
} as const;

/**
 * What every request carries: an action that must arrive, once. The server carries a key out once in the life of a
 * seat, however often it comes, and answers it each time.
 */
export interface Keyed {
  /** Counts the client's requests, from 1. */
  key: number;
}

export type EmoteRequest = Keyed;

/** What the server of a Net Lab does without; the rest of its switches are the client's own. */
export interface LabSettings {
  lagCompensation: boolean;
}

/** What the attacker saw and where the victim was, whole u and ms. */
export interface DeathReceipt {
  /** How far back the server looked, ms; 0 when the hit was in its present. */
  rewindMs: number;
  /** Where the attack came from. */
  fromX: number;
  fromY: number;
  /** Where the attacker saw the victim, and where the server had it. */
  seenX: number;
  seenY: number;
  wasX: number;
  wasY: number;
}

/** Every second; the server shows `rttMs` on the scoreboard and widens line of sight by it (bounded). */
export interface NetReport {
  rttMs: number;
}

/** What a player asks for when joining. */
export interface JoinOptions {
  /** PROTOCOL_VERSION of the client. */
  protocol: number;
  /** 1..16 characters after trimming. */
  name: string;
}

/** Longest name, characters. */
export const NAME_MAX_LENGTH = 16;

/** Refusals of a join: HTTP status codes of the matchmaking answer. */
export const JoinRefusal = {
  /** Join options that no version of the client sends. */
  Malformed: 400,
  /** No token, or none that admits its bearer. */
  NotAdmitted: 401,
  /** The host has shut the account out. */
  ShutOut: 403,
  /** No room has this code or id. */
  NoSuchRoom: 404,
  /** The account sits in a room already: another tab or window. */
  AlreadyPlaying: 409,
  /** The room was there, and is closed. */
  Gone: 410,
  /** The client's PROTOCOL_VERSION is not the server's. */
  OldClient: 426,
  /** Too many joins within seconds. */
  TooMany: 429,
  /** The room is full; or all are, and no more may be made. */
  Full: 503,
  /** What several processes share is away for a moment. */
  Away: 504,
} as const;

/** Answer of GET /api/status. */
export interface ServerStatus {
  /** PROTOCOL_VERSION of the server. */
  protocol: number;
  /** People in rooms that are played in (bots are none), and such rooms. */
  players: number;
  rooms: number;
}
