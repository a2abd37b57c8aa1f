// Every word the interface says, in English. Another language is another object of this shape.
import type { Move } from "../../shared/sim/weaponDefs.ts";

/**
 * Names of the moves, by their number in events. A build that knows fewer falls back on "a move".
 */
const MOVE_NAMES = ["Pulse", "Dash", "Rail", "Orb"] as const;

function plural(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}

export const strings = {
  bot: "BOT",
  moveName: (move: Move): string => MOVE_NAMES[move] ?? "a move",

  landing: {
    tagline: ["Four moves, no loadouts.", "Out-aim, bounce and dash through everyone."],
    promise: "Feels local from the other side of the world.",
    nameLabel: "Callsign",
    nameTooShort: "A callsign has 2 to 16 characters.",
    rollName: "Roll a random callsign",
    play: "Play now",
    entering: "Entering…",
    enterHint: "or press Enter",
    free: "Free, no account, nothing to install.",
    needsKeyboard: "Plays with a keyboard and a mouse.",
    howTo: "How to play",
    queued: "You are called over as soon as an opponent is found.",
    modes: "Modes",
    modeName: "Open Arena",
    modeKind: "Free for all",
    modeFacts: "Rolling 5:00 rounds, join at any time. The leader wears the crown.",
    playing: (n: number): string => `${plural(n, "player", "players")} inside now`,
    nobodyPlaying: "Bots are waiting for you",
    leaderboard: "Leaderboard",
    profile: "Profile",
  },

  status: {
    label: "Server status",
    checking: "Checking server…",
    up: "Server online",
    down: "Server unreachable",
    ping: (ms: number): string => `${Math.round(ms)} ms`,
    players: (n: number): string => plural(n, "player", "players"),
    rooms: (n: number): string => plural(n, "room", "rooms"),
  },

  controls: {
    move: "Move",
    aim: "Aim",
    pulse: "Pulse",
    rail: "Rail",
    orb: "Orb",
    dash: "Dash",
    reload: "Reload",
    emote: "Emote",
    scores: "Scores",
    netGraph: "Net graph",
    menu: "Menu",
    mouse: "Mouse",
    leftMouse: "Left mouse button",
    rightMouse: "Right mouse button",
  },

  hud: {
    clock: "Time left",
    score: "Score",
    ofActors: (n: number): string => `of ${n}`,
    hp: "HP",
    shield: "Shield",
    reloading: "Reloading",
    surge: "Surge",
    protectedHint: "Protected until you attack",
    minimap: "Map",
    feedAssist: (name: string): string => `+ ${name}`,
    surgeSoon: (s: number): string => `Surge at the centre in ${s} s`,
    crownSelf: "You wear the crown",
    crownOther: (name: string): string => `${name} took the crown`,
    eliminated: (name: string): string => `Eliminated ${name}`,
    newRound: "New round",
    youKilled: (name: string, move: string): string => `You eliminated ${name} with ${move}.`,
    killedBy: (name: string, move: string): string => `${name} eliminated you with ${move}.`,
  },

  death: {
    by: "Eliminated by",
    how: (move: string): string => `with ${move}`,
    hpLeft: (hp: number): string => `${hp} HP left`,
    respawn: "Respawn",
    killerPing: "Their ping",
    ownPing: "Your ping",
    rewind: "Rewind",
    apart: "Apart",
    ms: (ms: number): string => (Number.isFinite(ms) ? `${Math.round(ms)} ms` : "–"),
    units: (u: number): string => `${Math.round(u)} u`,
    youWere: "you were here",
    theySaw: "they saw you here",
    /** The drawing in words; `apartU` is null when nothing was rewound. */
    drawing: (apartU: number | null): string =>
      apartU === null
        ? "Drawing: where the attack came from, and where you were."
        : `Drawing: they saw you ${Math.round(apartU)} units from where you were.`,
  },

  scoreboard: {
    title: "Open Arena",
    rank: "#",
    player: "Player",
    score: "Score",
    kills: "K",
    deaths: "D",
    assists: "A",
    ping: "Ping",
    wearsCrown: "Wears the crown",
    away: "away",
    noPing: "–",
    more: (n: number): string => `and ${n} more`,
    players: (n: number): string => plural(n, "player", "players"),
  },

  podium: {
    title: "Round over",
    own: (place: string): string => `You finished ${place}`,
    ownWin: "You won the round",
    points: (score: string): string => `${score} points`,
    next: (s: number): string => `Next round in ${s}`,
  },

  net: {
    ok: "Connection good",
    warn: "Connection fair",
    bad: "Connection poor",
    title: "Net graph",
    rtt: "Round trip",
    jitter: "Jitter",
    delay: "Interpolation delay",
    corrections: "Corrections per minute",
    largest: "Largest correction",
    down: "Down",
    up: "Up",
    patches: "Patches per second",
    tick: "Server tick",
    pending: "Pending inputs",
    units: (u: number): string => `${u.toFixed(2)} u`,
    ms: (ms: number): string => `${Math.round(ms)} ms`,
    ms1: (ms: number): string => `${ms.toFixed(1)} ms`,
  },

  connection: {
    connecting: "Connecting…",
    stalled: "Waiting for the server",
    interrupted: "Connection interrupted",
    // The form is fixed by NET-12: three dots, and the seconds that the seat is still held.
    reconnecting: (attempt: number, heldS: number): string =>
      `Reconnecting (${attempt})... place held ${heldS} s`,
    reconnectingOnce: "Connection lost. Reconnecting.",
    restored: "Connection restored",
    closed: "Connection closed",
    busy: "Server is busy: not your connection",
    closingSoon: "The server restarts soon",
    closing: (s: number): string => `The server restarts in ${s} s`,
    leave: "Leave",
  },

  menu: {
    title: "Menu",
    note: "The match goes on while this is open.",
    resume: "Resume",
    sound: "Sound",
    volumes: { master: "Master", effects: "Effects", ui: "Interface", alerts: "Alerts" },
    motion: "Reduced motion",
    motionNote: "No shake, zoom or afterimages",
    leave: "Leave match",
    percent: (n: number): string => `${n}%`,
  },

  errors: {
    serverAway: {
      title: "Server away",
      cause: "The game server does not answer. It may be restarting, or your network may be down.",
      action: "Retry",
    },
    roomFull: {
      title: "Arena full",
      cause: "Every place in the arena was taken a moment ago. Places free up often.",
      action: "Try again",
    },
    oldClient: {
      title: "New version",
      cause: "The game was updated while this page was open, and the two no longer fit.",
      action: "Reload",
    },
    noWebGL: {
      title: "No WebGL",
      cause: "This browser cannot use its graphics hardware. The simple renderer works without it.",
      action: "Use the simple renderer",
    },
    kicked: {
      title: "Removed from the match",
      cause: "The server closed your place in the match.",
      action: "Back to start",
    },
    replaced: {
      title: "Opened elsewhere",
      cause: "You opened this in another tab or window, which has taken its place.",
      action: "Back to start",
    },
    noSuchRoom: {
      title: "No such room",
      cause: "There is no room with this code. It may be closed, or the code may have a typo.",
      action: "Back to start",
    },
    roomClosed: {
      title: "Room closed",
      cause: "This private room does not exist any more. Open a new one and share its link.",
      action: "Back to start",
    },
    queueFull: {
      title: "Queue full",
      cause: "Too many players wait for a Duel right now.",
      action: "Try again",
    },
    partyFull: {
      title: "Room full",
      cause: "Every place in this private room is taken. Ask its host to let somebody go.",
      action: "Try again",
    },
    partyRemoved: {
      title: "Removed from the room",
      cause: "The host of this private room has removed you from it.",
      action: "Back to start",
    },
    seatGone: {
      title: "Match not entered",
      cause: "The place in the match that was kept for you could not be taken in time.",
      action: "Back to start",
    },
    matchLost: {
      title: "Connection lost",
      cause: "The connection did not come back in time, and the match went on without you.",
      action: "Back to start",
    },
    connectionLost: {
      title: "Connection lost",
      cause: "The connection did not come back in time, and your place was given away.",
      action: "Rejoin",
    },
    linkBroken: {
      title: "Connection damaged",
      cause: "Something between you and the server, such as a proxy, alters the game's data.",
      action: "Rejoin",
    },
    sessionEnded: {
      title: "Session ended",
      cause: "Your guest session expired or was ended. Joining again starts a new one.",
      action: "Rejoin",
    },
    blocked: {
      title: "Connection blocked",
      cause:
        "The server answers, but your network or browser blocks the WebSocket that the game plays over. Try it without VPN, proxy or blocking extensions, or on another network.",
      action: "Try again",
    },
    alreadyPlaying: {
      title: "Already playing",
      cause: "You are in a match in another tab or window. Leave it there to play here.",
      action: "Try again",
    },
    tooManyTries: {
      title: "Too many tries",
      cause: "Too many joins came from here within a short time. Wait a minute.",
      action: "Try again",
    },
    shutOut: {
      title: "Shut out",
      cause: "The host of this server does not let you play here.",
      action: "Back to start",
    },
    refused: {
      title: "Could not join",
      cause: "The server refused the request to join. Another callsign may help.",
      action: "Back to start",
    },
  },
} as const;
