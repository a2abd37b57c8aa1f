// Where the camera is. In: the own body, the cursor, blows. Out: the unshaken centre that aim uses
// and the shaken one that is drawn. No Phaser: the scene copies the result into its camera.

/** SPEC.md, LOOK-5. */
const LEAD_SHARE = 0.18;
const LEAD_MAX_U = 120;
const LEAD_SMOOTHING_S = 0.12;
const TRAUMA_DECAY_PER_S = 1.6;
const SHAKE_MAX_U = 10;

/** Whether motion is reduced, shared by all that moves: the setting may change in a match. */
export interface MotionSetting {
  isReduced: boolean;
}

export class CameraRig {
  /** Unshaken centre, u. */
  x = 0;
  y = 0;
  /** Offset that the shake adds to what is drawn, u. */
  shakeX = 0;
  shakeY = 0;
  private readonly motion: MotionSetting;
  private anchorX = 0;
  private anchorY = 0;
  private leadX = 0;
  private leadY = 0;
  private trauma = 0;
  private clockS = 0;

  constructor(motion: MotionSetting) {
    this.motion = motion;
  }

  /** Adds `amount` (0..1) to the trauma, whose square is the shake. */
  addTrauma(amount: number): void {
    this.trauma = Math.min(1, this.trauma + amount);
  }

  /** Places the point to follow, u. Not called while dead: the camera stays where death came. */
  follow(x: number, y: number): void {
    this.anchorX = x;
    this.anchorY = y;
  }

  /** Advances by `dtS`; the cursor's offset is from the middle of the screen, u. */
  update(dtS: number, cursorX: number, cursorY: number): void {
    this.clockS += dtS;
    if (this.motion.isReduced) this.rest();
    else {
      this.updateLead(dtS, cursorX, cursorY);
      this.updateShake(dtS);
    }
    this.x = this.anchorX + this.leadX;
    this.y = this.anchorY + this.leadY;
  }

  private rest(): void {
    this.leadX = 0;
    this.leadY = 0;
    this.shakeX = 0;
    this.shakeY = 0;
    this.trauma = 0;
  }

  private updateLead(dtS: number, cursorX: number, cursorY: number): void {
    let wantedX = cursorX * LEAD_SHARE;
    let wantedY = cursorY * LEAD_SHARE;
    const length = Math.hypot(wantedX, wantedY);
    if (length > LEAD_MAX_U) {
      wantedX *= LEAD_MAX_U / length;
      wantedY *= LEAD_MAX_U / length;
    }
    const share = 1 - Math.exp(-dtS / LEAD_SMOOTHING_S);
    this.leadX += (wantedX - this.leadX) * share;
    this.leadY += (wantedY - this.leadY) * share;
  }

  private updateShake(dtS: number): void {
    this.trauma = Math.max(0, this.trauma - TRAUMA_DECAY_PER_S * dtS);
    const reach = SHAKE_MAX_U * this.trauma * this.trauma;
    const t = this.clockS;
    // Sums of sines that share no period: smooth, unlike noise drawn anew each frame.
    this.shakeX = reach * 0.5 * (Math.sin(t * 61) + Math.sin(t * 97 + 2.1));
    this.shakeY = reach * 0.5 * (Math.sin(t * 71 + 0.7) + Math.sin(t * 89 + 4.2));
  }
}
