// Bytes on the wire, and whether they keep their budgets. In: nothing. Out: rows, a table in Markdown, what is too much.
import { type CrowdBytes, measureCrowd, type Play } from "./bytesCrowd.ts";

/** Down, a client and second with 20 in sight; and a visible moving player and patch: the budgets of the design. */
export const CLIENT_BUDGET_BYTES_PER_S = 3 * 1024;
export const PLAYER_BUDGET_BYTES = 7;
const BUDGET_IN_SIGHT = 20;
const IN_SIGHT = [20, 40] as const;

export interface BytesRow extends CrowdBytes {
  readonly play: Play;
  /** In sight, as asked for. */
  readonly wanted: number;
  /** A visible player and patch: what the patch has beyond that of a client who sees nobody. */
  readonly bytesPerPlayer: number;
  /** The shared encode writes what the stock serializer writes. */
  readonly isAsStock: boolean;
}

/** @param ticks of each crowd. */
export function measureBytes(ticks: number): BytesRow[] {
  return (["walk", "fight"] as const).flatMap((play) => {
    const alone = measureCrowd(0, play, "shared", ticks);
    return IN_SIGHT.map((wanted): BytesRow => {
      const shared = measureCrowd(wanted, play, "shared", ticks);
      const stock = measureCrowd(wanted, play, "stock", ticks);
      const bytesPerPlayer = (shared.patchBytes - alone.patchBytes) / shared.inSight;
      const isAsStock = shared.patchBytes === stock.patchBytes;
      return { ...shared, wanted, play, bytesPerPlayer, isAsStock };
    });
  });
}

export function findBytesFailures(rows: readonly BytesRow[]): string[] {
  return rows.flatMap(({ play, wanted, bytesPerS, bytesPerPlayer, isAsStock }) => {
    const where = `${play}, ${wanted} in sight`;
    const isTooMuch = wanted === BUDGET_IN_SIGHT && bytesPerS > CLIENT_BUDGET_BYTES_PER_S;
    return [
      ...(isTooMuch ? [`${where}: ${Math.round(bytesPerS)} B/s a client`] : []),
      ...(bytesPerPlayer > PLAYER_BUDGET_BYTES
        ? [`${where}: ${bytesPerPlayer.toFixed(2)} B a player and patch`]
        : []),
      ...(isAsStock ? [] : [`${where}: other bytes than the stock serializer's`]),
    ];
  });
}

export function bytesTable(rows: readonly BytesRow[]): string {
  const lines = rows.map(
    ({ play, inSight, bytesPerS, bytesPerPlayer, patchBytes, momentBytes }) =>
      `| ${inSight.toFixed(1)}, ${play} | ${(bytesPerS / 1024).toFixed(2)} KB/s | ${bytesPerPlayer.toFixed(1)} B | ` +
      `${patchBytes.toFixed(0)} B | ${momentBytes.toFixed(0)} B |`,
  );
  return [
    "| In sight, 30 Hz | a client | a visible player and patch | a patch | moments a tick |",
    "| --- | ---: | ---: | ---: | ---: |",
    ...lines,
    "",
  ].join("\n");
}
