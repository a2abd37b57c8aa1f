// A bot's connection: what it presses reaches the server half a round trip later, through the same gate as anybody's.
// In: a command a tick. Out: commands in the inbox, numbered. Server only; preallocated.
import { type Inbox, pushCommand } from "../../../shared/sim/inbox.ts";
import type { InputCmd } from "../../../shared/sim/types.ts";
import { InputGate } from "../../net/inputGate.ts";

/** Commands under way and buffered at most: the longest delay at 60 ticks a second is 4, the gate keeps 2. */
const CAPACITY = 16;

export class BotLink {
  private readonly gate = new InputGate();
  private readonly ring: InputCmd[] = [];
  private readonly delayTicks: number;
  /** Seq of the next command that is sent, and of the next that is used. People's first is 1 too. */
  private sendSeq = 1;
  private useSeq = 1;

  /** @param delayTicks ticks from a press to its arrival. */
  constructor(delayTicks: number) {
    this.delayTicks = delayTicks;
    for (let i = 0; i < CAPACITY; i++) {
      this.ring.push({ moveX: 0, moveY: 0, aim: 0, buttons: 0 });
    }
  }

  /** The command to fill in, once a tick, before `deliver`. */
  nextCommand(): InputCmd {
    return this.ring[this.sendSeq % CAPACITY] as InputCmd;
  }

  /** Sends what was filled in, and hands over to the inbox what arrives and the gate lets through. */
  deliver(inbox: Inbox, slot: number): void {
    this.sendSeq++;
    const arrived = Math.max(0, this.sendSeq - this.delayTicks - this.useSeq);
    const used = this.gate.take(arrived);
    for (let i = 0; i < used; i++) {
      const seq = this.useSeq++;
      pushCommand(inbox, slot, this.ring[seq % CAPACITY] as InputCmd, seq);
    }
  }
}
