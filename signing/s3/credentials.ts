import type { Cryptography } from '../cryptography.ts';
import { SigningError } from '../signing-error.ts';
import { aws, type Credential, hmacSign } from '../sigv4.ts';

export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  /** Unix milliseconds; undefined for keys that do not expire. */
  readonly expiresAtMs?: number | undefined;
}

/** Prepares credentials and caches the last ones: returns the same object while the keys are unchanged. */
export function createReadyCredential(
  cryptography: Cryptography,
  region: string,
): (current: S3Credentials) => Credential {
  let last: { readonly of: S3Credentials; readonly credential: Credential } | undefined;

  return (current) => {
    if (last === undefined || !isSameKey(last.of, current)) {
      const { accessKeyId: accessId, secretAccessKey, sessionToken: securityToken } = current;
      const sign = hmacSign(cryptography, aws, secretAccessKey, region);
      last = { of: current, credential: { algorithm: aws.algorithm, accessId, securityToken, sign } };
    }
    return last.credential;
  };
}

/** Throws `credentials-expired` when the credentials expire less than a second after the time of signing. */
export function secondsLeft({ expiresAtMs }: S3Credentials, signedAtSeconds: number): number {
  if (expiresAtMs === undefined) return Number.POSITIVE_INFINITY;
  const seconds = Math.floor(expiresAtMs / 1000) - signedAtSeconds;
  if (seconds >= 1) return seconds;
  throw new SigningError('credentials-expired', 'The credentials of the storage have expired: renew them.');
}

function isSameKey(one: S3Credentials, other: S3Credentials): boolean {
  return (
    one.secretAccessKey === other.secretAccessKey &&
    one.accessKeyId === other.accessKeyId &&
    one.sessionToken === other.sessionToken
  );
}
