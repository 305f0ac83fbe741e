/**
 * Why an envelope, or a document of it, cannot be read:
 *
 * - `key-invalid`: a key is 16 bytes in base64url
 * - `envelope-unreadable`: the device does not give its bytes any more
 * - `envelope-unknown`: it is no envelope of Lectern, or one that was cut off
 * - `envelope-damaged`: a part of it was changed, swapped or cut off; or the key is of another envelope
 * - `index-invalid`: it opens, and its table of documents cannot be true
 * - `document-damaged`: the bytes of a document are not those that the index names by their SHA-256
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
