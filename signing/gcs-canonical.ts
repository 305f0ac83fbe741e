import { hash } from 'node:crypto';

/**
 * The steps before the signature of a V4 URL: Cloud Storage, "Canonical requests" and "V4 signing process with
 * your own program". They are the same whatever signs in the end.
 */
export type GcsAlgorithm = 'GOOG4-RSA-SHA256' | 'GOOG4-HMAC-SHA256';

/** `20191201T190859Z`, for a time in whole Unix seconds. */
export function googDate(unixSeconds: number): string {
  const iso = new Date(unixSeconds * 1000).toISOString();
  return `${iso.slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

/** What a signature is good for: one day (`20191201`). The place is `auto`, as a bucket's own is known to Google. */
export function credentialScope(day: string): string {
  return `${day}/auto/storage/goog4_request`;
}

export interface CanonicalRequest {
  readonly method: 'GET' | 'PUT';
  /** Percent-encoded; begins with a slash. */
  readonly path: string;
  /** Without the signature; names and values percent-encoded, in the order of names. */
  readonly query: string;
  /** A line `name:value` for each header that is signed; lower-case names, in their order. */
  readonly headers: string;
  /** Those names, joined by `;`. */
  readonly signedHeaders: string;
}

export function canonicalRequest(request: CanonicalRequest): string {
  const { method, path, query, headers, signedHeaders } = request;
  return `${method}\n${path}\n${query}\n${headers}\n${signedHeaders}\nUNSIGNED-PAYLOAD`;
}

export function stringToSign(algorithm: GcsAlgorithm, date: string, canonical: string): string {
  return `${algorithm}\n${date}\n${credentialScope(date.slice(0, 8))}\n${hash('sha256', canonical)}`;
}
