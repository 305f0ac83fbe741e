import type { VerifiedDownload } from 'lectern-signing';
import { contentDisposition, mediaType } from 'lectern-signing';
import { safeHeaders } from '../../lib/errors.ts';
import { strictTransportOf } from '../../lib/listener/strict-transport.ts';

/**
 * Headers of every reply. None may be taken for a page, or tell another site the URL that it came from.
 * Nothing in a reply may load or run, and only allowed origins may frame it. `object-src` and `style-src`
 * are for the PDF viewers of older browsers, which Chromium 156 was seen to do without; a `sandbox` would
 * keep several of them from opening.
 */
export function commonHeaders(publicUrl: string, allowedOrigins: ReadonlyArray<string>): Map<string, string> {
  const framers = ["'self'", ...allowedOrigins].join(' ');
  const policy = `default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors ${framers}`;
  return new Map([
    ...Object.entries(safeHeaders),
    ['Content-Security-Policy', policy],
    ...Object.entries(strictTransportOf(publicUrl)),
  ]);
}

/** What a copy may be kept for: as long as its URL works, by its reader alone. RFC 9111 §5.2.2, RFC 8246. */
export function cacheControl(expiresAtMs: number, nowMs: number): string {
  return `private, max-age=${Math.floor((expiresAtMs - nowMs) / 1000)}, immutable`;
}

/** Headers that describe the object itself, for 200 and 206. */
export function documentHeaders(download: VerifiedDownload): Record<string, string> {
  return {
    'Content-Type': mediaType(download.objectKey),
    'Content-Disposition': contentDisposition(download),
    'Accept-Ranges': 'bytes',
  };
}
