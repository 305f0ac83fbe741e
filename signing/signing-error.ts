/** Why something cannot be signed or used, for programs. */
export const signingErrorCodes = [
  'file-name-invalid',
  'object-key-invalid',
  'correlation-invalid',
  'client-invalid',
  'header-invalid',
  'upload-invalid',
  'lifetime-invalid',
  'not-supported',
  'key-invalid',
  'key-unknown',
  'key-conflict',
  'credentials-expired',
] as const;
export type SigningErrorCode = (typeof signingErrorCodes)[number];

/** Every error that signing throws. Programs read its `code`; its message tells a person what to do. */
export class SigningError extends Error {
  override readonly name = 'SigningError';
  readonly code: SigningErrorCode;

  constructor(code: SigningErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
