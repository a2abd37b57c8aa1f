// Whether bytes are one plain MessagePack value: what our clients' messages are made of. In: a frame. Out: yes or no.
// Read before msgpackr (2.0) does: its extensions make dates, expressions and classes, its records may refer to ones
// before them, and a length that nothing stands behind allocates. Of all these the SDK's encoder uses one: an
// object is a record that is defined where it stands.

/** Our messages are flat objects: one level more is room enough. */
const DEPTH_MAX = 3;

/** Bytes after the head of values of fixed size, by head: unsigned, signed and floating numbers. */
const NUMBER_BYTES: ReadonlyMap<number, number> = new Map([
  [0xcc, 1],
  [0xcd, 2],
  [0xce, 4],
  [0xd0, 1],
  [0xd1, 2],
  [0xd2, 4],
]);
const FLOAT32 = 0xca;
const FLOAT64 = 0xcb;
const NIL = 0xc0;
const FALSE = 0xc2;
const TRUE = 0xc3;
const STRING8 = 0xd9;
/** A record's definition: extension 'r' of one byte, its id. From 0x40 on heads are ids of records, not numbers. */
const EXTENSION1 = 0xd4;
const RECORD = 0x72;
const RECORD_ID_MIN = 0x40;
const FIXED_INT_LIMIT = 0x80;

/** True when `bytes`, from `offset` to its end, are one value of numbers, strings, booleans, lists and maps. */
export function isPlainMsgpack(bytes: Buffer, offset: number): boolean {
  return endOfValue(bytes, offset, DEPTH_MAX) === bytes.length;
}

/** Where the value that begins at `at` ends; -1 when it is not plain or not whole. */
function endOfValue(bytes: Buffer, at: number, depth: number): number {
  const head = bytes[at];
  if (head === undefined) return -1;
  if (head < RECORD_ID_MIN || head >= 0xe0) return at + 1;
  if (head < FIXED_INT_LIMIT) return -1;
  if (head < 0x90) return endOfMap(bytes, at + 1, head & 0x0f, depth);
  if (head < 0xa0) return endOfList(bytes, at + 1, head & 0x0f, depth);
  if (head < 0xc0 || head === STRING8) return endOfString(bytes, at);
  if (head === NIL || head === FALSE || head === TRUE) return at + 1;
  if (head === FLOAT32 || head === FLOAT64) return endOfFloat(bytes, at + 1, head);
  if (head === EXTENSION1) return endOfRecord(bytes, at + 1, depth);
  const size = NUMBER_BYTES.get(head);
  return size === undefined ? -1 : within(bytes, at + 1 + size);
}

function endOfMap(bytes: Buffer, start: number, entries: number, depth: number): number {
  if (depth === 0) return -1;
  let at = start;
  for (let i = 0; i < entries && at >= 0; i++) {
    at = endOfString(bytes, at);
    if (at >= 0) at = endOfValue(bytes, at, depth - 1);
  }
  return at;
}

/** Its id, the list of its keys, then their values. */
function endOfRecord(bytes: Buffer, start: number, depth: number): number {
  const id = bytes[start + 1] ?? 0;
  const keys = (bytes[start + 2] ?? 0) - 0x90;
  const isRecord = bytes[start] === RECORD && id >= RECORD_ID_MIN && id < FIXED_INT_LIMIT;
  if (!isRecord || keys < 0 || keys > 0x0f) return -1;
  let at = start + 3;
  for (let i = 0; i < keys && at >= 0; i++) at = endOfString(bytes, at);
  return at < 0 ? -1 : endOfList(bytes, at, keys, depth);
}

function endOfList(bytes: Buffer, start: number, items: number, depth: number): number {
  if (depth === 0) return -1;
  let at = start;
  for (let i = 0; i < items && at >= 0; i++) at = endOfValue(bytes, at, depth - 1);
  return at;
}

function endOfString(bytes: Buffer, at: number): number {
  const head = bytes[at] ?? 0;
  if (head >= 0xa0 && head < 0xc0) return within(bytes, at + 1 + (head & 0x1f));
  if (head !== STRING8) return -1;
  return within(bytes, at + 2 + (bytes[at + 1] ?? bytes.length));
}

/** Numbers that are none are not plain. */
function endOfFloat(bytes: Buffer, at: number, head: number): number {
  const end = within(bytes, at + (head === FLOAT32 ? 4 : 8));
  if (end < 0) return -1;
  const value = head === FLOAT32 ? bytes.readFloatBE(at) : bytes.readDoubleBE(at);
  return Number.isFinite(value) ? end : -1;
}

function within(bytes: Buffer, end: number): number {
  return end <= bytes.length ? end : -1;
}
