// A server whose rooms never let go: their last hook hangs. Run as a process by tests of the way down.
import { MatchRoom } from "../../server/rooms/MatchRoom.ts";

MatchRoom.prototype.onDispose = () => new Promise<void>(() => undefined) as unknown as undefined;
await import("../../server/index.ts");
