// One Open Arena: public, or a party's own by the party's rules. In: as MatchRoom. Out: as MatchRoom; rounds of public
// arenas into the ledger; people into other processes' arenas when this process goes down.
import { CloseReason } from "../../shared/net/closeCodes.ts";
import { PARTY_MAX } from "../../shared/net/party.ts";
import { MatchPhase } from "../../shared/sim/types.ts";
import type { Config } from "../config.ts";
import { Arena } from "../match/Arena.ts";
import { type ArenaRules, privateArena } from "../match/arenaRules.ts";
import { RoundRecorder } from "../match/roundRecord.ts";
import { leadElsewhere } from "./arenaDrain.ts";
import { MatchRoom } from "./MatchRoom.ts";
import type { RoomServices } from "./roomServices.ts";

/** People are led away this long before their process goes down, s: time to take the seat, and to try once more. */
const LEAD_AWAY_S = 3;
/** Arenas open in this process: public ones, and, as many beside them, those of parties. */
const open = new Set<MatchRoom>();
const openToParties = new Set<MatchRoom>();

interface ArenaRoomOptions extends RoomServices {
  /** Of a party's own arena: the room is private, and closes after its one round. */
  readonly rules?: ArenaRules;
}

export class ArenaRoom extends MatchRoom {
  private rules: ArenaRules | null = null;
  /** Of public arenas: rounds by a host's rules do not count. */
  private rounds: RoundRecorder | null = null;
  private hasElsewhere!: RoomServices["hasElsewhere"];
  private wasPodium = false;
  private isLeading = false;

  override onCreate(services: ArenaRoomOptions): void {
    const { rules, ledger, log } = services;
    this.hasElsewhere = services.hasElsewhere;
    this.rules = rules ?? null;
    if (rules !== undefined) void this.setPrivate(true);
    super.onCreate(services);
    if (rules === undefined) this.rounds = new RoundRecorder(this.arena.world, ledger, log);
  }

  protected override makeArena(config: Config): Arena {
    return new Arena({
      maxPlayers: config.arenaMaxPlayers,
      minActors: config.arenaMinActors,
      roundS: config.arenaRoundS,
      tickHz: config.arenaTickHz,
      seed: (Math.random() * 0x100000000) | 0,
      ...(this.rules === null ? {} : privateArena(this.rules)),
    });
  }

  protected override get openRooms(): Set<MatchRoom> {
    return this.rules === null ? open : openToParties;
  }

  protected override roomsMax(config: Config): number {
    return config.arenaMaxRooms;
  }

  /** Everybody of a party. */
  protected override get spectatorsMax(): number {
    return this.rules === null ? 0 : PARTY_MAX;
  }

  /** A party's arena ends after its podium. */
  protected override endWhenOver(tick: number): void {
    this.rounds?.update(() => this.seats.values());
    const { phase } = this.arena.world;
    const isAfterPodium = this.wasPodium && phase !== MatchPhase.Podium;
    this.wasPodium = phase === MatchPhase.Podium;
    if (this.rules !== null && isAfterPodium) void this.disconnect(CloseReason.Finished);
    else if (this.isDraining && (isAfterPodium || this.isClosingSoon)) void this.leadAway();
    else super.endWhenOver(tick);
  }

  private get isClosingSoon(): boolean {
    const { tick, tickHz } = this.arena.world;
    return tick >= this.state.closingTick - LEAD_AWAY_S * tickHz;
  }

  /** Into other processes' arenas; or, where there is none to go to, out. */
  private async leadAway(): Promise<void> {
    if (this.isLeading) return;
    this.isLeading = true;
    try {
      if (this.rules !== null || !this.hasElsewhere()) await this.disconnect(CloseReason.Shutdown);
      else await leadElsewhere(this.seats.values());
    } catch (err) {
      this.log?.warn({ room: this.roomId, err }, "not everybody could be led elsewhere");
      await this.disconnect(CloseReason.Shutdown);
    }
  }
}
