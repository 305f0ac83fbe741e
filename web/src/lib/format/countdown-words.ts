/** Announced at these remaining minutes, and at whole hours and days. */
const saidAt = new Set([1, 2, 5, 10, 15, 30, 60]);

interface CountdownWords {
  /** `2 days`, `3 hours`, `61 minutes`: without words before it. */
  readonly text: string;
  /** Whether screen readers announce it now. Every minute would be too often. */
  readonly isSaid: boolean;
}

/** Remaining time in words, exact to the minute in the last two hours. */
export function countdownWords(leftMs: number, language: string): CountdownWords {
  const words = (count: number, unit: 'day' | 'hour' | 'minute') =>
    new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
  const minutes = Math.ceil(leftMs / 60_000);
  const [hours, days] = [minutes / 60, minutes / (24 * 60)];
  if (days >= 2) return { text: words(Math.floor(days), 'day'), isSaid: Number.isInteger(days) };
  if (hours >= 2) return { text: words(Math.floor(hours), 'hour'), isSaid: Number.isInteger(hours) };
  return { text: words(minutes, 'minute'), isSaid: saidAt.has(minutes) };
}
