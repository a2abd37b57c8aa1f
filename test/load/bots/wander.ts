// How a bot without eyes plays: it walks about, turns, aims and fires. In: chance and time. Out: an InputCmd. Run by
// bots of the light kind, which decode nothing.
import { AIM_DIRECTIONS } from "../../../shared/sim/constants.ts";
import { nextBelow, type Rng } from "../../../shared/sim/rng.ts";
import { Button, type InputCmd } from "../../../shared/sim/types.ts";

/** How long a way, and a pull of the trigger, is held, inputs. */
const WAY_INPUTS = [8, 40] as const;
const TRIGGER_INPUTS = [10, 60] as const;
/** Of a bot's time, how much it fires: as much as people in a fight. */
const FIRE_SHARE = 1 / 3;
/** Largest turn of the aim between two inputs, of 4096. */
const TURN_MAX = 60;
const STICK_MAX = 127;
/** Now and then, one of so many inputs each. */
const DASH_EACH = 60;
const RAIL_EACH = 240;
const ORB_EACH = 300;

export class Wanderer {
  readonly cmd: InputCmd = { moveX: 0, moveY: 0, aim: 0, buttons: 0 };
  private readonly rng: Rng;
  private wayLeft = 0;
  private triggerLeft = 0;
  private isFiring = false;

  constructor(rng: Rng) {
    this.rng = rng;
    this.cmd.aim = nextBelow(rng, AIM_DIRECTIONS);
  }

  /** The command for the next input; the same object each time. */
  next(): InputCmd {
    const { rng, cmd } = this;
    if (--this.wayLeft <= 0) {
      this.wayLeft = between(rng, WAY_INPUTS);
      cmd.moveX = nextBelow(rng, 3) * STICK_MAX - STICK_MAX;
      cmd.moveY = nextBelow(rng, 3) * STICK_MAX - STICK_MAX;
    }
    if (--this.triggerLeft <= 0) {
      this.triggerLeft = between(rng, TRIGGER_INPUTS);
      this.isFiring = nextBelow(rng, 1000) < FIRE_SHARE * 1000;
    }
    cmd.aim = (cmd.aim + nextBelow(rng, 2 * TURN_MAX + 1) - TURN_MAX) & (AIM_DIRECTIONS - 1);
    cmd.buttons = this.isFiring ? Button.Fire : 0;
    if (nextBelow(rng, DASH_EACH) === 0) cmd.buttons |= Button.Dash;
    if (nextBelow(rng, RAIL_EACH) === 0) cmd.buttons |= Button.Rail;
    if (nextBelow(rng, ORB_EACH) === 0) cmd.buttons |= Button.Orb;
    return cmd;
  }
}

function between(rng: Rng, [least, most]: readonly [number, number]): number {
  return least + nextBelow(rng, most - least);
}
