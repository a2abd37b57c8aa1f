// A seat that the server has reserved for a client elsewhere: from queue or party into a room. Both sides.
import type { PlayRoomName } from "./protocol.ts";

/** To be taken within seconds: `reservation` is the SDK's own, as its matchmaking answers it. */
export interface SeatOffer {
  readonly room: PlayRoomName;
  readonly reservation: {
    readonly name: string;
    readonly sessionId: string;
    readonly roomId: string;
    readonly processId?: string;
    readonly publicAddress?: string;
  };
}
