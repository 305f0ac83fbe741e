/**
 * Why an envelope, or one of its files, cannot be read:
 *
 * - `key-invalid`: the key is not 16 bytes in base64url
 * - `envelope-unreadable`: the device no longer provides its bytes
 * - `envelope-unknown`: not an envelope of Lectern, or truncated
 * - `envelope-damaged`: changed, reordered or truncated; or the key belongs to another envelope
 * - `index-invalid`: it opens, but its table of files is invalid
 * - `document-damaged`: a file does not match its SHA-256 in the index
 */
export type EnvelopeErrorCode =
  | 'key-invalid'
  | 'envelope-unreadable'
  | 'envelope-unknown'
  | 'envelope-damaged'
  | 'index-invalid'
  | 'document-damaged';

export class EnvelopeError extends Error {
  override readonly name = 'EnvelopeError';
  readonly code: EnvelopeErrorCode;

  constructor(code: EnvelopeErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
