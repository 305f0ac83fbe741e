import type { DownloadRequest, UploadRequest } from './signer.ts';
import { SigningError } from './signing-error.ts';

const issueIdForm = /^[\w-]{1,64}$/;
const sha256Form = /^[\da-f]{64}$/;

/** Throws `issue-id-invalid` unless the issue id is 1 to 64 of `[A-Za-z0-9_-]`. */
export function checkIssueId({ issueId }: DownloadRequest): void {
  if (issueIdForm.test(issueId)) return;
  throw new SigningError('issue-id-invalid', 'An issue id is 1 to 64 letters, digits, "_" or "-".');
}

/** Throws `upload-invalid` for a size that is no whole number of bytes, and for what is no SHA-256. */
export function checkUpload({ size, sha256 }: UploadRequest): void {
  if (!Number.isSafeInteger(size) || size < 0)
    throw uploadInvalid('The size must be a whole number of bytes.');
  if (!sha256Form.test(sha256)) throw uploadInvalid('Write the SHA-256 as 64 lower-case hexadecimal digits.');
}

/**
 * How long a URL lives, in seconds. Throws `lifetime-invalid` for times that are no whole Unix seconds, for one
 * that expires before it is signed, and for one that lives longer than the provider allows.
 */
export function lifetimeSeconds(
  { signedAtSeconds, expiresAtSeconds }: DownloadRequest | UploadRequest,
  maxTtlSeconds = Number.MAX_SAFE_INTEGER,
): number {
  if (!Number.isSafeInteger(signedAtSeconds) || !Number.isSafeInteger(expiresAtSeconds)) {
    throw lifetimeInvalid('Give the times of signing and expiry in whole Unix seconds.');
  }
  const lifetime = expiresAtSeconds - signedAtSeconds;
  if (signedAtSeconds >= 0 && lifetime >= 1 && lifetime <= maxTtlSeconds) return lifetime;
  throw lifetimeInvalid(
    `A URL must live 1 to ${maxTtlSeconds} seconds from when it is signed, not ${lifetime}.`,
  );
}

function uploadInvalid(message: string): SigningError {
  return new SigningError('upload-invalid', message);
}

function lifetimeInvalid(message: string): SigningError {
  return new SigningError('lifetime-invalid', message);
}
