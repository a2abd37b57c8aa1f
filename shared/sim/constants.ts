// The game's numbers, each once, with its unit. In: nothing. Out: constants that both sides compile
// in. Changing any of them changes what a step computes: bump PROTOCOL_VERSION and re-record the
// golden replays.

/** Simulation steps a second. Prediction, replays and every duration below are counted in these. */
export const STEP_HZ = 60;
/** Length of one step, s, at wire precision so that both sides multiply by the same bits. */
export const STEP_S = Math.fround(1 / STEP_HZ);
/**
 * Ticks (and inputs, and patches) a second in the Open Arena; two steps a tick. See docs/adr/0001.
 */
export const OPEN_ARENA_TICK_HZ = 30;

/** Side of a map tile, u. Maps, collision and the pickup layout are all multiples of it. */
export const TILE_U = 80;

/** Body radius, u. Corridors (2 tiles) are laid out for it. */
export const BODY_RADIUS_U = 20;
/** Largest hit points and largest shield. */
export const MAX_HP = 100;
export const MAX_SHIELD = 50;
/** Top speed on foot, u/s; diagonals are normalised to it. */
export const MAX_SPEED_U_PER_S = 260;
/** Change of velocity toward the wanted one: speeding up, and braking or reversing, u/s². */
export const ACCELERATE_U_PER_S2 = 2600;
export const BRAKE_U_PER_S2 = 3250;

/**
 * Aim directions in a full turn. 0.088° apart: 0.4 u at the longest Pulse range, below its radius.
 */
export const AIM_DIRECTIONS = 4096;
/** Largest magnitude of a movement axis of a command. */
export const MOVE_AXIS_MAX = 127;

/**
 * Regeneration (Open Arena): begins this long after the last damage taken or attack made, steps.
 */
export const REGEN_DELAY_STEPS = 5 * STEP_HZ;
/** Regeneration, HP per second. */
export const REGEN_HP_PER_S = 8;
/**
 * Regeneration comes in even portions this far apart, steps: HP stays whole, and 4 updates a second
 * on the wire.
 */
export const REGEN_PERIOD_STEPS = STEP_HZ / 4;
/** HP a kill gives back, the reason to press on with little health. */
export const KILL_HEAL_HP = 25;

/** Time dead in the Open Arena, steps. */
export const RESPAWN_STEPS = 2 * STEP_HZ;
/** Time without damage after a respawn, steps; the first attack ends it. */
export const PROTECTION_STEPS = 1.5 * STEP_HZ;
/** Spawn rule: distance from enemies, u, its relaxed form, and from one's own last death. */
export const SPAWN_ENEMY_DISTANCE_U = 700;
export const SPAWN_ENEMY_DISTANCE_RELAXED_U = 450;
export const SPAWN_DEATH_DISTANCE_U = 900;
/**
 * Enemies farther than this cannot see a spawn: half the diagonal of the widest view (21:9) is 998
 * u.
 */
export const SPAWN_SIGHT_U = 1000;

/**
 * Damage dealt within this window counts for an assist, steps; and how much of it is needed, HP.
 */
export const ASSIST_WINDOW_STEPS = 5 * STEP_HZ;
export const ASSIST_MIN_DAMAGE = 30;

/** Open Arena scores. */
export const SCORE_KILL = 100;
export const SCORE_ASSIST = 40;
export const SCORE_CROWN_KILL = 100;
export const SCORE_PARRY = 15;
export const SCORE_DODGE = 10;

/** Any two hits in a row on one player take at most this together, HP: nobody dies of two. */
export const TWO_HITS_MAX_DAMAGE = 95;
/**
 * A body out of the shooter's sight for longer is behind cover: lag compensation ends there, steps
 * (150 ms).
 */
export const COVER_GRACE_STEPS = 9;

/** Open Arena round and the podium after it, steps. */
export const ROUND_STEPS = 5 * 60 * STEP_HZ;
export const PODIUM_STEPS = 6 * STEP_HZ;

/** Ticks (and inputs, and patches) a second in a Duel: two players cost little, and each step counts. */
export const DUEL_TICK_HZ = 60;
/** Rounds that win a Duel, and the length of one, steps. */
export const DUEL_ROUNDS_TO_WIN = 3;
export const DUEL_ROUND_STEPS = 60 * STEP_HZ;
/** Time to see how a round ended, and the countdown in which bodies stand, steps. */
export const DUEL_BREAK_STEPS = 2 * STEP_HZ;
export const DUEL_COUNTDOWN_STEPS = 3 * STEP_HZ;
/** How long a Duel waits for a lost connection, once for each side, steps. */
export const DUEL_PAUSE_STEPS = 10 * STEP_HZ;
/** A Duel's Guard first appears this long after a round's start, steps: nobody rushes for it. */
export const DUEL_GUARD_DELAY_STEPS = 20 * STEP_HZ;
/**
 * This long before a countdown's end each player is told in which of its own steps it may move, steps: longer than
 * any latency that is played with, so that prediction knows in time.
 */
export const HOLD_NOTICE_STEPS = STEP_HZ;
/**
 * Own time that ran ahead of the room's since that notice (inputs that were late and came in a burst) lets a player
 * go this much early at most, and own time that fell behind this much late, steps. Nothing hurts before the start.
 */
export const HOLD_EARLY_STEPS = 6;
export const HOLD_LATE_STEPS = 12;

/** Ring of a Duel: it closes from one radius to the other, u, from this step of a round on, in so many steps. */
export const RING_FROM_U = 900;
export const RING_TO_U = 250;
export const RING_START_STEPS = 40 * STEP_HZ;
export const RING_CLOSING_STEPS = 15 * STEP_HZ;
/** Damage outside the ring, HP per second, in portions this far apart, steps: HP stays whole. */
export const RING_HP_PER_S = 12;
export const RING_PERIOD_STEPS = STEP_HZ / 4;

/** Pickups: reach from their centre (touching bodies take them), u. */
export const PICKUP_RADIUS_U = 22;
export const MEND_HP = 35;
export const MEND_RESPAWN_STEPS = 12 * STEP_HZ;
export const GUARD_SHIELD = 50;
export const GUARD_RESPAWN_STEPS = 30 * STEP_HZ;
/**
 * Surge halves cooldowns for this long; comes back this long after, announced this long ahead,
 * steps.
 */
export const SURGE_STEPS = 8 * STEP_HZ;
export const SURGE_RESPAWN_STEPS = 45 * STEP_HZ;
export const SURGE_ANNOUNCE_STEPS = 10 * STEP_HZ;

/** The Open Arena is filled with bots to this many actors. */
export const OPEN_ARENA_MIN_ACTORS = 12;

/**
 * The view is constant in area: 1600 x 900 u at 16:9, so that no screen shows more than another.
 */
export const VIEW_AREA_U2 = 1600 * 900;
/**
 * Area of interest around a player, u; larger than any view's half so that nobody pops in at its
 * edge.
 */
export const AOI_WIDTH_U = 2100;
export const AOI_HEIGHT_U = 1450;
