// Plumbing for screens that change every frame. In: a static JSX skeleton. Out: its live elements,
// and cells that touch the document only when their value moved.
import { type ComponentChild, render } from "preact";

/**
 * Renders `skeleton` once, into an element of its own, and lets go of it: updates are by hand from
 * then on.
 */
export function build(skeleton: ComponentChild): HTMLElement {
  const host = document.createElement("div");
  render(skeleton, host);
  const element = host.firstElementChild;
  if (!(element instanceof HTMLElement)) throw new Error("build: skeleton has no element");
  return element;
}

/**
 * The element marked `data-part={name}` inside `root`.
 * @throws Error when the skeleton has no such part.
 */
export function part<E extends Element = HTMLElement>(root: ParentNode, name: string): E {
  const element = root.querySelector<E>(`[data-part="${name}"]`);
  if (element === null) throw new Error(`part: no "${name}" in the skeleton`);
  return element;
}

/** Text of an element, written only when it changes. */
export class TextCell {
  private readonly element: Element;
  private shown: string | number | undefined;

  constructor(element: Element) {
    this.element = element;
  }

  /**
   * Shows `value`. Pass the number itself where possible: an unchanged one then costs no string.
   */
  set(value: string | number): void {
    if (value === this.shown) return;
    this.shown = value;
    this.element.textContent = typeof value === "number" ? `${value}` : value;
  }
}

/**
 * A style property driven by a number, written only when the number, rounded to `step`, changes.
 */
export class StyleCell {
  private readonly element: HTMLElement | SVGElement;
  private readonly property: string;
  private readonly step: number;
  private readonly format: (value: number) => string;
  private shown = Number.NaN;

  constructor(
    element: HTMLElement | SVGElement,
    property: string,
    step: number,
    format: (value: number) => string = String,
  ) {
    this.element = element;
    this.property = property;
    this.step = step;
    this.format = format;
  }

  set(value: number): void {
    const rounded = Math.round(value / this.step) * this.step;
    if (rounded === this.shown) return;
    this.shown = rounded;
    this.element.style.setProperty(this.property, this.format(rounded));
  }
}

/** A bar that fills from its left: 0..1. */
export function barCell(element: HTMLElement): StyleCell {
  return new StyleCell(element, "transform", 0.005, (fill) => `scaleX(${fill})`);
}

/** A ring whose circle has `pathLength="1"`: 0..1 of it is drawn. */
export function ringCell(circle: SVGElement): StyleCell {
  return new StyleCell(circle, "stroke-dashoffset", 0.01, (fill) => `${1 - fill}`);
}

/** An attribute or `data-*` mark of an element, written only when it changes. */
export class MarkCell {
  private readonly element: Element;
  private readonly attribute: string;
  private shown: string | undefined;

  constructor(element: Element, attribute: string) {
    this.element = element;
    this.attribute = attribute;
  }

  set(value: string): void {
    if (value === this.shown) return;
    this.shown = value;
    this.element.setAttribute(this.attribute, value);
  }
}
