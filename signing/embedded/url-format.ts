import { correlationValue } from '../check-request.ts';
import { hmacSha256 } from '../hmac.ts';
import type { SigningKey } from '../key-ring.ts';
import { encodedText, signedUrlForm } from '../signed-url-form.ts';

const keyId = /^[\w-]{1,32}$/;
const expires = /^[1-9]\d{0,14}$/;
const version = /^1$/;
const sig = /^[\w-]{43}$/;

/** Parses the query of a download. */
export const downloadForm = signedUrlForm({
  expires,
  for: { optional: /^(?:[\d.]{7,15}|[\da-f]{16})$/ },
  issue: { optional: correlationValue },
  kid: keyId,
  download: { optional: /^1$/ },
  name: { optional: encodedText },
  v: version,
  sig,
});

/** Parses the query of an upload. */
export const uploadForm = signedUrlForm({
  expires,
  kid: keyId,
  sha256: /^[\da-f]{64}$/,
  size: /^(?:0|[1-9]\d{0,14})$/,
  v: version,
  sig,
});

/** 15 digits, the limit of the forms. */
export const maxNumber = 999_999_999_999_999;

/**
 * The path and query of a signed URL of the embedded store, version 1. The signature is the HMAC-SHA256 of `lectern-url-v1`, the method,
 * the path and the query before `&sig=`, joined by newlines, so it binds all of them.
 */
export function signedTarget(key: SigningKey, method: 'GET' | 'PUT', path: string, query: string): string {
  const signature = hmacSha256(key.secret, `lectern-url-v1\n${method}\n${path}\n${query}`, 'base64url');
  return `${path}?${query}&sig=${signature}`;
}
