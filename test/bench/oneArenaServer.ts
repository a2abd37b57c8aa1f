// The server with one arena for all: what the load test starts. In: settings in the environment, people on the command
// line. Out: what server/index.ts gives. The game itself opens arenas of the size of their maps.
import { largestMap, openBigArenas } from "./bigArena.ts";

openBigArenas(Number(process.argv[2]), largestMap());
await import("../../server/index.ts");
