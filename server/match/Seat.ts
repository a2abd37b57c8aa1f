// A person's place in an arena, from joining until it is freed: slot, view, input gate, dropped or not.
// In: the client and its inputs. Out: commands in the arena's inbox.
import type { Client, InputAccessor } from "@colyseus/core";
import { StateView } from "@colyseus/schema";
import type { NetReport } from "../../shared/net/protocol.ts";
import type { InputCmdSchema } from "../../shared/schema/InputCmd.ts";
import { STEP_HZ } from "../../shared/sim/constants.ts";
import { pushCommand } from "../../shared/sim/inbox.ts";
import type { PlayerRecord } from "../../shared/sim/playerRecord.ts";
import { presentTick } from "../../shared/sim/rewind.ts";
import { resetSeq, resumePlayer, suspendPlayer } from "../../shared/sim/world.ts";
import { InputGate } from "../net/inputGate.ts";
import { ViewClock } from "../net/lagCompensation.ts";
import { RequestLog } from "../net/requests.ts";
import { keepToken } from "../net/seatReturn.ts";
import type { Arena } from "./Arena.ts";
import type { RoundScore } from "./roundScore.ts";

/** A dropped body vanishes after 1 s, after 5 s when it was hit lately: dropping is no way out of a fight. */
const VANISH_STEPS = STEP_HZ;
const VANISH_IN_FIGHT_STEPS = 5 * STEP_HZ;

type Inputs = InputAccessor<InputCmdSchema>;

/** Who sits there. */
export interface Sitter {
  readonly accountId: string;
  readonly name: string;
}

export class Seat implements Sitter {
  readonly slot: number;
  readonly accountId: string;
  readonly name: string;
  /** Null while the connection is dropped. */
  client: Client | null;
  private readonly arena: Arena;
  private readonly record: PlayerRecord;
  private readonly view = new StateView();
  private readonly gate = new InputGate();
  private viewClock: ViewClock;
  private inputs: Inputs;
  private droppedAtStep = -1;
  private readonly reconnectionToken: string;
  private readonly requests = new RequestLog();

  constructor(arena: Arena, client: Client, { accountId, name }: Sitter, inputs: Inputs) {
    this.accountId = accountId;
    this.name = name;
    this.arena = arena;
    this.client = client;
    this.inputs = inputs;
    this.slot = arena.takeSlot();
    this.viewClock = new ViewClock(arena.world.tickHz);
    this.record = arena.addPerson(this.slot, name, this.view);
    this.reconnectionToken = client.reconnectionToken;
    client.view = this.view;
  }

  /** Once a tick: as many inputs as the gate lets through, in order, under the number the client gave them. */
  readInputs(): void {
    if (this.client === null) {
      this.vanishWhenDue();
      return;
    }
    const { inputs, arena } = this;
    const present = presentTick(arena.world);
    for (let left = this.gate.take(inputs.size); left > 0; left--) {
      const command = inputs.next();
      if (command === undefined) return;
      const seq = inputs.consumedCount;
      const rewind = this.viewClock.rewindOf(command.view, seq, present);
      pushCommand(arena.inbox, this.slot, command, seq, rewind);
    }
  }

  /** @returns whether the emote shows. */
  emote(key: number): boolean {
    return this.once(key, () => this.arena.emote(this.slot));
  }

  /** Carries a request out once for each key, whatever arrives twice. @returns what `act` did. */
  once(key: number, act: () => boolean): boolean {
    return this.requests.once(key, act);
  }

  get score(): RoundScore {
    const { score, kills, deaths, assists } = this.record;
    return { score, kills, deaths, assists };
  }

  /** Goes on with what the player has made elsewhere. */
  gain(score: RoundScore): void {
    this.arena.gain(this.slot, score);
  }

  report(report: NetReport): void {
    this.arena.setRtt(this.slot, report.rttMs);
  }

  /** The socket is gone; slot and score are kept. Nothing is seen, so that no view changes pile up. */
  drop(): void {
    this.client = null;
    this.droppedAtStep = this.arena.world.step;
    this.arena.setConnected(this.slot, false);
  }

  /** The same player on a new socket, whose inputs count from 1 again. */
  resume(client: Client, inputs: Inputs): void {
    this.client = client;
    this.inputs = inputs;
    this.droppedAtStep = -1;
    keepToken(client, this.reconnectionToken);
    client.view = this.view;
    this.gate.restart();
    this.viewClock = new ViewClock(this.arena.world.tickHz);
    resetSeq(this.arena.world, this.slot);
    resumePlayer(this.arena.world, this.slot);
    this.arena.setConnected(this.slot, true);
  }

  free(): void {
    this.client = null;
    this.arena.removePerson(this.slot);
    this.view.dispose();
  }

  private vanishWhenDue(): void {
    const { record, arena } = this;
    if (record.isAway || arena.keepsBodies) return;
    const { step } = arena.world;
    const inFight = this.droppedAtStep - record.lastHurtStep < VANISH_IN_FIGHT_STEPS;
    const due = this.droppedAtStep + (inFight ? VANISH_IN_FIGHT_STEPS : VANISH_STEPS);
    if (step >= due) suspendPlayer(arena.world, this.slot);
  }
}
