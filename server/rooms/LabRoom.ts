// One Net Lab on the network: a room for one person that nobody else is sent to. In: the person's inputs and
// the lab's messages. Out: as MatchRoom.
import { CloseReason } from "../../shared/net/closeCodes.ts";
import { Message } from "../../shared/net/protocol.ts";
import type { Config } from "../config.ts";
import { LabSettingsSchema, LabShoveSchema } from "../edge/messageSchemas.ts";
import type { Arena } from "../match/Arena.ts";
import { LabArena } from "../match/LabArena.ts";
import { MatchRoom } from "./MatchRoom.ts";
import type { RoomServices } from "./roomServices.ts";

/** Labs open in this process: as many as there may be arenas, and beside them. */
const open = new Set<MatchRoom>();

export class LabRoom extends MatchRoom {
  private lab!: LabArena;

  override onCreate(services: RoomServices): void {
    super.onCreate(services);
    void this.setPrivate(true);
    this.accept(Message.LabSettings, LabSettingsSchema, (_client, settings) => {
      this.lab.lagCompensation = settings.lagCompensation;
    });
    this.accept(Message.LabShove, LabShoveSchema, () => this.lab.shove());
  }

  /** Nothing is lost with it. */
  override drain(): void {
    void this.disconnect(CloseReason.Shutdown);
  }

  protected override get openRooms(): Set<MatchRoom> {
    return open;
  }

  protected override roomsMax(config: Config): number {
    return config.arenaMaxRooms;
  }

  protected override makeArena(config: Config): Arena {
    this.lab = new LabArena(config.arenaTickHz, (Math.random() * 0x100000000) | 0);
    return this.lab;
  }
}
