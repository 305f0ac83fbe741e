/**
 * Seconds in the `Retry-After` of a reply, given as a number or a date (RFC 9110 §10.2.3); 0 for a past date, undefined without the header.
 * A date counts from the reply's `Date` if readable, because this device's clock may be wrong.
 */
export function retryAfterSeconds(headers: Headers): number | undefined {
  const named = headers.get('retry-after');
  if (named === null) return undefined;
  if (/^\d+$/.test(named)) return Number(named);
  const sentMs = parseHttpDate(headers.get('date') ?? '');
  const seconds = (parseHttpDate(named) - (Number.isNaN(sentMs) ? Date.now() : sentMs)) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}

/** The three forms of §5.6.7; `asctime` has no zone and means GMT. */
function parseHttpDate(text: string): number {
  return Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
}
