import { checkHeader, notSupported } from './check-request.ts';
import { percentEncode } from './percent-encoding.ts';
import type { ResponseHeaders } from './signer.ts';

export type ResponseHeader = keyof ResponseHeaders;

/** What S3 can set, and what CloudFront passes on to it. */
export const allResponseHeaders = [
  'cacheControl',
  'contentEncoding',
  'contentLanguage',
  'contentType',
  'expires',
] as const satisfies ReadonlyArray<ResponseHeader>;

/** Throws `not-supported` for a header that the URLs of a provider cannot set. */
export function checkSupported(
  headers: ResponseHeaders | undefined,
  supported: ReadonlyArray<ResponseHeader>,
): void {
  if (headers === undefined) return;
  const wrong = allResponseHeaders.find((name) => headers[name] !== undefined && !supported.includes(name));
  if (wrong === undefined) return;
  throw notSupported(`URLs of this provider cannot set the header ${wrong}: set it at the object itself.`);
}

/** The headers that a URL sets beside Content-Disposition. */
export interface WrittenHeaders {
  /** Each as it is, or empty. */
  readonly values: Readonly<Record<ResponseHeader, string>>;
  /** As `&name=value`, percent-encoded: those before Content-Disposition in the order of names, and those after it. */
  readonly before: string;
  readonly after: string;
}

const none: ResponseHeaders = {};

/**
 * Writes headers as parameters, and keeps the latest, as nearly all URLs of a signer set the same. The function throws
 * `not-supported`, and `header-invalid` for what a header cannot carry.
 * @param names the parameter of each header that the provider can set
 */
export function createHeaderWriter(
  names: Partial<Readonly<Record<ResponseHeader, string>>>,
): (headers: ResponseHeaders | undefined, lifetimeSeconds: number) => WrittenHeaders {
  const supported = Object.keys(names) as ReadonlyArray<ResponseHeader>;
  let last:
    | { readonly headers: ResponseHeaders; readonly seconds: number; readonly written: WrittenHeaders }
    | undefined;

  function write(headers: ResponseHeaders, seconds: number): WrittenHeaders {
    checkSupported(headers, supported);
    const textOf = (name: ResponseHeader) => {
      const value = headers[name];
      const text = typeof value === 'function' ? value(seconds) : value;
      if (text !== undefined) checkHeader(text);
      return text ?? '';
    };
    const values = {
      cacheControl: textOf('cacheControl'),
      contentEncoding: textOf('contentEncoding'),
      contentLanguage: textOf('contentLanguage'),
      contentType: textOf('contentType'),
      expires: textOf('expires'),
    };
    const parameter = (name: ResponseHeader) =>
      values[name] === '' ? '' : `&${names[name]}=${percentEncode(values[name])}`;
    const [before = '', ...after] = allResponseHeaders.map(parameter);
    return { values, before, after: after.join('') };
  }

  return (headers = none, seconds) => {
    const { cacheControl, contentEncoding, contentLanguage, contentType, expires } = headers;
    if (
      last === undefined ||
      last.seconds !== seconds ||
      last.headers.cacheControl !== cacheControl ||
      last.headers.contentEncoding !== contentEncoding ||
      last.headers.contentLanguage !== contentLanguage ||
      last.headers.contentType !== contentType ||
      last.headers.expires !== expires
    ) {
      // A copy: the caller may change its object.
      const kept = { cacheControl, contentEncoding, contentLanguage, contentType, expires };
      last = { headers: kept, seconds, written: write(kept, seconds) };
    }
    return last.written;
  };
}
