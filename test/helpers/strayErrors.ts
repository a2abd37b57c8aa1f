// Preloaded into a server under test. In: orders from the parent, "reject" or "throw". Out: errors that nobody
// catches. Makes @pm2/io unresolvable, and answers "pm2" with how often it was asked for.
import { registerHooks } from "node:module";

let refusals = 0;
registerHooks({
  resolve(specifier, context, next) {
    if (!specifier.startsWith("@pm2/io")) return next(specifier, context);
    refusals++;
    throw Object.assign(new Error("made unresolvable"), { code: "ERR_MODULE_NOT_FOUND" });
  },
});

process.on("message", (order) => {
  if (order === "reject") void Promise.reject(new Error("stray rejection"));
  else if (order === "throw") {
    setImmediate(() => {
      throw new Error("stray exception");
    });
  } else if (order === "pm2") process.send?.({ refusals });
});
