// Numbers that rise from what the player hit, and words from what the server denied. In: amounts,
// verdicts. Out: stamps of digits and words; the oldest gives way.
import type * as Phaser from "phaser";
import type { ViewEvent } from "../game/WorldView.ts";
import type { Atlas } from "./Atlas.ts";
import type { StampLayer } from "./StampLayer.ts";

const COUNT = 16;
const LIFE_S = 0.75;
const RISE_U = 34;
/** Distance of digits, u: their boxes are wider, for the glow. */
const DIGIT_STEP_U = 15.5;

interface PoppedNumber {
  x: number;
  y: number;
  amount: number;
  /** Shown in place of the amount. */
  word: Phaser.Textures.Frame | null;
  ageS: number;
}

type Verdict = Extract<ViewEvent, { kind: "denied" }>["verdict"];

export class DamageNumbers {
  private readonly layer: StampLayer;
  private readonly digits: readonly Phaser.Textures.Frame[];
  private readonly words: Readonly<Record<Verdict, Phaser.Textures.Frame>>;
  private readonly numbers: readonly PoppedNumber[];
  private next = 0;

  constructor(atlas: Atlas, layer: StampLayer) {
    this.layer = layer;
    this.digits = Array.from({ length: 10 }, (_, digit) => atlas.frame(`digit${digit}`));
    this.words = { dodged: atlas.frame("wordDodged"), blocked: atlas.frame("wordBlocked") };
    this.numbers = Array.from({ length: COUNT }, makeNumber);
  }

  /** Shows `amount` (rounded) rising from (x, y) u. */
  add(x: number, y: number, amount: number): void {
    // Alternate sides, so that a burst of hits can be read.
    const side = this.next % 2 === 0 ? 1 : -1;
    const number = this.take(x + side * (10 + Math.random() * 14), y);
    number.amount = Math.max(0, Math.round(amount));
  }

  /** Shows the word for `verdict` rising from (x, y) u. */
  addWord(x: number, y: number, verdict: Verdict): void {
    this.take(x, y).word = this.words[verdict];
  }

  private take(x: number, y: number): PoppedNumber {
    const number = this.numbers[this.next] as PoppedNumber;
    this.next = (this.next + 1) % COUNT;
    number.x = x;
    number.y = y;
    number.word = null;
    number.ageS = 0;
    return number;
  }

  /** Moves all by `dtS` and stamps them. */
  update(dtS: number): void {
    for (const number of this.numbers) {
      if (number.ageS >= LIFE_S) continue;
      number.ageS += dtS;
      if (number.ageS < LIFE_S) this.draw(number);
    }
  }

  private draw(number: PoppedNumber): void {
    const share = number.ageS / LIFE_S;
    const risen = 1 - (1 - share) * (1 - share);
    const alpha = share < 0.55 ? 1 : (1 - share) / 0.45;
    const scale = 1 + 0.45 * Math.max(0, 1 - share * 6);
    const y = number.y - RISE_U * risen;
    if (number.word) {
      this.layer.draw(number.word, number.x, y, 0, scale, scale, alpha);
      return;
    }
    let left = number.amount;
    let count = 1;
    for (let rest = left; rest >= 10; rest = Math.floor(rest / 10)) count++;
    // From the last digit to the first.
    for (let i = count - 1; i >= 0; i--) {
      const frame = this.digits[left % 10];
      const x = number.x + (i - (count - 1) / 2) * DIGIT_STEP_U * scale;
      if (frame) this.layer.draw(frame, x, y, 0, scale, scale, alpha);
      left = Math.floor(left / 10);
    }
  }
}

function makeNumber(): PoppedNumber {
  return { x: 0, y: 0, amount: 0, word: null, ageS: LIFE_S };
}
