/** A time in the format of a date and time field, in the time zone of the tests' browsers: `2026-11-24T18:05`. */
export function localTime(timeMs: number): string {
  const text = new Date(timeMs).toLocaleString('sv-SE', { timeZone: 'Europe/Warsaw' });
  return text.replace(' ', 'T').slice(0, 16);
}
