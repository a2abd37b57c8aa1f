// The state of a private room: what its members see. Both sides.
import { type SchemaType, schema, t } from "@colyseus/schema";

export const PartyMember = schema(
  {
    name: t.string().default(""),
    isHost: t.boolean().default(false),
    isReady: t.boolean().default(false),
    isConnected: t.boolean().default(true),
    /** Is in the match that runs. */
    isPlaying: t.boolean().default(false),
    /** See PartySide in shared/net/party.ts. */
    side: t.uint8().default(1),
  },
  "PartyMember",
);
export type PartyMember = SchemaType<typeof PartyMember>;

export const PartyState = schema(
  {
    code: t.string().default(""),
    /** PartyMode and the rest of PartyRules. */
    mode: t.string().default("open"),
    mapId: t.string().default(""),
    bots: t.uint8().default(0),
    minutes: t.uint8().default(5),
    /** A match of the party's runs; JoinMatch leads into it. */
    hasMatch: t.boolean().default(false),
    /** By a key that is the member's for as long as it is one; never its account's id. In order of arrival. */
    members: t.map(PartyMember),
  },
  "PartyState",
);
export type PartyState = SchemaType<typeof PartyState>;
