// One match at a time. In: what to enter. Out: it runs; entering another leaves the one that runs first, because an
// account sits in one room. The game's own code and Phaser load behind the landing page.
import type { GuestIdentity } from "../net/identity.ts";
import type { MatchControls, MatchEnd, MatchEntry } from "../session.ts";

/** The game's own code; at the latest when something is entered. */
const loadSession = () => import("../session.ts");

export interface RunnerHooks {
  /** 0..1 while joining and loading. */
  readonly onProgress: (done: number) => void;
  readonly onEntered: () => void;
  /** Nothing runs any more; not between two matches. */
  readonly onEnd: (end: MatchEnd, entry: MatchEntry) => void;
}

interface Wish {
  readonly entry: MatchEntry;
  readonly name: string;
  readonly isRanked: boolean;
}

export class MatchRunner {
  private readonly identity: GuestIdentity;
  private readonly hooks: RunnerHooks;
  private running: AbortController | null = null;
  private controls: MatchControls | null = null;
  /** What follows the match that runs. */
  private next: Wish | null = null;

  constructor(identity: GuestIdentity, hooks: RunnerHooks) {
    this.identity = identity;
    this.hooks = hooks;
  }

  /** A match is on screen, or about to be. */
  get isRunning(): boolean {
    return this.running !== null;
  }

  loadCode(): Promise<typeof import("../session.ts")> {
    return loadSession();
  }

  /** Enters, once what runs has been left. */
  enter(entry: MatchEntry, name: string, isRanked: boolean): void {
    this.next = { entry, name, isRanked };
    if (this.running === null) void this.run();
    else this.running.abort();
  }

  /** Closes the match's own menu, if one is open. */
  closeMenu(): void {
    this.controls?.closeMenu();
  }

  private async run(): Promise<void> {
    for (let wish = this.takeNext(); wish !== null; ) {
      this.running = new AbortController();
      this.hooks.onProgress(0.1);
      const end = await this.play(wish, this.running.signal);
      this.running = null;
      this.controls = null;
      const next = this.takeNext();
      if (next === null) this.hooks.onEnd(end, wish.entry);
      wish = next;
    }
  }

  private takeNext(): Wish | null {
    const wish = this.next;
    this.next = null;
    return wish;
  }

  private async play({ entry, name, isRanked }: Wish, signal: AbortSignal): Promise<MatchEnd> {
    try {
      const { enterMatch } = await loadSession();
      return await enterMatch(entry, name, this.identity, {
        onProgress: this.hooks.onProgress,
        onEntered: (controls) => {
          this.controls = controls;
          this.hooks.onEntered();
        },
        onCalled: (offer) => this.enter({ kind: "led", offer }, name, false),
        signal,
        isRanked,
      });
    } catch (error) {
      console.error(error);
      return "serverAway";
    }
  }
}
