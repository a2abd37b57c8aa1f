// Matches on this machine's own disk, until the database has them. In: a folder. Out: one file a match, whole or not
// there, over any crash. Run by the ledger (server/match/results.ts).
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { FinishedMatch } from "../match/finishedMatch.ts";

const FILE_MODE = 0o600;
const DIRECTORY_MODE = 0o700;
const SUFFIX = ".json";
const DRAFT_SUFFIX = ".draft";
/** What nobody can read lies here, for an operator. */
const ASIDE = "aside";
/** A draft this old is no process' work any more, ms. */
const DRAFT_LIFE_MS = 60_000;

const count = z.number().int().min(0);
const Player = z.strictObject({
  accountId: z.string().min(1),
  name: z.string(),
  place: z.number().int().min(1),
  score: z.number().int(),
  kills: count,
  deaths: count,
});
const Match: z.ZodType<FinishedMatch> = z
  .strictObject({
    /** Is a file's name, too. */
    matchId: z.string().regex(/^[\w-]{1,64}$/),
    mode: z.enum(["duel", "arena"]),
    mapId: z.string(),
    isRanked: z.boolean(),
    startedMs: count,
    endedMs: count,
    by: z.enum(["rounds", "forfeit"]),
    players: z.array(Player),
    actors: count.exactOptional(),
    bot: z.strictObject({ name: z.string(), score: count }).exactOptional(),
  })
  .refine(({ players }) => new Set(players.map((one) => one.accountId)).size === players.length, {
    error: "an account plays twice",
  })
  .refine(({ isRanked, mode, players }) => !isRanked || (mode === "duel" && players.length === 2), {
    error: "only a Duel of two people is ranked",
  });

/** @throws Error that names what no database would take. */
export function checkMatch(match: FinishedMatch): void {
  const { error } = Match.safeParse(match);
  const issue = error?.issues[0];
  if (issue === undefined) return;
  const path = issue.path.map(String).join(".");
  throw new Error(`match ${match.matchId} cannot be recorded: ${path} ${issue.message}`);
}

export class Outbox {
  private readonly folder: string;
  private drafts = 0;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** Makes the folder when it is not there. @throws Error when it cannot be used. */
  static async open(folder: string): Promise<Outbox> {
    await mkdir(join(folder, ASIDE), { recursive: true, mode: DIRECTORY_MODE });
    return new Outbox(folder);
  }

  /** Once this resolves the match survives the process' and the machine's death. Twice is once. */
  async put(match: FinishedMatch): Promise<void> {
    // Under a name of its own until it is whole: a reader sees all of it or nothing.
    const draft = join(
      this.folder,
      `${match.matchId}.${process.pid}-${++this.drafts}${DRAFT_SUFFIX}`,
    );
    const file = await open(draft, "wx", FILE_MODE);
    try {
      await file.writeFile(JSON.stringify(match));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, this.pathOf(match.matchId));
    await this.syncFolder();
  }

  /**
   * All matches that are in it.
   * @param onUnreadable is told of each file that holds no match; it has been put aside.
   */
  async read(onUnreadable: (name: string, reason: string) => void): Promise<FinishedMatch[]> {
    const matches: FinishedMatch[] = [];
    for (const name of await readdir(this.folder)) {
      if (name.endsWith(DRAFT_SUFFIX)) await this.clearDraft(name);
      if (!name.endsWith(SUFFIX)) continue;
      const match = await this.readFile(name);
      if (match === null) continue;
      if ("reason" in match) {
        await this.moveAside(name);
        onUnreadable(name, match.reason);
      } else {
        matches.push(match);
      }
    }
    return matches;
  }

  /** The database has it. */
  async remove(matchId: string): Promise<void> {
    await rm(this.pathOf(matchId), { force: true });
  }

  /** The database will never have it. */
  async setAside(matchId: string): Promise<void> {
    await this.moveAside(`${matchId}${SUFFIX}`);
  }

  /** Null for a file that is gone: another process that has the same outbox has delivered it. */
  private async readFile(
    name: string,
  ): Promise<FinishedMatch | { readonly reason: string } | null> {
    try {
      const parsed = Match.safeParse(JSON.parse(await readFile(join(this.folder, name), "utf8")));
      if (!parsed.success) return { reason: parsed.error.issues[0]?.message ?? "no match" };
      if (`${parsed.data.matchId}${SUFFIX}` !== name) return { reason: "another match's name" };
      return parsed.data;
    } catch (error) {
      if (isGone(error)) return null;
      return { reason: (error as Error).message };
    }
  }

  private async moveAside(name: string): Promise<void> {
    await rename(join(this.folder, name), join(this.folder, ASIDE, name)).catch(unlessGone);
  }

  /** A process that died while it wrote: the match was never acknowledged. */
  private async clearDraft(name: string): Promise<void> {
    const path = join(this.folder, name);
    const info = await stat(path).catch(() => null);
    if (info !== null && Date.now() - info.mtimeMs > DRAFT_LIFE_MS) await rm(path, { force: true });
  }

  /** The file's name, too, is on the disk only once its folder is. */
  private async syncFolder(): Promise<void> {
    // Windows opens no folders; its file systems keep names by themselves.
    if (process.platform === "win32") return;
    const folder = await open(this.folder, "r");
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }

  private pathOf(matchId: string): string {
    return join(this.folder, `${matchId}${SUFFIX}`);
  }
}

function isGone(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === "ENOENT";
}

function unlessGone(error: unknown): void {
  if (!isGone(error)) throw error;
}
