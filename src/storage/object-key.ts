import { randomBytes } from 'node:crypto';
import { LecternError } from '../lib/errors.ts';
import type { FileEnding } from './file-types.ts';

declare const brand: unique symbol;

/** The name of an object in the storage. Only `parseObjectKey` and `newObjectKey` create one. */
export type ObjectKey = string & { readonly [brand]: true };

const maxKeyBytes = 1024; // the limit of S3 and GCS
const maxSegmentBytes = 255; // the limit of a file name on Linux
const controlOrBackslash = /[\p{Cc}\\]/u;
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'; // base32, RFC 4648 §6, in lower case
const randomCharacters = 32; // 160 bits

/**
 * Checks that every driver can store the key: 1 to 1024 bytes of UTF-8, segments of 1 to 255 bytes between the slashes, none of them `.` or
 * `..`, no backslash and no control character.
 * Throws `object-key-invalid`.
 */
export function parseObjectKey(text: string): ObjectKey {
  const problem = problemOfKey(text);
  if (problem !== undefined)
    throw new LecternError('object-key-invalid', `Use another object key: ${problem}.`);
  return text as ObjectKey;
}

export const isObjectKey = (text: string): text is ObjectKey => problemOfKey(text) === undefined;

/** What all new keys begin with. Policies of buckets name these folders. */
export const objectFolders = ['documents', 'envelopes'] as const;

/**
 * A new key, `documents/{2}/{30}.pdf` for a PDF. It is purely random, so it reveals nothing else and never repeats. The ending determines
 * the media type (`file-types.ts`).
 */
export function newObjectKey(ending: FileEnding = 'pdf'): ObjectKey {
  // 256 is a multiple of 32, so the low five bits of a random byte are uniform.
  const id = Array.from(randomBytes(randomCharacters), (byte) => alphabet[byte & 31]).join('');
  const folder: (typeof objectFolders)[number] = ending === 'sealed' ? 'envelopes' : 'documents';
  return `${folder}/${id.slice(0, 2)}/${id.slice(2)}.${ending}` as ObjectKey;
}

function problemOfKey(text: string): string | undefined {
  if (!text.isWellFormed()) return 'it holds half of a surrogate pair';
  const bytes = Buffer.byteLength(text);
  if (bytes === 0 || bytes > maxKeyBytes) return `it has ${bytes} bytes, not 1 to ${maxKeyBytes}`;
  if (controlOrBackslash.test(text)) return 'it holds a control character or a backslash';
  for (const segment of text.split('/')) {
    if (segment === '') return 'it has an empty segment, or a slash at its start or end';
    if (segment === '.' || segment === '..') return `"${segment}" is not allowed as a segment`;
    if (Buffer.byteLength(segment) > maxSegmentBytes)
      return `a segment has more than ${maxSegmentBytes} bytes`;
  }
  return undefined;
}
