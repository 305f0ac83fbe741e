/** Unix milliseconds of a time in the basic format of ISO 8601, as `20130524T000000Z`; NaN for anything else. */
export function parseBasicTime(text: string): number {
  return Date.parse(text.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)/, '$1-$2-$3:$4:'));
}
