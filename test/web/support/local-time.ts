/** A time as a field for date and time takes it, in the zone of the browsers of these tests: `2026-11-24T18:05`. */
export function localTime(timeMs: number): string {
  const text = new Date(timeMs).toLocaleString('sv-SE', { timeZone: 'Europe/Warsaw' });
  return text.replace(' ', 'T').slice(0, 16);
}
