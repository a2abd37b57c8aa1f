// What the Net Lab offers and shows, as data: line, switches, figures. In: nothing. Out: plain types that
// client/ui/lab draws and LabBench fills.
import type { LinkSettings } from "../net/linkConditioner.ts";

/** Everything in the lab that is on or off. */
export interface LabToggles {
  prediction: boolean;
  reconciliation: boolean;
  interpolation: boolean;
  /** The server judges shots by what the shooter saw. */
  lagCompensation: boolean;
  ghosts: boolean;
  /** "Aim for me". */
  autopilot: boolean;
}

export type LabToggle = keyof LabToggles;

export interface LabFigures {
  /** Share of own Rails that met a body on this screen and that the server confirmed, 0..1; NaN before the first. */
  agreement: number;
  /** How many shots that is of, at most 40; dodged and blocked ones are counted apart. */
  judgedShots: number;
  dodgedShots: number;
  blockedShots: number;
  /** Of the last minute. */
  correctionsPerMinute: number;
  largestCorrectionU: number;
  /** How far the own body is drawn from where the server last had it, u. */
  ghostGapU: number;
  rttMs: number;
  interpolationDelayMs: number;
  /** How far back the server looks for what an own Rail saw; 0 without lag compensation. */
  rewindMs: number;
  pendingInputs: number;
}

export interface LabModel {
  readonly link: Readonly<LinkSettings>;
  readonly toggles: Readonly<LabToggles>;
  readonly figures: Readonly<LabFigures>;
  setLink(link: LinkSettings): void;
  setToggle(toggle: LabToggle, isOn: boolean): void;
  /** Asks the server to push the own body, unannounced. */
  shove(): void;
}
