// A hand on Duels, for tests inside the server's process. In: whom to call, who wins. Out: seats as the queue hands them
// out, and matches that are over within a second.
import { currentIdentity } from "../../server/identity/Identity.ts";
import type { DuelArena } from "../../server/match/DuelArena.ts";
import { makeDuel } from "../../server/rooms/seatCalls.ts";
import { PROTOCOL_VERSION } from "../../shared/net/protocol.ts";
import type { SeatOffer } from "../../shared/net/seatOffer.ts";
import { MatchPhase } from "../../shared/sim/types.ts";
import { waitFor } from "./waitFor.ts";

/** Somebody with a token: the client's identity, or a token alone. */
export interface Caller {
  getToken(): Promise<string>;
}

/** Seats of a Duel that the server makes for these accounts, as the queue would; with a bot for who is alone. */
export async function callToDuel(
  people: readonly Caller[],
  rules: { readonly isRanked: boolean; readonly botLevel: number },
): Promise<SeatOffer[]> {
  const admitted = people.map(async (identity, i) => {
    const admission = await currentIdentity().recognise(await identity.getToken());
    if (admission === null) throw new Error(`guest ${i} is not admitted`);
    const name = ["Ada", "Bo"][i] ?? `Guest ${i}`;
    return { ...admission, protocol: PROTOCOL_VERSION, name, isCalled: true };
  });
  return makeDuel(rules, await Promise.all(admitted));
}

/** Kills the other one in each round until `slot` has won; countdowns are cut short. */
export async function winDuel(arena: DuelArena, slot: number): Promise<void> {
  await waitFor(() => arena.outcome !== null || winStep(arena, slot), {
    describe: "the end of the Duel",
    intervalMs: 5,
    timeoutMs: 40_000,
  });
}

function winStep(arena: DuelArena, slot: number): false {
  const { world } = arena;
  const [winner, loser] = [world.players[slot], world.players[1 - slot]];
  if (world.phase === MatchPhase.Live && loser?.state.alive === 1) {
    loser.hp = 0;
    loser.killer = winner?.slot ?? -1;
  } else if (world.phase === MatchPhase.Countdown || world.phase === MatchPhase.Podium) {
    world.phaseEndStep = world.step;
  }
  return false;
}
