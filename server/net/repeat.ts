// A room's work that recurs outside of ticks. In: what to do. Out: it is done at most once a period, never twice at the
// same time, and no fault ends the process. Server only. Not Colyseus' clock: it reads the wall clock, which steps.

/**
 * @param act one that takes longer than a period is waited for.
 * @param onFault told what `act` threw or rejected with; it is called again in the next period.
 * @returns ends it.
 */
export function repeat(
  periodMs: number,
  act: () => void | Promise<void>,
  onFault: (fault: unknown) => void,
): () => void {
  let isBusy = false;
  const run = async () => {
    if (isBusy) return;
    isBusy = true;
    try {
      await act();
    } catch (fault) {
      onFault(fault);
    }
    isBusy = false;
  };
  const timer = setInterval(() => void run(), periodMs);
  return () => clearInterval(timer);
}
