// How large the canvas is and how much of the world it shows. In: the space there is and its pixel
// density. Out: sizes in CSS pixels, device pixels and u. Pure.
import { VIEW_AREA_U2 } from "../../shared/sim/constants.ts";

/**
 * Screens narrower or wider than these get bars: the area is constant, so reach would be unfair.
 */
const MIN_ASPECT = 1;
const MAX_ASPECT = 21 / 9;

export interface Viewport {
  /** Size of the canvas on the page, CSS px. */
  readonly cssWidth: number;
  readonly cssHeight: number;
  /** Size of its drawing buffer, device px. */
  readonly pixelWidth: number;
  readonly pixelHeight: number;
  /** Device px per CSS px, after the cap. */
  readonly density: number;
  /** Device px per u. */
  readonly zoom: number;
  /** Visible world, u; always VIEW_AREA_U2 in area. */
  readonly widthU: number;
  readonly heightU: number;
}

/** Fits a view of VIEW_AREA_U2 into `availableWidth` x `availableHeight` CSS px. */
export function computeViewport(
  availableWidth: number,
  availableHeight: number,
  density: number,
): Viewport {
  const width = Math.max(1, availableWidth);
  const height = Math.max(1, availableHeight);
  const aspect = Math.min(MAX_ASPECT, Math.max(MIN_ASPECT, width / height));
  const cssWidth = Math.min(width, height * aspect);
  const cssHeight = Math.min(height, width / aspect);
  const pixelWidth = Math.max(2, Math.round(cssWidth * density));
  const pixelHeight = Math.max(2, Math.round(cssHeight * density));
  const zoom = Math.sqrt((pixelWidth * pixelHeight) / VIEW_AREA_U2);
  return {
    cssWidth: pixelWidth / density,
    cssHeight: pixelHeight / density,
    pixelWidth,
    pixelHeight,
    density,
    zoom,
    widthU: pixelWidth / zoom,
    heightU: pixelHeight / zoom,
  };
}
