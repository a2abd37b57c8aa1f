// What the live list says, in English. In: figures. Out: what the player reads.
export const lobbyStrings = {
  rooms: "Open arenas",
  join: (map: string): string => `Join ${map}`,
  none: "None yet. Play now opens one.",
  connecting: "Asking what is open…",
  away: "The live list is away. Play now works without it.",
  more: (n: number): string => `and ${n} more`,
  people: (n: number, capacity: number): string => `${n}/${capacity}`,
  peopleWords: (n: number, capacity: number): string =>
    `${n} ${n === 1 ? "player" : "players"}, room for ${capacity}`,
  ping: (ms: number): string => (ms > 0 ? `${Math.round(ms)} ms` : "–"),
  full: "Full",
} as const;
