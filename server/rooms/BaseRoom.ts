// What every room has in common: guarded connections, messages by rule and schema, monotonic time, steady ticks, no
// exception that ends it. In: sockets. Out: frames and messages that a room can trust.
import {
  type Client,
  type DefineInputOptions,
  type InputAPI,
  type MessageContext,
  OnMessageException,
  Room,
  type RoomException,
  type RoomMethodName,
  SchemaSerializer,
  type Serializer,
  ServerError,
} from "@colyseus/core";
import type { z } from "zod";
import { CloseReason } from "../../shared/net/closeCodes.ts";
import { ClientGuards } from "../edge/clientGuards.ts";
import { type InputLayout, inputLayoutOf } from "../edge/inputFrame.ts";
import { hasRule, maySend, maySendInput, type Role, type Stage } from "../edge/messageRules.ts";
import { forgiveLeaves } from "../edge/upstream.ts";
import type { Admitted } from "../identity/admission.ts";
import type { Logger } from "../log.ts";
import { countRefusal, type RoomRefusal } from "../metrics/refusals.ts";
import { roomMetricsOf } from "../metrics/roomMetrics.ts";
import { SharedEncodeSerializer } from "../net/serializer/SharedEncodeSerializer.ts";
import { TogetherSender } from "../net/serializer/sendTogether.ts";
import { TickLoop } from "../net/tickLoop.ts";

/** A fault that repeats each tick is logged this often, ms. */
const SAME_FAULT_LOG_MS = 1000;

/** What an operator is shown of a room. Plain data: it may cross processes. */
export interface RoomDescription {
  readonly people: readonly {
    readonly session: string;
    readonly name: string;
    readonly account: string;
    /** 0 where nobody measures it. */
    readonly pingMs: number;
  }[];
  readonly facts: readonly string[];
}

export abstract class BaseRoom<State extends object, Input extends object> extends Room<{
  state: State;
  input: Input;
}> {
  protected log: Logger | null = null;
  private readonly messageTypes = new Set<number>();
  private inputLayout: InputLayout | null = null;
  private inputsMax = 0;
  private readonly guards: ClientGuards;
  private readonly together = new TogetherSender();
  /** The tick that runs, or ran last; negative before the first. */
  private tickIndex = -1;
  private lastFault = "";
  private lastFaultMs = Number.NEGATIVE_INFINITY;

  constructor() {
    super();
    const layoutOf = () => this.inputLayout;
    this.guards = new ClientGuards(this, {
      get input() {
        return layoutOf();
      },
      knowsType: (type) => this.messageTypes.has(type),
      maySendInput: (client) => maySendInput(this.roleOf(client)),
      hasRoomForInput: ({ sessionId }) => (this.inputs?.get(sessionId).size ?? 0) < this.inputsMax,
      ended: (client, reason, code) => this.logClient("refused", client, { reason, code }),
    });
    forgiveLeaves(this);
  }

  /** What the sender of a message is to the match now. */
  protected abstract roleOf(client: Client): Role;
  /** Where the match is now. */
  protected abstract get stage(): Stage;

  /**
   * In place of `defineInput`: frames are held against the schema before they are decoded (integers only), and who has
   * `bufferMaxSize` inputs unread is disconnected. Upstream (core 0.18.17) would drop the oldest and count it as used:
   * own time, which cooldowns are measured in, would run as fast as inputs are sent.
   */
  protected acceptInputs<C extends new () => Input>(
    schema: C,
    options: DefineInputOptions<InstanceType<C>> & { bufferMaxSize: number },
  ): InputAPI<InstanceType<C>> {
    this.inputLayout = inputLayoutOf(schema);
    this.inputsMax = options.bufferMaxSize;
    return this.defineInput(schema, options);
  }

  /**
   * In place of `onMessage`: the type is known to this room from now on, and its messages reach `handle` when their
   * sender may send them now (else they are dropped, and a request is rejected) and `schema` makes a fresh object of
   * them (else the sender's connection is ended). Whatever `handle` returns answers a request.
   * @throws when edge/messageRules.ts has no rule for the type.
   */
  protected accept<T>(
    type: number,
    schema: z.ZodType<T>,
    handle: (client: Client, message: T, context: MessageContext) => unknown,
  ): void {
    if (!hasRule(type)) throw new Error(`Message ${type} has no rule in edge/messageRules.ts.`);
    this.messageTypes.add(type);
    this.onMessage(type, (client: Client, raw: unknown, context: MessageContext) => {
      if (!maySend(type, this.roleOf(client), this.stage)) {
        countRefusal("message-role" satisfies RoomRefusal);
        return context.reject("not now");
      }
      const parsed = schema.safeParse(raw);
      if (parsed.success) return handle(client, parsed.data, context);
      this.guards.end(client, "message-content");
      return context.reject("malformed");
    });
  }

  /**
   * Upstream's setter of `state` asks for its own serializer; the room takes the one that encodes each entity once. Not
   * later: what a first serializer has numbered, a second would number again.
   */
  override setSerializer(serializer: Serializer<State>): void {
    const isStock = serializer instanceof SchemaSerializer;
    super.setSerializer(isStock ? new SharedEncodeSerializer() : serializer);
  }

  /** What `send` sends to the room's clients leaves in one write each, when it returns. */
  protected sendTogether(send: () => void): void {
    this.together.run(this.clients, send);
  }

  /**
   * The process goes down within `leftMs`: nobody new comes. A room that is not played in closes at once; its clients
   * join again, elsewhere if there is an elsewhere.
   */
  drain(_leftMs: number): void {
    void this.disconnect(CloseReason.Restart);
  }

  /** Whether its people have something to finish before the process may close. */
  get isAwaited(): boolean {
    return false;
  }

  /** Asked by the operator's page, from any process. */
  describe(): RoomDescription {
    const people = this.clients.map((client) => {
      const { name = "", accountId = "" } = (client.auth ?? {}) as Partial<Admitted>;
      return { session: client.sessionId, name, account: accountId, pingMs: this.pingOf(client) };
    });
    return { people, facts: [] };
  }

  /** For the operator's page: ms, 0 where nobody measures it. */
  protected pingOf(_client: Client): number {
    return 0;
  }

  /** Removes somebody, as the host's operator. @returns whether the session was here. */
  kick(sessionId: string): boolean {
    const client = this.clients.find((one) => one.sessionId === sessionId);
    client?.leave(CloseReason.Kicked, "removed by the operator");
    return client !== undefined;
  }

  /** The patch, then what the edge does once a tick. */
  override broadcastPatch(): boolean {
    const hasChanges = super.broadcastPatch();
    this.guards.sweep(performance.now());
    return hasChanges;
  }

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
      this.tickIndex = n;
      this.clock.tick();
      try {
        tick(n);
      } catch (error) {
        this.onUncaughtException(error as RoomException, "setFixedTimestep");
      }
    };
    const metrics = roomMetricsOf(this.roomName);
    return new TickLoop(hz, guarded, {
      onTimer: (timer) => {
        host._simulationInterval = timer;
      },
      onDropped: (ticks) => {
        metrics.dropped += ticks;
      },
    });
  }

  /** A fault in any hook, handler or tick: logged; the room goes on. Whose message caused it is disconnected. */
  override onUncaughtException(error: RoomException, methodName: RoomMethodName): void {
    const client = "client" in error ? error.client : undefined;
    const fault = error.cause ?? error;
    if (fault instanceof ServerError && client !== undefined) {
      // Thrown on purpose: the client is told its code and text.
      this.logClient("refused", client, { method: methodName, code: fault.code });
      return;
    }
    this.logFault(fault, methodName, client?.sessionId);
    if (error instanceof OnMessageException && client !== undefined)
      this.guards.end(client, "message-fault");
  }

  private logFault(fault: unknown, method: string, session: string | undefined): void {
    const nowMs = performance.now();
    const key = `${method} ${session} ${fault instanceof Error ? fault.message : ""}`;
    if (key === this.lastFault && nowMs - this.lastFaultMs < SAME_FAULT_LOG_MS) return;
    this.lastFault = key;
    this.lastFaultMs = nowMs;
    const { roomId: room, tickIndex: tick } = this;
    this.log?.error({ room, tick, session, method, err: fault }, "room fault");
  }

  /** One line for each connection event. */
  protected logClient(event: string, client: Client, details: Record<string, unknown> = {}): void {
    const { accountId: account } = (client.auth ?? {}) as { accountId?: string };
    this.log?.info({ room: this.roomId, session: client.sessionId, account, ...details }, event);
  }
}
