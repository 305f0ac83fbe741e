import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';
import type { SignedHeaders } from './s3-headers.ts';

/**
 * The steps of AWS Signature Version 4 for a URL: Amazon S3 API Reference, "Authenticating Requests: Using
 * Query Parameters (AWS Signature Version 4)". Each takes what the step before gave.
 */
export const algorithm = 'AWS4-HMAC-SHA256';

export const secondsPerDay = 24 * 3600;

/** `20130524`, for a time in whole Unix seconds. */
export function amzDay(unixSeconds: number): string {
  return new Date(unixSeconds * 1000).toISOString().slice(0, 10).replaceAll('-', '');
}

/** `20130524T000000Z`, for a time in whole Unix seconds; give the day where it is known already. */
export function amzDate(unixSeconds: number, day = amzDay(unixSeconds)): string {
  const second = unixSeconds % secondsPerDay;
  const [hours, minutes] = [Math.floor(second / 3600), Math.floor(second / 60) % 60];
  // The million keeps the zeros in front.
  const time = String(1_000_000 + hours * 10_000 + minutes * 100 + (second % 60)).slice(1);
  return `${day}T${time}Z`;
}

/** What a key is good for: one day (`20130524`) in one region. */
export function credentialScope(day: string, region: string): string {
  return `${day}/${region}/s3/aws4_request`;
}

/**
 * @param path percent-encoded once: S3 neither encodes it a second time nor resolves its dots and slashes
 * @param query without the signature; names and values percent-encoded, in the order of names
 */
export function canonicalRequest(
  method: 'GET' | 'PUT',
  path: string,
  query: string,
  { lines, names }: SignedHeaders,
): string {
  return `${method}\n${path}\n${query}\n${lines}\n${names}\nUNSIGNED-PAYLOAD`;
}

export function stringToSign(date: string, scope: string, canonical: string): string {
  return `${algorithm}\n${date}\n${scope}\n${hash('sha256', canonical)}`;
}

/** The key for one scope. It takes four HMACs, so keep it while the day and the secret stay the same. */
export function signingKey(secretAccessKey: string, day: string, region: string): KeyObject {
  let key: Buffer = Buffer.from(`AWS4${secretAccessKey}`);
  for (const step of [day, region, 's3', 'aws4_request']) {
    key = createHmac('sha256', key).update(step).digest();
  }
  return createSecretKey(key);
}

/** 64 lower-case hexadecimal digits. */
export function signature(key: KeyObject, toSign: string): string {
  return createHmac('sha256', key).update(toSign).digest('hex');
}
