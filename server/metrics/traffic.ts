// Frames and bytes of all rooms of this process, as the edge lets them through. In: frames. Out: totals since the
// start, frame headers aside.

export const traffic = { framesIn: 0, bytesIn: 0, framesOut: 0, bytesOut: 0 };

export function countFrameIn(bytes: number): void {
  traffic.framesIn++;
  traffic.bytesIn += bytes;
}

export function countFrameOut(bytes: number): void {
  traffic.framesOut++;
  traffic.bytesOut += bytes;
}
