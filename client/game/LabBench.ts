// The Net Lab around a game: its line, switches, autopilot, overlay and figures. In: a game in a lab room, and what
// the panel sets. Out: the same GameSource, with ghosts; and the LabModel that the panel shows.
import { type LabSettings, Message } from "../../shared/net/protocol.ts";
import { RAIL } from "../../shared/sim/weaponDefs.ts";
import { ALL_ON, type LabSwitches } from "../net/labSwitches.ts";
import { CLEAR_LINK, LinkConditioner, type LinkSettings } from "../net/linkConditioner.ts";
import type { GameClient } from "./GameClient.ts";
import type { GameSource } from "./GameSource.ts";
import { GhostField } from "./GhostField.ts";
import type { LabFigures, LabModel, LabToggle, LabToggles } from "./LabModel.ts";
import type { LabShooter } from "./LabShooter.ts";
import { RailTally } from "./RailTally.ts";
import type { WorldView } from "./WorldView.ts";

/** An answer may come this much later than the line explains, ms: input buffer, ticks, frames. */
const ANSWER_SLACK_MS = 300;

export class LabBench implements GameSource, LabModel {
  link: Readonly<LinkSettings> = CLEAR_LINK;
  readonly toggles: LabToggles = { ...ALL_ON, lagCompensation: true, autopilot: false };
  readonly figures: LabFigures = {
    agreement: Number.NaN,
    judgedShots: 0,
    dodgedShots: 0,
    blockedShots: 0,
    correctionsPerMinute: 0,
    largestCorrectionU: 0,
    ghostGapU: 0,
    rttMs: 0,
    interpolationDelayMs: 0,
    rewindMs: 0,
    pendingInputs: 0,
  };
  private readonly game: GameClient;
  private readonly shooter: LabShooter;
  private readonly switches: LabSwitches;
  private readonly line: LinkConditioner;
  private readonly tally = new RailTally();
  private readonly ghosts: GhostField;

  /** @param shooter the game's input. */
  constructor(game: GameClient, shooter: LabShooter) {
    this.game = game;
    this.shooter = shooter;
    this.switches = { ...ALL_ON };
    game.link.lab = this.switches;
    this.line = new LinkConditioner(game.link.connection.room.connection);
    this.ghosts = new GhostField(game.link);
  }

  get view(): WorldView {
    return this.game.view;
  }

  aimAt(worldX: number, worldY: number): void {
    this.game.aimAt(worldX, worldY);
  }

  frame(nowMs: number): void {
    const { game, shooter, tally, view } = this;
    shooter.look(view);
    tally.look(view.actors);
    const { target } = shooter;
    if (target !== null) game.aimAt(target.x, target.y);
    game.frame(nowMs);
    tally.note(view, this.patienceMs());
    view.ghosts = this.ghosts.update(this.switches.ghosts);
    this.updateFigures();
  }

  setLink(link: LinkSettings): void {
    this.link = link;
    this.line.apply(link);
    this.tally.reset();
  }

  setToggle(toggle: LabToggle, isOn: boolean): void {
    this.toggles[toggle] = isOn;
    if (toggle === "autopilot") this.shooter.isOn = isOn;
    else if (toggle === "lagCompensation") {
      const settings: LabSettings = { lagCompensation: isOn };
      this.game.link.connection.room.send(Message.LabSettings, settings);
    } else this.switches[toggle] = isOn;
    // What was seen under other rules says nothing about these.
    if (toggle !== "ghosts" && toggle !== "autopilot") this.tally.reset();
  }

  shove(): void {
    this.game.link.connection.room.send(Message.LabShove, {});
  }

  /** Lets go of the line, so that leaving is not late. */
  dispose(): void {
    this.line.dispose();
  }

  private patienceMs(): number {
    const { jitterMs, stallMs } = this.link;
    return this.game.link.pingMs + 2 * jitterMs + stallMs + ANSWER_SLACK_MS;
  }

  private updateFigures(): void {
    const { figures, tally, view, game } = this;
    const { net } = view;
    figures.agreement = tally.agreement;
    figures.judgedShots = tally.judged;
    figures.dodgedShots = tally.count("dodged");
    figures.blockedShots = tally.count("blocked");
    figures.correctionsPerMinute = net.correctionsPerMinute;
    figures.largestCorrectionU = net.largestCorrectionU;
    figures.ghostGapU = this.ghosts.gapU(view.self);
    figures.rttMs = net.rttMs;
    figures.interpolationDelayMs = this.switches.interpolation ? net.interpolationDelayMs : 0;
    figures.rewindMs = this.toggles.lagCompensation
      ? Math.min(game.link.rewindMs, RAIL.rewindMaxMs)
      : 0;
    figures.pendingInputs = net.pendingInputs;
  }
}
