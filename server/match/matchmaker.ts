// Who plays whom. In: everybody who waits. Out: groups of equals, each once. Pure: no clock, no chance, and the order in
// which tickets are handed over does not matter. Run by the queue once a second, by the simulation, by tests.

/** Rating points looked around for at first, and how far that widens: SPEC.md, MM-2. */
const WINDOW = { first: 75, wider: 50, eachS: 5 } as const;
/** Round trips to the server that are accepted, ms: among all of a group, first and after a while. */
const PING = { firstMs: 120, laterMs: 200, afterS: 15 } as const;
/** Who just met is not paired again before both have waited this long, s: until then anybody else is better. */
const MEET_AGAIN_S = 20;
/** Companions tried for one ticket, at most: only teams of several come near it. A cycle has a second. */
const TRIES_MAX = 20_000;

/** Who waits: one person, or a party that stays together. */
export interface Ticket {
  readonly id: string;
  /** Accounts; a party's are in one team. */
  readonly members: readonly string[];
  /** A party's is the mean of its members'. */
  readonly rating: number;
  /** Round trip to the server, ms; a party's is the worst of its members'. */
  readonly pingMs: number;
  readonly waitedS: number;
  /** Accounts that it met last. */
  readonly met: readonly string[];
}

/** What is played: a Duel is 2 teams of 1. */
export interface MatchShape {
  readonly teams: number;
  /** People in a team. */
  readonly size: number;
}

export const DUEL_SHAPE: MatchShape = { teams: 2, size: 1 };

/** Tickets by team. */
export type Group = readonly (readonly Ticket[])[];

/** Difference in rating that a ticket accepts. */
export function windowAfter(waitedS: number): number {
  return WINDOW.first + WINDOW.wider * Math.floor(waitedS / WINDOW.eachS);
}

/** Round trip, ms, that a ticket accepts: its own and others'. */
export function maxPingAfter(waitedS: number): number {
  return waitedS < PING.afterS ? PING.firstMs : PING.laterMs;
}

/** Whether both accept each other: of two windows the narrower one counts, so that nobody's wait costs another. */
export function mayMeet(a: Ticket, b: Ticket): boolean {
  const waitedS = Math.min(a.waitedS, b.waitedS);
  if (Math.abs(a.rating - b.rating) > windowAfter(waitedS)) return false;
  if (Math.max(a.pingMs, b.pingMs) > maxPingAfter(waitedS)) return false;
  return waitedS >= MEET_AGAIN_S || !(hasMet(a, b) || hasMet(b, a));
}

/**
 * Forms groups: whoever has waited longest chooses first, and takes those nearest to its rating. So nobody is passed
 * over for a better match of others, and no two who may meet are left over.
 * @throws Error for a ticket that fits in no team.
 */
export function formGroups(tickets: readonly Ticket[], shape: MatchShape = DUEL_SHAPE): Group[] {
  for (const { id, members } of tickets) {
    if (members.length < 1 || members.length > shape.size)
      throw new Error(`ticket ${id} has ${members.length} members, a team has ${shape.size}`);
  }
  const waiting = [...tickets].sort(byWait);
  const taken = new Set<Ticket>();
  const groups: Group[] = [];
  for (const first of waiting) {
    if (taken.has(first)) continue;
    const others = waiting.filter((other) => other !== first && !taken.has(other));
    const group = groupAround(first, others, shape);
    if (group === null) continue;
    groups.push(group);
    for (const ticket of group.flat()) taken.add(ticket);
  }
  return groups;
}

function hasMet(a: Ticket, b: Ticket): boolean {
  return a.met.some((account) => b.members.includes(account));
}

/** Longest wait first. Ids settle what is equal: the order of arrival in the list is chance. */
function byWait(a: Ticket, b: Ticket): number {
  return b.waitedS - a.waitedS || compareIds(a, b);
}

function compareIds(a: Ticket, b: Ticket): number {
  return a.id < b.id ? -1 : Number(a.id > b.id);
}

/** The first full set of tickets, nearest first, that all may meet and that fill the teams; null when there is none. */
function groupAround(first: Ticket, others: readonly Ticket[], shape: MatchShape): Group | null {
  const gapTo = (ticket: Ticket) => Math.abs(ticket.rating - first.rating);
  const near = others
    .filter((other) => mayMeet(first, other))
    .sort((a, b) => gapTo(a) - gapTo(b) || byWait(a, b));
  const chosen = [first];
  let triesLeft = TRIES_MAX;
  const fill = (from: number, missing: number): Group | null => {
    if (missing === 0) return splitEvenly(chosen, shape);
    for (let i = from; i < near.length && triesLeft > 0; i++) {
      const next = near[i] as Ticket;
      if (next.members.length > missing || !chosen.every((one) => mayMeet(one, next))) continue;
      triesLeft--;
      chosen.push(next);
      const group = fill(i + 1, missing - next.members.length);
      if (group !== null) return group;
      chosen.pop();
    }
    return null;
  };
  return fill(0, shape.teams * shape.size - first.members.length);
}

/** Whole tickets into full teams, so that the teams' ratings differ least; null when they do not fit. */
function splitEvenly(tickets: readonly Ticket[], shape: MatchShape): Group | null {
  const teams = Array.from({ length: shape.teams }, (): Ticket[] => []);
  let best: Group | null = null;
  let bestGap = Number.POSITIVE_INFINITY;
  const place = (index: number): void => {
    const ticket = tickets[index];
    if (ticket === undefined) {
      const gap = gapOf(teams);
      if (gap >= bestGap) return;
      bestGap = gap;
      best = teams.map((team) => [...team]);
      return;
    }
    for (const team of teams) {
      if (peopleIn(team) + ticket.members.length <= shape.size) {
        team.push(ticket);
        place(index + 1);
        team.pop();
      }
      // Empty teams are alike: one of them is tried.
      if (team.length === 0) break;
    }
  };
  place(0);
  return best;
}

function peopleIn(team: readonly Ticket[]): number {
  return team.reduce((people, { members }) => people + members.length, 0);
}

/** Between the strongest and the weakest team, in the sum of ratings. */
function gapOf(teams: readonly (readonly Ticket[])[]): number {
  const sums = teams.map((team) =>
    team.reduce((sum, { rating, members }) => sum + rating * members.length, 0),
  );
  return Math.max(...sums) - Math.min(...sums);
}
