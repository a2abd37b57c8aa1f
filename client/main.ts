// Entry of the page: the landing page first, the match behind it. In: the DOM and the address. Out: a landing page that
// works before anything of the game has loaded, and the flow that leads on from it.
import { Flow } from "./flow/Flow.ts";
import { makeRecordPages } from "./flow/recordPages.ts";
import { GuestIdentity } from "./net/identity.ts";
import { deviceShelf } from "./ui/deviceStore.ts";
import { codeOfHash, readPartyStart } from "./ui/party/partyRoute.ts";

const STATUS_PERIOD_MS = 5000;
/** The game's chunks and the lobby load once the landing page has had time to paint. */
const PRELOAD_AFTER_MS = 150;

/** Asked for while the landing page is read; PLAY waits for it when it is late. */
const identity = new GuestIdentity(location.origin, deviceShelf);
identity.prefetch();

const pages = makeRecordPages(identity);
const flow = new Flow(identity, requireElement("menu"), requireElement("aside"), pages);

function requireElement(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`The page has no #${id}.`);
  return element;
}

/** What loads in vain shows when it is needed. */
function loadBehind(): void {
  flow.openLobby().catch(() => undefined);
  import("./session.ts").then(({ preload }) => preload()).catch(() => undefined);
}

flow.begin(readPartyStart(location.hash));
window.addEventListener("hashchange", () => {
  const code = codeOfHash(location.hash);
  if (code !== "") void flow.openParty(code);
});
setInterval(() => void flow.checkStatus(), STATUS_PERIOD_MS);
setTimeout(loadBehind, PRELOAD_AFTER_MS);
