// A canvas as a Phaser texture. In: a canvas that is painted on now or later. Out: the texture;
// call `source[0].update()` after painting, which uploads it where there is WebGL.
import type * as Phaser from "phaser";

/**
 * Adds `canvas` as texture `key`. Phaser's own CanvasTexture would keep a copy of all pixels.
 * @throws Error when `key` is taken.
 */
export function addCanvasTexture(
  textures: Phaser.Textures.TextureManager,
  key: string,
  canvas: HTMLCanvasElement,
): Phaser.Textures.Texture {
  // The declarations know images only; the code takes a canvas as well.
  const source = canvas as unknown as HTMLImageElement;
  const texture = textures.create(key, source, canvas.width, canvas.height);
  if (!texture) throw new Error(`texture "${key}" exists already`);
  texture.add("__BASE", 0, 0, 0, canvas.width, canvas.height);
  return texture;
}
