// Why one died: the pings, the rewind, and a drawing. In: the death's receipt. Out: figures and a
// figure, there as soon as the server's word is.
import { render } from "preact";
import type { DeathReceiptView, DeathView } from "../../game/WorldView.ts";
import { build, part, TextCell } from "../lib/dom.ts";
import { strings } from "../strings.ts";
import { ReceiptDrawing } from "./ReceiptDrawing.tsx";
import { planReceipt } from "./receiptPlan.ts";

export interface ReceiptParts {
  /** The figures, for under the killer's name. */
  readonly facts: HTMLElement;
  /** The drawing, for beside it. */
  readonly figure: HTMLElement;
  /** Once a frame: shows `death`'s receipt, or nothing. */
  show(death: DeathView): void;
}

export function makeReceipt(): ReceiptParts {
  const facts = build(
    <dl class="receipt-facts" hidden>
      <Fact name="killer-ping" label={strings.death.killerPing} />
      <Fact name="own-ping" label={strings.death.ownPing} />
      <Fact name="rewind" label={strings.death.rewind} />
      <Fact name="apart" label={strings.death.apart} />
    </dl>,
  );
  const figure = build(<figure class="receipt-figure" hidden />);
  const killerPing = new TextCell(part(facts, "killer-ping"));
  const ownPing = new TextCell(part(facts, "own-ping"));
  const rewind = new TextCell(part(facts, "rewind"));
  const apart = new TextCell(part(facts, "apart"));
  const apartRow = part(facts, "apart").parentElement;
  let shown: DeathReceiptView | null = null;
  const draw = (receipt: DeathReceiptView, death: DeathView): void => {
    const plan = planReceipt(receipt);
    killerPing.set(strings.death.ms(receipt.killerPingMs));
    ownPing.set(strings.death.ms(receipt.ownPingMs));
    rewind.set(strings.death.ms(receipt.rewindMs));
    const apartU = plan?.apartU ?? null;
    apart.set(apartU === null ? "" : strings.death.units(apartU));
    if (apartRow !== null) apartRow.hidden = apartU === null;
    render(plan === null ? null : <ReceiptDrawing plan={plan} move={death.move} />, figure);
    figure.hidden = plan === null;
  };
  return {
    facts,
    figure,
    show(death) {
      const { receipt } = death;
      if (receipt === shown) return;
      shown = receipt;
      facts.hidden = receipt === null;
      if (receipt === null) figure.hidden = true;
      else draw(receipt, death);
    },
  };
}

function Fact(props: { name: string; label: string }) {
  return (
    <div>
      <dt>{props.label}</dt>
      <dd data-part={props.name} />
    </div>
  );
}
