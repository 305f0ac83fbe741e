import fc from 'fast-check';
import type { DownloadRequest, ObjectRequest, UploadRequest, UrlWindow } from 'lectern-signing';

type Headers = Partial<
  Record<'cacheControl' | 'contentEncoding' | 'contentLanguage' | 'contentType' | 'expires', string>
>;
export type AskedObject = UrlWindow & Pick<ObjectRequest, 'objectKey' | 'correlation'>;
export type AskedDownload = AskedObject &
  Pick<DownloadRequest, 'fileName' | 'disposition' | 'client'> & {
    readonly responseHeaders?: Headers | undefined;
  };
export type AskedUpload = UrlWindow & Pick<UploadRequest, 'objectKey' | 'contentType' | 'size' | 'sha256'>;

const text = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
  fc.string({
    unit: fc.constantFrom(...`aZ9 -._~!'()*"%+&=#?@:;,$<>[]{}|^\`\\/`),
    minLength: 1,
    maxLength: 20,
  }),
);

/** Any text except control characters, which HTTP clients parse differently; with reserved ones and Unicode. */
const objectKey = fc
  .array(
    text.filter((segment) => !/[\p{C}/]/u.test(segment) && segment !== '.' && segment !== '..'),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => parts.join('/'));

const fileName = text.filter(
  (name) => /^[^\p{C}\p{Zl}\p{Zp}/\\]+$/u.test(name) && Buffer.byteLength(name) <= 200,
);

/** Times from 2020 to 2038, and lifetimes of up to seven days. */
const times = fc
  .record({
    signedAtSeconds: fc.integer({ min: 1_577_836_800, max: 2_145_916_800 }),
    lifetime: fc.oneof(fc.integer({ min: 1, max: 3600 }), fc.integer({ min: 1, max: 604_800 })),
  })
  .map(({ signedAtSeconds, lifetime }) => ({
    signedAtSeconds,
    expiresAtSeconds: signedAtSeconds + lifetime,
  }));

const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const correlation = fc
  .record({
    name: fc.stringMatching(/^x-[a-z\d-]{1,20}$/).filter((name) => !/^x-(amz|goog|upload)-/.test(name)),
    value: fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/),
  })
  .map((record) => ({ ...record }));

/** Printable, and without surrounding spaces, which clients trim before they sign a header. */
const headerValue = fc.stringMatching(/^[!-~](?:[ -~]{0,20}[!-~])?$/).filter((value) => !/ {2}/.test(value));
const mediaType = fc.constantFrom('application/pdf', 'text/plain; charset=utf-8', 'image/svg+xml');

const responseHeaders = fc.record(
  {
    cacheControl: headerValue,
    contentEncoding: fc.constantFrom('gzip', 'br'),
    contentLanguage: fc.constantFrom('en', 'pl, de'),
    contentType: mediaType,
    expires: fc.constant('Tue, 01 Dec 2026 16:00:00 GMT'),
  },
  { requiredKeys: [] },
);

/** `::192.0.2.1` is not of IPv4, but not every library knows. Examples have mapped addresses. */
const ipV6 = fc.ipV6().filter((address) => !address.includes('.'));

export const download: fc.Arbitrary<AskedDownload> = fc
  .record({
    objectKey,
    fileName: optional(fileName),
    disposition: optional(fc.constantFrom('inline' as const, 'attachment' as const)),
    correlation: optional(correlation),
    responseHeaders: optional(responseHeaders),
    client: optional(fc.oneof(fc.ipV4(), ipV6)),
    times,
  })
  .map(({ times, ...request }) => ({ ...request, ...times }));

export const upload: fc.Arbitrary<AskedUpload> = fc
  .record({
    objectKey,
    contentType: optional(mediaType),
    size: optional(fc.integer({ min: 0, max: 5_000_000_000 })),
    sha256: optional(fc.stringMatching(/^[\da-f]{64}$/)),
    times,
  })
  .map(({ times, ...request }) => ({ ...request, ...times }));

export const object: fc.Arbitrary<AskedObject> = fc
  .record({ objectKey, correlation: optional(correlation), times })
  .map(({ times, ...request }) => ({ ...request, ...times }));
