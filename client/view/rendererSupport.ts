// What this browser can draw with. In: the wish. Out: the renderer to use, or an error that can be
// shown.

export type RendererKind = "webgl" | "canvas";

/** `auto` takes WebGL where a GPU runs it: on the processor a canvas is several times faster. */
export type RendererWish = RendererKind | "auto";

/** Neither WebGL nor a 2d canvas works. `code` is for the screen that explains it. */
export class RendererUnsupportedError extends Error {
  readonly code = "rendererUnsupported";

  constructor(detail: string) {
    super(`This browser can draw neither with WebGL nor on a canvas: ${detail}`);
    this.name = "RendererUnsupportedError";
  }
}

export interface RendererSupport {
  readonly kind: RendererKind;
  /** WebGL runs on the processor. */
  readonly isSoftware: boolean;
}

/** @throws RendererUnsupportedError when nothing works. */
export function findRenderer(wish: RendererWish): RendererSupport {
  const name = wish === "canvas" ? null : webglRendererName();
  if (name !== null) {
    const isSoftware = /swiftshader|llvmpipe|software|basic render/i.test(name);
    if (wish === "webgl" || !isSoftware) return { kind: "webgl", isSoftware };
  }
  if (document.createElement("canvas").getContext("2d"))
    return { kind: "canvas", isSoftware: true };
  throw new RendererUnsupportedError("no context could be made");
}

/** What draws WebGL here ("" when it does not say), or null without WebGL. */
function webglRendererName(): string | null {
  try {
    const gl = document.createElement("canvas").getContext("webgl");
    if (!gl) return null;
    const info = gl.getExtension("WEBGL_debug_renderer_info");
    const name: unknown = info ? gl.getParameter(info.UNMASKED_RENDERER_WEBGL) : "";
    // Contexts are few; the game needs its own.
    gl.getExtension("WEBGL_lose_context")?.loseContext();
    return typeof name === "string" ? name : "";
  } catch {
    return null;
  }
}
