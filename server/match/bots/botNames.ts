// Call names of bots. In: names in use. Out: one that is free. Server only.
import { nextBelow, type Rng } from "../../../shared/sim/rng.ts";

/** At most 12 characters each; people see them beside the mark BOT. */
export const BOT_NAMES: readonly string[] = [
  "Ampere",
  "Anvil",
  "Badger",
  "Bramble",
  "Brisk",
  "Cinder",
  "Cobalt",
  "Comet",
  "Copper",
  "Dynamo",
  "Ember",
  "Flint",
  "Fuse",
  "Gale",
  "Gizmo",
  "Halcyon",
  "Hex",
  "Jolt",
  "Juniper",
  "Kestrel",
  "Lark",
  "Magpie",
  "Marlin",
  "Nettle",
  "Nimbus",
  "Ohm",
  "Onyx",
  "Otter",
  "Pepper",
  "Pylon",
  "Quill",
  "Ratchet",
  "Relay",
  "Rook",
  "Saffron",
  "Solder",
  "Tangent",
  "Thistle",
  "Tinder",
  "Vortex",
  "Wicket",
  "Zephyr",
];

/** A name that is not in use, by chance; numbered when all are. Advances `rng`. */
export function takeBotName(rng: Rng, isUsed: (name: string) => boolean): string {
  const first = nextBelow(rng, BOT_NAMES.length);
  for (let round = 1; ; round++) {
    for (let i = 0; i < BOT_NAMES.length; i++) {
      const plain = BOT_NAMES[(first + i) % BOT_NAMES.length] as string;
      const name = round === 1 ? plain : `${plain} ${round}`;
      if (!isUsed(name)) return name;
    }
  }
}
