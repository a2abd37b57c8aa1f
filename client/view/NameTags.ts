// Names below bodies, crisp at any zoom. In: slots with names, once a frame. Out: stamps from a
// texture of cells; a cell is painted when a name first shows, and taken over when it has not shown
// for longest.
import type * as Phaser from "phaser";
import { addCanvasTexture } from "./canvasTexture.ts";
import { DEPTH } from "./layers.ts";
import { type Context, makeCanvas } from "./paint.ts";
import { COLOR, rgba } from "./palette.ts";
import type { Viewport } from "./viewport.ts";

const CELLS = 96;
const COLUMNS = 6;
/** Room for 16 wide characters and the mark of a bot, in heights of the font. */
const CELL_ASPECT = 12;
const FONT_U = 13;
/** Smallest type that stays readable, CSS px. */
const FONT_MIN_CSS_PX = 11;
const KEY = "names";

interface Cell {
  readonly image: Phaser.GameObjects.Image;
  readonly x: number;
  readonly y: number;
  slot: number;
  name: string;
  isBot: boolean;
  lastUsed: number;
}

export class NameTags {
  private readonly scene: Phaser.Scene;
  private readonly cells: Cell[] = [];
  private readonly bySlot = new Map<number, Cell>();
  private texture: Phaser.Textures.Texture | null = null;
  private ctx: Context | null = null;
  private zoom = 1;
  private fontPx = FONT_U;
  private cellHeight = 0;
  private clock = 0;
  private isDirty = false;

  constructor(scene: Phaser.Scene) {
    this.scene = scene;
  }

  /** Prepares cells at the size that `viewport` needs; names are painted again as they show. */
  setViewport(viewport: Viewport): void {
    for (const cell of this.cells.splice(0)) cell.image.destroy();
    this.bySlot.clear();
    if (this.texture) this.scene.textures.remove(KEY);
    this.zoom = viewport.zoom;
    this.fontPx = Math.round(Math.max(FONT_U * viewport.zoom, FONT_MIN_CSS_PX * viewport.density));
    const width = this.fontPx * CELL_ASPECT;
    this.cellHeight = Math.ceil(this.fontPx * 1.6);
    const rows = Math.ceil(CELLS / COLUMNS);
    const [canvas, ctx] = makeCanvas(width * COLUMNS, this.cellHeight * rows);
    this.ctx = ctx;
    this.texture = addCanvasTexture(this.scene.textures, KEY, canvas);
    for (let i = 0; i < CELLS; i++) this.addCell(i, width);
  }

  begin(): void {
    this.clock++;
  }

  /**
   * Shows the name with the middle of its top at (x, y) u; `left` and `top` are the view's corner.
   */
  draw(
    slot: number,
    name: string,
    isBot: boolean,
    x: number,
    y: number,
    alpha: number,
    left: number,
    top: number,
  ): void {
    let cell = this.bySlot.get(slot);
    if (!cell || cell.name !== name || cell.isBot !== isBot) {
      cell = cell ?? this.oldestCell();
      this.paint(cell, slot, name, isBot);
    }
    cell.lastUsed = this.clock;
    const { image } = cell;
    // Whole pixels: text that lies between them is soft.
    const halfWidth = Math.floor(image.frame.width / 2);
    image.x = left + (Math.round((x - left) * this.zoom) - halfWidth) / this.zoom;
    image.y = top + Math.round((y - top) * this.zoom) / this.zoom;
    image.alpha = alpha;
    image.visible = true;
  }

  /** Hides names that were not drawn, and hands newly painted ones to the renderer. */
  end(): void {
    for (const cell of this.cells) if (cell.lastUsed !== this.clock) cell.image.visible = false;
    if (!this.isDirty) return;
    this.isDirty = false;
    this.texture?.source[0]?.update();
  }

  private addCell(index: number, width: number): void {
    const x = (index % COLUMNS) * width;
    const y = Math.floor(index / COLUMNS) * this.cellHeight;
    const frame = `name${index}`;
    this.texture?.add(frame, 0, x, y, width, this.cellHeight);
    const image = this.scene.add.image(0, 0, KEY, frame).setOrigin(0, 0).setDepth(DEPTH.tags);
    image.setScale(1 / this.zoom).setVisible(false);
    this.cells.push({ image, x, y, slot: -1, name: "", isBot: false, lastUsed: -1 });
  }

  private oldestCell(): Cell {
    let oldest = this.cells[0] as Cell;
    for (const cell of this.cells) if (cell.lastUsed < oldest.lastUsed) oldest = cell;
    return oldest;
  }

  private paint(cell: Cell, slot: number, name: string, isBot: boolean): void {
    const ctx = this.ctx;
    if (!ctx) return;
    if (this.bySlot.get(cell.slot) === cell) this.bySlot.delete(cell.slot);
    cell.slot = slot;
    cell.name = name;
    cell.isBot = isBot;
    this.bySlot.set(slot, cell);
    const width = cell.image.frame.width;
    ctx.save();
    ctx.clearRect(cell.x, cell.y, width, this.cellHeight);
    ctx.beginPath();
    ctx.rect(cell.x, cell.y, width, this.cellHeight);
    ctx.clip();
    paintName(ctx, cell.x + width / 2, cell.y + this.cellHeight / 2, this.fontPx, name, isBot);
    ctx.restore();
    this.isDirty = true;
  }
}

function paintName(
  ctx: Context,
  centerX: number,
  centerY: number,
  fontPx: number,
  name: string,
  isBot: boolean,
): void {
  const nameFont = `500 ${fontPx}px "Oxanium Variable", system-ui, sans-serif`;
  const markFont = `600 ${Math.round(fontPx * 0.7)}px "Oxanium Variable", system-ui, sans-serif`;
  const gap = fontPx * 0.45;
  const padding = fontPx * 0.28;
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  ctx.lineJoin = "round";
  ctx.font = markFont;
  const markWidth = isBot ? ctx.measureText("BOT").width + padding * 2 : 0;
  ctx.font = nameFont;
  const nameWidth = ctx.measureText(name).width;
  const left = Math.round(centerX - (nameWidth + (isBot ? gap + markWidth : 0)) / 2);
  ctx.strokeStyle = rgba(COLOR.background, 0.85);
  ctx.lineWidth = Math.max(2, fontPx * 0.24);
  ctx.strokeText(name, left, centerY);
  ctx.fillStyle = COLOR.muted;
  ctx.fillText(name, left, centerY);
  if (!isBot) return;
  const markLeft = Math.round(left + nameWidth + gap) + 0.5;
  const height = Math.round(fontPx * 0.98);
  const markTop = Math.round(centerY - height / 2) - 0.5;
  ctx.beginPath();
  ctx.roundRect(markLeft, markTop, Math.round(markWidth), height, fontPx * 0.2);
  ctx.fillStyle = rgba(COLOR.background, 0.75);
  ctx.fill();
  ctx.lineWidth = 1;
  ctx.strokeStyle = rgba(COLOR.muted, 0.6);
  ctx.stroke();
  ctx.font = markFont;
  ctx.fillStyle = COLOR.muted;
  ctx.fillText("BOT", markLeft + padding, centerY + fontPx * 0.02);
}
