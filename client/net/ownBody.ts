// Where the own body is drawn: the predicted state run on by the time since the last input, under the keys held
// now, so that a key shows in the next frame whatever the tick. In: predicted state, frame time, held command.
// Out: position and aim. Own instead of the Reconciler's `value` (sdk 0.18.4), which draws a tick behind and
// stands still in frames that send two inputs: a key took up to 50 ms to show.
import { STEP_HZ } from "../../shared/sim/constants.ts";
import { makePlayerState } from "../../shared/sim/playerRecord.ts";
import { SILENT_SINK } from "../../shared/sim/silentSink.ts";
import { stepPlayer } from "../../shared/sim/stepPlayer.ts";
import {
  type InputCmd,
  type PlayerState,
  PREDICTED_FIELDS,
  type SimQueries,
} from "../../shared/sim/types.ts";

const STEP_MS = 1000 / STEP_HZ;
/** A correction is eased out with this time constant, ms: about two patches. */
const EASE_MS = 60;

export class OwnBody {
  x = 0;
  y = 0;
  /** Aim of the held command, 0..4095. */
  aim = 0;
  private readonly ahead: PlayerState = makePlayerState(0);
  private readonly tickMs: number;
  private sinceSentMs = 0;
  private lastFrameMs = -1;
  private errorX = 0;
  private errorY = 0;

  constructor(tickMs: number) {
    this.tickMs = tickMs;
  }

  /** An input was sent: the predicted state has moved on by a tick. */
  noteSent(): void {
    this.sinceSentMs = Math.max(0, this.sinceSentMs - this.tickMs);
  }

  /** The predicted state jumped by this much, u: what is drawn follows smoothly. */
  ease(dx: number, dy: number): void {
    this.errorX -= dx;
    this.errorY -= dy;
  }

  /** A teleport is shown at once. */
  jump(): void {
    this.errorX = 0;
    this.errorY = 0;
  }

  /**
   * Once a frame, after its sends.
   * @param state the predicted state at the last sent input.
   * @param ownStep the own step after it.
   */
  draw(
    nowMs: number,
    state: PlayerState,
    ownStep: number,
    held: InputCmd,
    queries: SimQueries,
  ): void {
    const elapsedMs = this.lastFrameMs < 0 ? 0 : nowMs - this.lastFrameMs;
    this.lastFrameMs = nowMs;
    this.sinceSentMs = Math.min(this.sinceSentMs + elapsedMs, 2 * this.tickMs);
    const kept = Math.exp(-elapsedMs / EASE_MS);
    this.errorX *= kept;
    this.errorY *= kept;
    const { ahead } = this;
    for (const field of PREDICTED_FIELDS) ahead[field] = state[field];
    const steps = Math.min(this.sinceSentMs, this.tickMs) / STEP_MS;
    let { x, y } = ahead;
    for (let step = 0; step < steps; step++) {
      ({ x, y } = ahead);
      stepPlayer(ahead, held, ownStep + step, queries, SILENT_SINK);
    }
    // The last step is only begun.
    const share = steps === 0 ? 1 : steps - Math.ceil(steps) + 1;
    this.x = x + (ahead.x - x) * share + this.errorX;
    this.y = y + (ahead.y - y) * share + this.errorY;
    this.aim = held.aim;
  }
}
