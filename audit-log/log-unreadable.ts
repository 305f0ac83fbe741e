/** A file of an exported log is missing or not in its format, or a key is not one. The message says what to do. */
export class LogUnreadable extends Error {
  override readonly name = 'LogUnreadable';
}
