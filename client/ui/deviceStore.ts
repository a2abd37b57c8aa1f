// The device's secret between visits. In: the browser's storage. Out: a DeviceShelf for the page's identity.
import type { DeviceShelf } from "../net/identity.ts";
import { readStored, writeStored } from "./lib/storage.ts";

const KEY = "fraywire.device";

export const deviceShelf: DeviceShelf = {
  load: () => readStored(KEY),
  save: (device) => writeStored(KEY, device),
};
