// The contract between this client and this server beside the schemas: version, names, codes. Both sides.

/** Bump with every change of the wire or of what a step computes: old clients are told to reload. */
export const PROTOCOL_VERSION = 2;

export const ARENA_ROOM = "arena";
/** For one person, with drones: the Net Lab. */
export const LAB_ROOM = "lab";
export type RoomName = typeof ARENA_ROOM | typeof LAB_ROOM;

/** Message types; small numbers cost one byte. */
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
} as const;

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
  /** The client's PROTOCOL_VERSION is not the server's. */
  OldClient: 426,
  /** All rooms are full and no more may be made. */
  Full: 503,
} as const;

/** WebSocket close codes that mean something to a player. Those of the SDK keep their numbers. */
export const CloseReason = {
  /** Left by choice. */
  Consented: 4000,
  /** The server goes down for good. */
  Shutdown: 4001,
  /** The server ended the connection after an error, or after too many or broken messages. */
  Error: 4002,
  /** The seat is gone: the 20 s are over, or the room is. */
  SeatLost: 4003,
  /** The client closes a silent connection itself and reconnects. */
  Watchdog: 4010,
  /** Removed by the host. */
  Kicked: 4101,
} as const;

/** Answer of GET /api/status. */
export interface ServerStatus {
  /** PROTOCOL_VERSION of the server. */
  protocol: number;
  /** People connected (bots are none), and rooms open. */
  players: number;
  rooms: number;
}
