// The numbers of claimed accounts, each with its unit, its reason and what breaks when it changes. Run by the server.

/** Argon2id as OWASP asks for it (Password Storage Cheat Sheet): memory in KiB, passes over it, lanes. 18 ms of one
 * core at the time of writing. More makes guesses dearer, and a flood of sign-ins too; stored passwords follow at
 * their next sign-in. */
export const ARGON2 = { memoryKiB: 19_456, passes: 2, lanes: 1 } as const;
/** Bytes of a password's salt (RFC 9106 asks for 16) and of its hash. */
export const SALT_BYTES = 16;
export const HASH_BYTES = 32;
/** Passwords that are worked on at once: libuv has 4 threads, and files need some. */
export const HASHES_AT_ONCE = 2;
/** Passwords that wait for that: half a second of them. Whoever comes then is told to come back. */
export const HASHES_WAITING_MAX = 48;
/** After how long, s. */
export const BUSY_RETRY_S = 2;

/** Claims, sign-ins and recoveries that one address may try in a minute: a class behind one address, on its way in. */
export const TRIES_PER_MINUTE = 30;
/** Tries for one e-mail address from one address in PAIR_WINDOW_S: typing errors. */
export const TRIES_PER_PAIR = 10;
export const PAIR_WINDOW_S = 600;
/** Tries for one e-mail address from everywhere in an hour: what guesses from many addresses get. It is above
 * TRIES_PER_PAIR by far, so that no single stranger shuts its owner out. */
export const TRIES_PER_EMAIL_HOUR = 100;
/** Claims and sign-outs of one account in an hour. */
export const CHANGES_PER_ACCOUNT_HOUR = 20;

/** Characters of a recovery code, 5 bits each: 120 bits, which need no slow hash. */
export const RECOVERY_CHARACTERS = 24;
/** Characters in one of its groups, for reading. */
export const RECOVERY_GROUP = 4;

/** Longest wait for the whole second from which on an account's new tokens are good, ms; hosts' clocks differ. */
export const FRESH_TOKEN_WAIT_MAX_MS = 3000;
