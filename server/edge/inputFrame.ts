// Whether bytes are one input as the SDK's encoder writes it: changed fields, each whole and at most once.
// In: an input schema, once; then frames. Out: yes or no. Server only.
// Read before @colyseus/schema 5.0.34 does: its decoder follows any byte to another structure, deletes fields, leaves
// `undefined` where a frame ends early, and writes to the console about each of these.

/** Bytes of a field by its type. Integers only: no pattern of their bits is not a number. */
const FIELD_BYTES: Readonly<Record<string, number>> = {
  int8: 1,
  uint8: 1,
  int16: 2,
  uint16: 2,
  int32: 4,
  uint32: 4,
};
/** A field's head: the operation in the upper two bits, the field's index below. */
const INDEX_MASK = 0x3f;
const OPERATION_MASK = 0xc0;
const REPLACE = 0x00;
const ADD = 0x80;
/** Fields that one number can hold as bits. */
const FIELDS_MAX = 31;

/** Bytes of each field, by its index. */
export type InputLayout = readonly number[];

interface FieldMetadata {
  readonly name: string;
  readonly type: unknown;
}

/**
 * @param schema a flat class of @colyseus/schema.
 * @throws when a field's values could be anything but integers: that input needs checks that are not here.
 */
export function inputLayoutOf(schema: new () => object): InputLayout {
  const metadata = (schema as unknown as Record<symbol, Record<number, FieldMetadata>>)[
    Symbol.metadata
  ];
  const layout: number[] = [];
  for (let field = metadata?.[0]; field !== undefined; field = metadata?.[layout.length]) {
    const bytes = FIELD_BYTES[String(field.type)];
    if (bytes === undefined)
      throw new Error(`Input field "${field.name}" is ${String(field.type)}: must be an integer.`);
    layout.push(bytes);
  }
  if (layout.length === 0 || layout.length > FIELDS_MAX)
    throw new Error(`An input has 1 to ${FIELDS_MAX} fields, not ${layout.length}.`);
  return layout;
}

/** True when `frame`, from `offset` to its end, is one input; an empty one repeats the last. */
export function isInputBody(frame: Uint8Array, offset: number, layout: InputLayout): boolean {
  let seen = 0;
  let at = offset;
  while (at < frame.length) {
    const head = frame[at] ?? 0;
    const operation = head & OPERATION_MASK;
    if (operation !== ADD && operation !== REPLACE) return false;
    const index = head & INDEX_MASK;
    const bytes = layout[index];
    if (bytes === undefined || (seen & (1 << index)) !== 0) return false;
    seen |= 1 << index;
    at += 1 + bytes;
  }
  return at === frame.length;
}
