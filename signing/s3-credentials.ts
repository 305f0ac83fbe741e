import type { KeyObject } from 'node:crypto';
import { LecternError } from '../src/errors.ts';
import { lifetimeSeconds } from './check-request.ts';
import { percentEncode } from './percent-encoding.ts';
import { providerLimits } from './provider-limits.ts';
import { algorithm, amzDate, amzDay, credentialScope, secondsPerDay, signingKey } from './s3-canonical.ts';
import type { DownloadRequest, UploadRequest } from './signer.ts';

export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  /** Unix milliseconds; undefined for keys that do not end. */
  readonly expiresAtMs?: number | undefined;
}

/** What all URLs share that the same credentials sign for the same times. */
export interface S3Grant {
  /** `20130524T000000Z`. */
  readonly date: string;
  readonly scope: string;
  readonly key: KeyObject;
  readonly lifetimeSeconds: number;
  /** Unix milliseconds. */
  readonly expiresAtMs: number;
  /** The parameters from `X-Amz-Algorithm` up to `X-Amz-SignedHeaders=`, whose value comes next. */
  readonly query: string;
}

/** What the grants of the same credentials share on one day. */
interface SigningDay {
  readonly credentials: S3Credentials;
  /** Whole days since 1970. */
  readonly number: number;
  /** `20130524`. */
  readonly name: string;
  readonly scope: string;
  readonly key: KeyObject;
  /** The parameters before and after those of the time. */
  readonly queryStart: string;
  readonly queryEnd: string;
}

/**
 * Makes grants, and keeps the last one: within a window of stable URLs nearly all are the same. A grant ends
 * no later than its credentials.
 * Throws `request-invalid` for times that no URL can have, `storage-unavailable` when the credentials end less
 * than a second after the time of signing.
 */
export function createS3Grants(
  credentials: () => S3Credentials,
  region: string,
): (request: DownloadRequest | UploadRequest) => S3Grant {
  let day: SigningDay | undefined;
  let last:
    | { readonly day: SigningDay; readonly signedAtSeconds: number; readonly grant: S3Grant }
    | undefined;

  function dayOf(current: S3Credentials, unixSeconds: number): SigningDay {
    const number = Math.floor(unixSeconds / secondsPerDay);
    if (day?.number !== number || !sameKey(day.credentials, current)) {
      day = signingDay(current, number, region);
    }
    return day;
  }

  return (request) => {
    const current = credentials();
    const { signedAtSeconds } = request;
    const asked = lifetimeSeconds(request, providerLimits.s3.maxTtlSeconds);
    const lifetime = Math.min(asked, secondsLeft(current, signedAtSeconds));
    if (
      last?.signedAtSeconds === signedAtSeconds &&
      last.grant.lifetimeSeconds === lifetime &&
      sameKey(last.day.credentials, current)
    ) {
      return last.grant;
    }
    const today = dayOf(current, signedAtSeconds);
    const date = amzDate(signedAtSeconds, today.name);
    const grant = {
      date,
      scope: today.scope,
      key: today.key,
      lifetimeSeconds: lifetime,
      expiresAtMs: (signedAtSeconds + lifetime) * 1000,
      query: `${today.queryStart}&X-Amz-Date=${date}&X-Amz-Expires=${lifetime}${today.queryEnd}`,
    };
    last = { day: today, signedAtSeconds, grant };
    return grant;
  };
}

function signingDay(credentials: S3Credentials, number: number, region: string): SigningDay {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const name = amzDay(number * secondsPerDay);
  const scope = credentialScope(name, region);
  const token = sessionToken === undefined ? '' : `&X-Amz-Security-Token=${percentEncode(sessionToken)}`;
  return {
    credentials,
    number,
    name,
    scope,
    key: signingKey(secretAccessKey, name, region),
    queryStart: `X-Amz-Algorithm=${algorithm}&X-Amz-Credential=${percentEncode(`${accessKeyId}/${scope}`)}`,
    queryEnd: `${token}&X-Amz-SignedHeaders=`,
  };
}

function sameKey(one: S3Credentials, other: S3Credentials): boolean {
  return (
    one.secretAccessKey === other.secretAccessKey &&
    one.accessKeyId === other.accessKeyId &&
    one.sessionToken === other.sessionToken
  );
}

function secondsLeft({ expiresAtMs }: S3Credentials, signedAtSeconds: number): number {
  if (expiresAtMs === undefined) return Number.POSITIVE_INFINITY;
  const seconds = Math.floor(expiresAtMs / 1000) - signedAtSeconds;
  if (seconds >= 1) return seconds;
  throw new LecternError(
    'storage-unavailable',
    'The credentials of the file storage have ended: try again, and let the operator renew them.',
  );
}
