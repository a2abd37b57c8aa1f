// Where damage came from and where the crown is. In: directions from the own body. Out: signs on an
// ellipse around the middle of the screen, inside the rest of the HUD.
import type { JSX } from "preact";
import type { EdgeArrow, WorldView } from "../../game/WorldView.ts";
import { build, MarkCell, part, StyleCell } from "../lib/dom.ts";
import { CrescentIcon, CrownIcon, PointerIcon } from "../lib/icons.tsx";
import type { HudPart } from "./hudPart.ts";

/** More hits than this at once are a blur anyway. */
const POOL = 8;
/**
 * Half axes of the ellipse, as parts of the screen: clear of the clock above and the dock below.
 */
const HALF_WIDTH = 0.33;
const HALF_HEIGHT = 0.25;

export function makeArrows(): HudPart {
  const root = build(
    <div class="arrows" aria-hidden="true">
      {Array.from({ length: POOL }, (_, i) => (
        <Arrow key={i} />
      ))}
    </div>,
  );
  const slots = Array.from(root.children, (element) => new ArrowSlot(element as HTMLElement));
  const size: ScreenSize = { width: 0, height: 0 };
  // Watched, not asked for: reading a size in the middle of a frame makes the browser lay out.
  new ResizeObserver(() => {
    size.width = root.clientWidth;
    size.height = root.clientHeight;
    for (const slot of slots) slot.forgetPlace();
  }).observe(root);
  return {
    root,
    update({ hud }: WorldView) {
      for (let i = 0; i < slots.length; i++) slots[i]?.show(hud.arrows[i], size);
    },
  };
}

interface ScreenSize {
  width: number;
  height: number;
}

function Arrow(): JSX.Element {
  return (
    <div class="arrow">
      <span class="arrow-turn" data-part="turn">
        <CrescentIcon />
        <PointerIcon />
      </span>
      <span class="arrow-crown">
        <CrownIcon />
      </span>
    </div>
  );
}

class ArrowSlot {
  private readonly element: HTMLElement;
  private readonly kind: MarkCell;
  private readonly opacity: StyleCell;
  private readonly turn: StyleCell;
  private placedRad = Number.NaN;

  constructor(element: HTMLElement) {
    this.element = element;
    this.kind = new MarkCell(element, "data-kind");
    this.opacity = new StyleCell(element, "opacity", 0.02);
    this.turn = new StyleCell(
      part(element, "turn"),
      "transform",
      0.01,
      (rad) => `rotate(${rad}rad)`,
    );
  }

  show(arrow: EdgeArrow | undefined, size: ScreenSize): void {
    this.opacity.set(arrow === undefined ? 0 : arrow.strength);
    if (arrow === undefined) return;
    this.kind.set(arrow.kind);
    this.turn.set(arrow.angleRad);
    if (Math.abs(arrow.angleRad - this.placedRad) < 0.004) return;
    this.placedRad = arrow.angleRad;
    // The ray's own point on the ellipse: place and direction then say the same.
    const cos = Math.cos(arrow.angleRad);
    const sin = Math.sin(arrow.angleRad);
    const reach =
      1 / Math.hypot(cos / (size.width * HALF_WIDTH), sin / (size.height * HALF_HEIGHT));
    const place = `translate(${(cos * reach).toFixed(1)}px, ${(sin * reach).toFixed(1)}px)`;
    this.element.style.transform = `translate(-50%, -50%) ${place}`;
  }

  /** After a resize: the next `show` places the arrow anew. */
  forgetPlace(): void {
    this.placedRad = Number.NaN;
  }
}
