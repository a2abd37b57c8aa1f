// The Net Lab's live figures. In: a LabModel's figures, each frame. Out: grouped numbers, four times a second.
import type { JSX } from "preact";
import type { LabFigures } from "../../game/LabModel.ts";
import { build, MarkCell, part, TextCell } from "../lib/dom.ts";
import { labStrings } from "./labStrings.ts";

/** Faster than this numbers flicker instead of informing. */
const REFRESH_MS = 250;
/** Shares of confirmed hits: what the game is proven to reach, and what no play should feel like. */
const AGREEMENT_GOOD = 0.97;
const AGREEMENT_FAIR = 0.8;

const { figures: words } = labStrings;

type Read = (figures: LabFigures) => string;

const GROUPS: readonly (readonly (readonly [string, string, Read])[])[] = [
  [
    ["corrections", words.corrections, (f) => words.perMinute(f.correctionsPerMinute)],
    ["largest", words.largest, ({ largestCorrectionU }) => words.units(largestCorrectionU)],
    ["gap", words.gap, ({ ghostGapU }) => words.units(ghostGapU)],
    ["pending", words.pending, ({ pendingInputs }) => `${pendingInputs}`],
  ],
  [
    ["rtt", words.roundTrip, ({ rttMs }) => words.ms(rttMs)],
    ["delay", words.interpolation, (f) => words.ms(f.interpolationDelayMs)],
    ["rewind", words.rewind, ({ rewindMs }) => words.ms(rewindMs)],
  ],
];

export interface LabFiguresPart {
  readonly root: HTMLElement;
  /** @param nowMs frame time. */
  update(figures: Readonly<LabFigures>, nowMs: number): void;
}

export function makeLabFigures(): LabFiguresPart {
  const root = build(<Skeleton />);
  const agreement = new TextCell(part(root, "lab-agreement"));
  const shots = new TextCell(part(root, "lab-shots"));
  const apart = new TextCell(part(root, "lab-apart"));
  const grade = new MarkCell(root, "data-grade");
  const cells = GROUPS.flat().map(([name, , read]) => ({
    read,
    cell: new TextCell(part(root, `lab-${name}`)),
  }));
  let nextMs = 0;
  return {
    root,
    update(figures, nowMs) {
      if (nowMs < nextMs) return;
      nextMs = nowMs + REFRESH_MS;
      const { judgedShots } = figures;
      agreement.set(judgedShots === 0 ? words.none : words.percent(figures.agreement));
      shots.set(words.ofShots(judgedShots));
      apart.set(words.apart(figures.dodgedShots, figures.blockedShots));
      grade.set(gradeOf(figures));
      for (const { read, cell } of cells) cell.set(read(figures));
    },
  };
}

function gradeOf({ agreement, judgedShots }: LabFigures): string {
  if (judgedShots === 0) return "none";
  if (agreement >= AGREEMENT_GOOD) return "ok";
  return agreement >= AGREEMENT_FAIR ? "warn" : "bad";
}

function Skeleton(): JSX.Element {
  return (
    <section class="lab-figures" aria-label={words.title}>
      <div class="lab-agreement">
        <b class="lab-share" data-part="lab-agreement" />
        <p>
          {words.agreement} <i data-part="lab-shots" />
          <span data-part="lab-apart" />
        </p>
      </div>
      {GROUPS.map((group) => (
        <dl key={group[0]?.[0]}>
          {group.map(([name, label]) => (
            <div key={name}>
              <dt>{label}</dt>
              <dd data-part={`lab-${name}`} />
            </div>
          ))}
        </dl>
      ))}
    </section>
  );
}
