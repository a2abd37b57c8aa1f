// The SDK's reconnection, with a ticket for the seat. In: a room, the device's identity. Out: each attempt asks for a
// ticket first, beginning with the drop, so that it is there when the pause before the attempt is over.
import { CloseReason } from "../../shared/net/closeCodes.ts";
import { TICKET_PARAM } from "../../shared/net/guest.ts";
import { type GuestIdentity, IdentityError } from "./identity.ts";
import type { ArenaRoomHandle } from "./joining.ts";

/** A ticket that was asked for longer ago than this, ms, might end on its way; it lives 5 s (server/identity). */
const TICKET_FRESH_MS = 2500;
/** The server knows this device, and does not want it. */
const FINAL_STATUSES: readonly number[] = [401, 403];

interface PendingTicket {
  readonly askedAtMs: number;
  readonly ticket: Promise<string>;
}

/**
 * Replaces `reconnect` of the room's connection (sdk 0.18.4): it goes on once there is a ticket.
 * @param onAnswer told of each ticket as it comes: the server can be reached.
 */
export function returnWithTickets(
  room: ArenaRoomHandle,
  identity: GuestIdentity,
  onAnswer: () => void,
): void {
  const { connection, sessionId } = room;
  const reconnect = connection.reconnect.bind(connection);
  let early: PendingTicket | null = null;
  /** Counts attempts and drops: what comes late for one belongs to none. */
  let turn = 0;

  const ask = (): PendingTicket => {
    const ticket = identity.getTicket(sessionId);
    // Whoever uses it sees the failure; nobody may.
    ticket.then(onAnswer, () => undefined);
    return { askedAtMs: performance.now(), ticket };
  };
  const takeTicket = async (): Promise<string> => {
    const asked = early;
    early = null;
    if (asked !== null && performance.now() - asked.askedAtMs < TICKET_FRESH_MS) {
      // What failed during the pause may work now.
      const ticket = await asked.ticket.catch(() => null);
      if (ticket !== null) return ticket;
    }
    return ask().ticket;
  };

  connection.reconnect = (query) => {
    const ours = ++turn;
    const isOver = () => ours !== turn || !room.reconnection.enabled;
    takeTicket().then(
      (ticket) => {
        if (isOver()) return;
        const withTicket = { ...query, [TICKET_PARAM]: ticket };
        reconnect(withTicket);
      },
      (error: unknown) => {
        if (!isOver()) fail(room, error);
      },
    );
  };
  room.onDrop(() => {
    turn++;
    early = ask();
  });
}

/** To the SDK a socket that did not open: it tries again, unless the server refused for good. */
function fail(room: ArenaRoomHandle, error: unknown): void {
  const isFinal = error instanceof IdentityError && FINAL_STATUSES.includes(error.code);
  const code = isFinal ? CloseReason.Unauthorized : CloseReason.Abnormal;
  room.connection.events.onclose?.({ code, reason: "" });
}
