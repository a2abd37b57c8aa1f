// A room's work that recurs outside of ticks. In: what to do. Out: it is done at most once a period, never twice at the
// same time, and no fault ends the process. Server only. Not Colyseus' clock: it reads the wall clock, which steps.

/**
 * @param act one that takes longer than a period is waited for.
 * @param onFault told what `act` threw or rejected with, once until it has succeeded again: an outage is one line, not
 * one a period. It is tried again in the next period all the same.
 * @returns ends it.
 */
export function repeat(
  periodMs: number,
  act: () => void | Promise<void>,
  onFault: (fault: unknown) => void,
): () => void {
  let isBusy = false;
  let isFailing = false;
  const run = async () => {
    if (isBusy) return;
    isBusy = true;
    try {
      await act();
      isFailing = false;
    } catch (fault) {
      if (!isFailing) onFault(fault);
      isFailing = true;
    }
    isBusy = false;
  };
  const timer = setInterval(() => void run(), periodMs);
  return () => clearInterval(timer);
}
