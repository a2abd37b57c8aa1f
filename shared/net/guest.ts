// Guests over HTTP: what is asked and answered. Both sides.

/** POST, GuestRequest: a token for this device's account; a device that is not known gets an account of its own. */
export const GUEST_PATH = "/api/guest";
/** POST, TicketRequest, with the token as `Authorization: Bearer`: the right to come back to a seat, once. */
export const TICKET_PATH = "/api/ticket";
/** Name of the ticket in the URL of a socket that comes back to its seat; the SDK reads and writes this one. */
export const TICKET_PARAM = "_authToken";

export interface GuestRequest {
  /** The secret of an earlier GuestAnswer. */
  device?: string;
}

export interface GuestAnswer {
  /** Proves the account; travels in headers only. */
  token: string;
  /** How long the token is good for, s from now: relative, because the player's clock may be wrong. */
  expiresInS: number;
  /** Proves the device, for ever: to be kept, and shown to nobody. */
  device: string;
}

export interface TicketRequest {
  /** The session whose seat to come back to. */
  session: string;
}

export interface TicketAnswer {
  ticket: string;
}

/** 32 random bytes in base64url. */
export const DEVICE_PATTERN = /^[\w-]{43}$/;
