// Numbers as players read them. In: plain numbers. Out: short English text, the same width from
// frame to frame.

/** Time left as m:ss. Rounds up, so that 0:00 shows only when nothing is left. */
export function formatClock(ms: number): string {
  const totalS = Math.max(0, Math.ceil(ms / 1000));
  const seconds = totalS % 60;
  return `${Math.floor(totalS / 60)}:${seconds < 10 ? "0" : ""}${seconds}`;
}

/** Seconds with one decimal, never negative: 1.4. */
export function formatSeconds(ms: number): string {
  return (Math.max(0, ms) / 1000).toFixed(1);
}

/** The suffix alone, so that the number can be set larger: st, nd, rd, th. */
export function ordinalSuffix(n: number): string {
  const lastTwo = n % 100;
  if (lastTwo >= 11 && lastTwo <= 13) return "th";
  switch (n % 10) {
    case 1:
      return "st";
    case 2:
      return "nd";
    case 3:
      return "rd";
    default:
      return "th";
  }
}

/** 1st, 2nd, 3rd, 11th, 21st. */
export function formatOrdinal(n: number): string {
  return `${n}${ordinalSuffix(n)}`;
}

/** Whole number with thin groups: 12,340. Written by hand because Intl formatting allocates. */
export function formatCount(n: number): string {
  const digits = Math.abs(Math.round(n)).toString();
  let grouped = "";
  for (let i = 0; i < digits.length; i++) {
    if (i > 0 && (digits.length - i) % 3 === 0) grouped += ",";
    grouped += digits.charAt(i);
  }
  return Math.round(n) < 0 ? `-${grouped}` : grouped;
}

/** Bytes per second in the unit of the budgets: 840 B/s, 2.4 kB/s. */
export function formatRate(bytesPerS: number): string {
  if (bytesPerS < 1000) return `${Math.round(bytesPerS)} B/s`;
  return `${(bytesPerS / 1000).toFixed(1)} kB/s`;
}
