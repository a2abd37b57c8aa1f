// Kills the server, again and again, at random moments around the end of Duels that real players are in; then takes
// stock. In: how to make databases, the bundle's main file, a seed and how often. Out: what was told, and what is in the
// database. Run by kills.test.ts and index.ts.
import { setTimeout as sleep } from "node:timers/promises";
import { makeRng, nextBelow, type Rng } from "../../../shared/sim/rng.ts";
import { makeGuest } from "../../helpers/guest.ts";
import { waitFor } from "../../helpers/waitFor.ts";
import type { Kind, Place } from "../databases.ts";
import type { Pair } from "./killedServer.ts";
import { outboxOf, type Stock, sumOf, takeStock } from "./stock.ts";
import { PATIENCE_MS, Victim } from "./victim.ts";
import { sitDown, Witness } from "./witness.ts";

/** Servers at the same time, each with a database: one for each core that CI has. */
const PARALLEL = 2;
/** Duels that a process has when it is killed. Few players, so that each Duel shares an account with those before. */
const DUELS = 4;
/** A Duel is hurried to its end up to this much after another, ms: some end together, some in turn. */
const APART_MAX_MS = 40;
/**
 * A kill comes at most this long after it is known that a Duel has ended, ms, and a third of them within a tenth of it:
 * outbox, commit and telling take 10 on an idle machine, 50 on a busy one.
 */
const DELAY_MAX_MS = 100;

export interface Plan {
  /** Even. */
  readonly kills: number;
  readonly seed: number;
  readonly onKill?: () => void;
}

/** @param main the bundle's main file. */
export async function killAndTakeStock(
  { makePlace }: Pick<Kind, "makePlace">,
  main: string,
  { kills, seed, onKill }: Plan,
): Promise<Stock> {
  const places = await Promise.all(Array.from({ length: PARALLEL }, () => makePlace()));
  const running = places.map(async (place, n) => {
    const life = new Life(place, main, makeRng(seed * PARALLEL + n));
    for (let i = 0; i < kills / PARALLEL; i++) {
      await life.killOnce();
      onKill?.();
    }
    return life.conclude(kills / PARALLEL);
  });
  return sumOf(await Promise.all(running));
}

/** One database, and one server after another on it. */
class Life {
  private readonly place: Place;
  private readonly main: string;
  private readonly rng: Rng;
  private readonly witness = new Witness();
  private readonly tokens: string[] = [];

  constructor(place: Place, main: string, rng: Rng) {
    this.place = place;
    this.main = main;
    this.rng = rng;
  }

  async killOnce(): Promise<void> {
    const { main, place, rng, witness } = this;
    let endsLeft = 1 + nextBelow(rng, DUELS);
    const delayMs = DELAY_MAX_MS * (nextBelow(rng, 1000) / 1000) ** 2;
    const victim = await Victim.start(main, place, (line) => {
      if (witness.read(line) && --endsLeft === 0) void killAfter(victim, delayMs);
    });
    const seats = await victim.call(await this.pairUp(victim.url));
    const players = await Promise.all(
      seats.flat().map((offer) => sitDown(victim.url, offer, witness)),
    );
    victim.endDuels(
      seats.map(([{ reservation }]) => ({
        roomId: reservation.roomId,
        winner: nextBelow(rng, 2) === 0 ? 0 : 1,
        inMs: nextBelow(rng, APART_MAX_MS),
      })),
    );
    await victim.untilDead();
    await Promise.all(players.map(({ left }) => left));
    for (const matchId of outboxOf(place)) witness.inOutbox.add(matchId);
  }

  /** The next start: what is left goes to the database. */
  async conclude(kills: number): Promise<Stock> {
    const { main, place, witness } = this;
    const victim = await Victim.start(main, place, (line) => witness.read(line));
    await waitFor(() => outboxOf(place).length === 0, {
      describe: "the outbox to be empty",
      timeoutMs: PATIENCE_MS,
    });
    victim.kill();
    await victim.untilDead();
    return takeStock(place, kills, witness);
  }

  /** Everybody, shuffled. Their tokens are good for all servers of this database. */
  private async pairUp(url: string): Promise<Pair[]> {
    const { rng, tokens } = this;
    while (tokens.length < 2 * DUELS) tokens.push((await makeGuest(url)).token);
    for (let i = tokens.length - 1; i > 0; i--) {
      const j = nextBelow(rng, i + 1);
      [tokens[i], tokens[j]] = [tokens[j] ?? "", tokens[i] ?? ""];
    }
    return Array.from({ length: DUELS }, (_, n) => [tokens[2 * n] ?? "", tokens[2 * n + 1] ?? ""]);
  }
}

/** To a hundredth of a millisecond: timers are coarser than what happens here. */
async function killAfter(victim: Victim, delayMs: number): Promise<void> {
  const endMs = performance.now() + delayMs;
  if (delayMs > 2) await sleep(delayMs - 2);
  while (performance.now() < endMs);
  victim.kill();
}
