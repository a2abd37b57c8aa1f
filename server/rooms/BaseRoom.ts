// What every room has in common: monotonic time, steady ticks, a limit on frames, no exception that ends it.
import { type Client, Room, type RoomException, type RoomMethodName } from "@colyseus/core";
import type { Logger } from "../log.ts";
import { TickLoop } from "../net/tickLoop.ts";

/** Frames a second from one client before it is closed: 30 inputs, reports, pings, and a burst after a stall. */
const MAX_FRAMES_PER_S = 120;

export abstract class BaseRoom<State extends object, Input extends object> extends Room<{
  state: State;
  input: Input;
}> {
  override maxMessagesPerSecond = MAX_FRAMES_PER_S;
  protected log: Logger | null = null;

  /**
   * Colyseus' Clock reads the wall clock, which steps; a step of -2 s froze the simulation
   * (@colyseus/clock 2.0). Before the first tick.
   */
  private useMonotonicClock(): void {
    // Protected upstream: @colyseus/clock 2.0 reads it once a tick.
    const clock = this.clock as unknown as { now: () => number; currentTime: number };
    clock.now = () => performance.now();
    clock.currentTime = clock.now();
  }

  /**
   * Runs `tick` at `hz`. `setFixedTimestep` is called for what else it does (it tells clients rate and sub-steps);
   * its timer, a private member of core 0.18.17 that disposal clears, is replaced by the loop's.
   */
  protected startTicks(hz: number, subSteps: number, tick: (tick: number) => void): TickLoop {
    this.useMonotonicClock();
    this.setFixedTimestep(() => undefined, hz, { subSteps });
    // After setFixedTimestep, and as an assignment: as a class field the loop would run at 1.75 Hz.
    this.patchRate = null;
    const host = this as unknown as { _simulationInterval: NodeJS.Timeout };
    clearInterval(host._simulationInterval);
    const guarded = (n: number) => {
      this.clock.tick();
      try {
        tick(n);
      } catch (error) {
        this.onUncaughtException(error as RoomException, "setFixedTimestep");
      }
    };
    return new TickLoop(hz, guarded, (timer) => {
      host._simulationInterval = timer;
    });
  }

  /** A fault in any hook, handler or tick: logged; the room goes on, and nobody pays for it. */
  override onUncaughtException(error: RoomException, methodName: RoomMethodName): void {
    this.log?.error(
      { room: this.roomId, method: methodName, err: error.cause ?? error },
      "room fault",
    );
  }

  /** One line for each connection event. */
  protected logClient(event: string, client: Client, details: Record<string, unknown> = {}): void {
    this.log?.info({ room: this.roomId, session: client.sessionId, ...details }, event);
  }
}
