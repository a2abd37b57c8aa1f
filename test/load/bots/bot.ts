// What both kinds of bots are to the process that runs them. In: nothing. Out: types.
import type { GuestIdentity } from "../../../client/net/identity.ts";
import type { PlayRoomName } from "../../../shared/net/protocol.ts";
import type { Rng } from "../../../shared/sim/rng.ts";
import type { BotFigures } from "../figures.ts";

export interface BotPlace {
  /** http(s) address of the server, or of the link before it. */
  readonly url: string;
  readonly room: PlayRoomName;
}

export interface BotSetup {
  readonly place: BotPlace;
  readonly name: string;
  readonly rng: Rng;
  /** Counted into by all bots of a process. */
  readonly figures: BotFigures;
  /** One account for the bot's life, however often it comes and goes. */
  readonly identity: GuestIdentity;
}

export interface Bot {
  readonly isInside: boolean;
  /** @throws Error with the server's reason when it is not let in. */
  join(): Promise<void>;
  /** Gives its seat up; resolves once the connection has ended. */
  leave(): Promise<void>;
  /** Every few ms. */
  step(nowMs: number): void;
  /** Once a second. */
  sample(nowMs: number): void;
}
