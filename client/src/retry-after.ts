/**
 * Seconds that the `Retry-After` of a reply names, as a number or as a date (RFC 9110 §10.2.3); 0 for a date that has
 * passed, undefined without one. A date counts from the `Date` of the reply, where it can be read, so that the clock of
 * this device need not be right.
 */
export function retryAfterSeconds(headers: Headers): number | undefined {
  const named = headers.get('retry-after');
  if (named === null) return undefined;
  if (/^\d+$/.test(named)) return Number(named);
  const sentMs = parseHttpDate(headers.get('date') ?? '');
  const seconds = (parseHttpDate(named) - (Number.isNaN(sentMs) ? Date.now() : sentMs)) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}

/** The three forms of §5.6.7; the one of `asctime` has no zone, and means GMT. */
function parseHttpDate(text: string): number {
  return Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
}
