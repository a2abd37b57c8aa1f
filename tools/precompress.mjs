// Writes a .br and a .gz beside each compressible file of a built client, for the static server.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);
const COMPRESSIBLE = /\.(?:html|js|css|svg|json|webmanifest|txt|ttf)$/;
// Below this a compressed file saves no packet.
const MIN_BYTES = 1024;

/**
 * @param {string} folder searched with its subfolders
 * @returns {Promise<{files: number, rawBytes: number, brotliBytes: number}>} totals of what was compressed
 */
export async function precompress(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const totals = { files: 0, rawBytes: 0, brotliBytes: 0 };
  const paths = entries
    .filter((entry) => entry.isFile() && COMPRESSIBLE.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  const compressFile = async (/** @type {string} */ path) => {
    const raw = await readFile(path);
    if (raw.length < MIN_BYTES) return;
    const [brotli, gzipped] = await Promise.all([
      compressBrotli(raw, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
          [constants.BROTLI_PARAM_SIZE_HINT]: raw.length,
        },
      }),
      compressGzip(raw, { level: constants.Z_BEST_COMPRESSION }),
    ]);
    await Promise.all([writeFile(`${path}.br`, brotli), writeFile(`${path}.gz`, gzipped)]);
    totals.files += 1;
    totals.rawBytes += raw.length;
    totals.brotliBytes += brotli.length;
  };
  await Promise.all(paths.map(compressFile));
  return totals;
}
