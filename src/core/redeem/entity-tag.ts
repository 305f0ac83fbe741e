import { encodeObjectKey } from '../../../signing/percent-encoding.ts';
import type { ObjectKey } from '../../storage/object-key.ts';

/** A strong entity tag (RFC 9110 §8.8.3) that costs nothing: objects never change, so the key names the bytes. */
export function entityTag(key: ObjectKey): string {
  return `"${encodeObjectKey(key)}"`;
}

/** `If-None-Match`, RFC 9110 §13.1.2: weak comparison with a list, or `*`. Our tags never hold a comma. */
export function matchesAny(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((tag) => ['*', etag, `W/${etag}`].includes(tag.trim()));
}

/**
 * `If-Range`, RFC 9110 §13.1.5: strong comparison, so the range counts only for the very same tag. A date
 * never matches, as nothing here has a modification time, and the client gets the whole object.
 */
export function permitsRange(header: string | Array<string> | undefined, etag: string): boolean {
  return header === undefined || header === etag;
}
