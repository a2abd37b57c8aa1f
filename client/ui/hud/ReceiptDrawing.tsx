// What the attacker saw beside where one was, as a drawing. In: a plan and the move. Out: inline
// SVG: the attack's start, its line, an outlined body, a solid one.
import type { JSX } from "preact";
import { Move, ORB } from "../../../shared/sim/weaponDefs.ts";
import { strings } from "../strings.ts";
import {
  DRAWING_HEIGHT,
  DRAWING_WIDTH,
  type LabelledSpot,
  type ReceiptPlan,
  type Spot,
} from "./receiptPlan.ts";

/** Half the width of the attacker's sign. */
const SIGN = 6;
/** Share of the line at which it is broken. */
const BREAK_AT = 0.42;

export function ReceiptDrawing(props: { plan: ReceiptPlan; move: Move }): JSX.Element {
  const { from, seen, was, radius, apartU } = props.plan;
  const aim = seen ?? was;
  return (
    <svg
      class="receipt-drawing"
      viewBox={`0 0 ${DRAWING_WIDTH} ${DRAWING_HEIGHT}`}
      fill="none"
      role="img"
      aria-label={strings.death.drawing(apartU)}
    >
      <line class="receipt-attack" x1={from.x} y1={from.y} x2={aim.x} y2={aim.y} />
      {props.plan.isBroken && <Break from={from} to={aim} />}
      {seen !== null && (
        <line class="receipt-apart" x1={seen.x} y1={seen.y} x2={was.x} y2={was.y} />
      )}
      <Origin plan={props.plan} move={props.move} />
      <circle class="receipt-was" cx={was.x} cy={was.y} r={radius} />
      {seen !== null && <circle class="receipt-seen" cx={seen.x} cy={seen.y} r={radius} />}
      {seen !== null && <Words spot={seen} kind="seen" />}
      <Words spot={was} kind="was" />
    </svg>
  );
}

/** A gap between two strokes: the line is longer than it is drawn. */
function Break(props: { from: Spot; to: Spot }): JSX.Element {
  const { from, to } = props;
  const x = from.x + (to.x - from.x) * BREAK_AT;
  const y = from.y + (to.y - from.y) * BREAK_AT;
  const angleDeg = (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI;
  return (
    <g transform={`translate(${x} ${y}) rotate(${angleDeg})`}>
      <rect class="receipt-gap" x="-2" y="-3" width="4" height="6" />
      <path class="receipt-attack" d="M-3.5 4 -.5 -4M.5 4 3.5 -4" />
    </g>
  );
}

/** A hexagon is an enemy, as in the arena; an Orb's burst shows how far it reached. */
function Origin(props: { plan: ReceiptPlan; move: Move }): JSX.Element {
  const { from, scale } = props.plan;
  const corners = [0, 1, 2, 3, 4, 5].map((i) => {
    const angle = (i * Math.PI) / 3;
    return `${from.x + Math.cos(angle) * SIGN},${from.y + Math.sin(angle) * SIGN}`;
  });
  if (props.move !== Move.Orb) return <polygon class="receipt-from" points={corners.join(" ")} />;
  return (
    <g>
      <circle class="receipt-splash" cx={from.x} cy={from.y} r={ORB.splashRadiusU * scale} />
      <circle class="receipt-from" cx={from.x} cy={from.y} r={SIGN * 0.7} />
    </g>
  );
}

function Words(props: { spot: LabelledSpot; kind: "seen" | "was" }): JSX.Element {
  const { labelX, labelY, words } = props.spot;
  return (
    <text class="receipt-words" data-kind={props.kind} x={labelX} y={labelY}>
      {words}
    </text>
  );
}
