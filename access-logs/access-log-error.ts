/** A log has an unknown format, or is damaged. The message says what to do. */
export class AccessLogError extends Error {
  override readonly name = 'AccessLogError';
}
