import { contentDisposition } from 'lectern-signing';
import { parse } from 'range-parser';
import { safeHeaders } from '../../lib/errors.ts';
import { strictTransportOf } from '../../lib/listener/listener.ts';
import type { ByteRange } from '../../storage/driver.ts';
import { mediaType } from '../../storage/file-types.ts';
import type { FileDownload } from './authorize.ts';

/**
 * Headers of every reply. Browsers must not guess another type, nor send the URL to another site. Nothing in a reply may load or run, and
 * only pages of `framers` may frame it. `object-src` and `style-src` are for the PDF viewers of older browsers; Chromium 156 works without
 * them. `sandbox` would stop several viewers from opening.
 */
export function commonHeaders(publicUrl: string, framers: ReadonlyArray<string>): Map<string, string> {
  const policy = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'";
  return new Map([
    ...Object.entries(safeHeaders),
    ['Content-Security-Policy', framedBy(framers, policy)],
    ...Object.entries(strictTransportOf(publicUrl)),
  ]);
}

/** A Content-Security-Policy that lets only these pages frame a reply. */
export const framedBy = (framers: ReadonlyArray<string>, policy: string): string =>
  `${policy}; frame-ancestors ${["'self'", ...framers].join(' ')}`;

/** Headers that describe the object itself, for 200 and 206. */
export function documentHeaders(download: FileDownload): Record<string, string> {
  return {
    'Content-Type': mediaType(download.objectKey),
    'Content-Disposition': contentDisposition(download),
    'Accept-Ranges': 'bytes',
  };
}

/** Which bytes to send: all, a part, or none because the part is outside the object. */
export type RangeChoice = 'whole' | 'unsatisfiable' | ByteRange;

/**
 * The bytes that a `Range` header requests of an object of `size` bytes (RFC 9110 §14.2): one range, also a suffix (`bytes=-500`) or
 * open-ended (`bytes=500-`). A header that is malformed, has another unit or requests several ranges is ignored, as that section permits.
 */
export function chooseRange(header: string | undefined, size: number): RangeChoice {
  if (header === undefined) return 'whole';
  const { type, code, ranges } = parse(size, header);
  if (type !== 'bytes') return 'whole';
  if (code === 2 && ranges.length === 0) return 'unsatisfiable';
  const [range] = ranges;
  if (code !== 0 || range === undefined || ranges.length > 1) return 'whole';
  return { first: range.start, last: range.end };
}
