import { SigningError } from './signing-error.ts';

const plain = /^[A-Za-z0-9\-._~]*$/;
const plainPath = /^[A-Za-z0-9\-._~/]*$/;
const leftByJavaScript = /[!'()*]/g;

/**
 * Percent-encodes a query value or a path segment, RFC 3986 §2.3: unreserved characters stay, all others become their UTF-8 bytes in
 * upper-case hexadecimal.
 * Throws a `URIError` on a lone surrogate, which has no UTF-8 form.
 */
export function percentEncode(text: string): string {
  if (plain.test(text)) return text;
  return encodeURIComponent(text).replace(leftByJavaScript, percentEncodeAscii);
}

/**
 * Percent-encodes an object key as a path: each segment with `percentEncode`, keeping the slashes.
 * Throws `object-key-invalid` on a lone surrogate.
 */
export function encodeObjectKey(key: string): string {
  if (plainPath.test(key)) return key;
  if (key.isWellFormed()) return key.split('/').map(percentEncode).join('/');
  throw new SigningError(
    'object-key-invalid',
    'The object key has half of a surrogate pair: send whole characters.',
  );
}

/** The text of any percent-encoding, also of unreserved characters; undefined if it is malformed or not UTF-8. */
export function percentDecode(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}

/**
 * The text that `encode` turns into exactly `encoded`, or undefined. Each text has one encoding: lower-case hexadecimal, an encoded `A` or
 * double encoding are all refused.
 */
export function decodeCanonical(encoded: string, encode = percentEncode): string | undefined {
  const text = percentDecode(encoded);
  return text !== undefined && encode(text) === encoded ? text : undefined;
}

/** Encodes any ASCII character. */
export const percentEncodeAscii = (character: string): string =>
  `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
