// Rating and figures of the own account. In: the server's answer. Out: a card for the rating, tiles for the rest.
import type { JSX } from "preact";
import { type OwnStats, PLACEMENTS, type RatingView } from "../../../shared/net/stats.ts";
import { formatCount } from "../lib/format.ts";
import { TierSign } from "./signs.tsx";
import { statsStrings } from "./statsStrings.ts";
import { killsPerDeath } from "./statsWords.ts";

const words = statsStrings.profile;

export function OwnFigures(props: { stats: OwnStats; name: string }): JSX.Element {
  const { rating, duels, arena } = props.stats;
  return (
    <div class="own-figures">
      <RatingCard rating={rating} name={props.name} />
      <div class="own-groups">
        <Figures
          title={words.duels}
          figures={[
            [words.won, formatCount(duels.won)],
            [words.lost, formatCount(duels.lost)],
            [words.drawn, formatCount(duels.drawn)],
          ]}
        />
        <Figures
          title={words.arena}
          figures={[
            [words.rounds, formatCount(arena.rounds)],
            [words.best, formatCount(arena.best)],
            [words.kills, formatCount(arena.kills)],
            [words.perDeath, killsPerDeath(arena.kills, arena.deaths)],
          ]}
        />
      </div>
    </div>
  );
}

function RatingCard(props: { rating: RatingView; name: string }): JSX.Element {
  const { rating, tier, placementsLeft } = props.rating;
  return (
    <section class="rating-card" data-tier={tier ?? "none"} aria-label={words.rating}>
      <TierSign tier={tier} isNamed />
      <div>
        <p class="rating-name">{props.name}</p>
        <p class="rating-tier">{tier ?? words.noTier}</p>
        <p class="rating-figure">
          <b data-part="rating">{rating}</b> {words.rating}
        </p>
        {placementsLeft > 0 && (
          <p class="rating-left">
            <span class="placements" aria-hidden="true">
              {Array.from({ length: PLACEMENTS }, (_, i) => (
                <i key={i} data-done={i < PLACEMENTS - placementsLeft} />
              ))}
            </span>
            {words.placementsLeft(placementsLeft)}
          </p>
        )}
      </div>
    </section>
  );
}

interface FiguresProps {
  readonly title: string;
  readonly figures: readonly (readonly [label: string, value: string])[];
}

function Figures(props: FiguresProps): JSX.Element {
  return (
    <section class="figures" aria-label={props.title}>
      <h3>{props.title}</h3>
      <dl>
        {props.figures.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
