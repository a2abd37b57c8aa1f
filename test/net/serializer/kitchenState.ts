// A state with everything that a schema can hold: each kind of number, nested entities, each collection, with and
// without views and tags, more than 32 fields. In: nothing. Out: schemas for the differential tests.
import { type SchemaType, schema, t } from "@colyseus/schema";

/** Tags of views: powers of two. */
export const TAG_TEAM = 2;
export const TAG_GOD = 4;

export const Part = schema(
  { n: t.number().default(0), s: t.string().default(""), u: t.uint16().default(0) },
  "Part",
);
export type Part = SchemaType<typeof Part>;

/** Travels with its type id where a Part is declared. */
export const FancyPart = Part.extend({ extra: t.int8().default(0) }, "FancyPart");

const numbers = {
  i8: t.int8().default(0),
  u8: t.uint8().default(0),
  i16: t.int16().default(0),
  u16: t.uint16().default(0),
  i32: t.int32().default(0),
  u32: t.uint32().default(0),
  i64: t.int64().default(0),
  u64: t.uint64().default(0),
  f32: t.float32().default(0),
  f64: t.float64().default(0),
  big: t.bigint64().default(0n),
  ubig: t.biguint64().default(0n),
  any: t.number().default(0),
  turn: t.quantized({ min: 0, max: 100 }).default(0),
} as const;

export const Thing = schema(
  {
    ...numbers,
    name: t.string().default(""),
    on: t.boolean().default(false),
    once: t.uint8().fullStateOnly().default(0),
    brief: t.uint8().patchOnly().default(0),
    loose: t.uint8().unreliable().default(0),
    part: t.ref(Part).optional(),
    bag: t.array(Part),
    words: t.array("string"),
    gear: t.map(Part),
    counts: t.map("uint8"),
    marks: t.set("number"),
    log: t.collection("string"),
    secret: t.string().view().default(""),
    team: t.uint8().view(TAG_TEAM).default(0),
    either: t
      .uint16()
      .view(TAG_TEAM | TAG_GOD)
      .default(0),
    hidden: t.ref(Part).view().optional(),
    plans: t.array(Part).view(TAG_TEAM),
  },
  "Thing",
);
export type Thing = SchemaType<typeof Thing>;

/** More fields than a mask has bits, and a tag behind them. */
const many: Record<string, ReturnType<typeof t.uint8>> = {};
for (let i = 0; i < 40; i++) many[`w${i}`] = i === 35 ? t.uint8().view(TAG_TEAM) : t.uint8();
export const Wide = schema(many, "Wide");

export const Kitchen = schema(
  {
    phase: t.uint8().default(0),
    title: t.string().default(""),
    flat: t.array("uint32"),
    roster: t.map(Part),
    things: t.map(Thing).view(),
    poses: t.map(Part).view(),
    list: t.array(Part).view(),
    teamList: t.array(Part).view(TAG_TEAM),
    crew: t.set(Part).view(),
    secrets: t.map("string").view(),
    open: t.array(Thing),
    boss: t.ref(Thing).view().optional(),
    wide: t.map(Wide).view(),
    openWide: t.ref(Wide).optional(),
  },
  "Kitchen",
);
export type Kitchen = SchemaType<typeof Kitchen>;
