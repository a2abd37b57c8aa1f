// Makes a PNG smaller without changing a pixel. In: an image as the browser encodes it, in a hurry. Out: the same image
// with its data deflated as well as zlib can.
import { constants, crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE_BYTES = 8;
/** Of a chunk: length, type and checksum. */
const LENGTH_BYTES = 4;
const TYPE_BYTES = 4;
const CRC_BYTES = 4;
/** What the picture needs beside its data; times, text and colour profiles go. */
const KEPT = new Set(["IHDR", "PLTE", "tRNS"]);

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

export function deflatePng(png: Buffer): Buffer {
  const chunks = readChunks(png);
  const data = Buffer.concat(
    chunks.filter(({ type }) => type === "IDAT").map((chunk) => chunk.data),
  );
  const options = { level: 9, memLevel: 9, strategy: constants.Z_DEFAULT_STRATEGY };
  const smaller = deflateSync(inflateSync(data), options);
  return Buffer.concat([
    png.subarray(0, SIGNATURE_BYTES),
    ...chunks.filter(({ type }) => KEPT.has(type)).map(writeChunk),
    writeChunk({ type: "IDAT", data: smaller.length < data.length ? smaller : data }),
    writeChunk({ type: "IEND", data: Buffer.alloc(0) }),
  ]);
}

function readChunks(png: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  let at = SIGNATURE_BYTES;
  while (at < png.length) {
    const length = png.readUInt32BE(at);
    const start = at + LENGTH_BYTES + TYPE_BYTES;
    const type = png.toString("latin1", at + LENGTH_BYTES, start);
    chunks.push({ type, data: png.subarray(start, start + length) });
    at = start + length + CRC_BYTES;
  }
  return chunks;
}

function writeChunk({ type, data }: Chunk): Buffer {
  const chunk = Buffer.alloc(LENGTH_BYTES + TYPE_BYTES + data.length + CRC_BYTES);
  const typed = LENGTH_BYTES + TYPE_BYTES + data.length;
  chunk.writeUInt32BE(data.length, 0);
  chunk.write(type, LENGTH_BYTES, "latin1");
  data.copy(chunk, LENGTH_BYTES + TYPE_BYTES);
  chunk.writeUInt32BE(crc32(chunk.subarray(LENGTH_BYTES, typed)), typed);
  return chunk;
}
