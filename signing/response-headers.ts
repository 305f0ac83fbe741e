import { checkHeader, notSupported } from './check-request.ts';
import { percentEncode } from './percent-encoding.ts';
import type { ResponseHeaders } from './signer.ts';
import type { SigningError } from './signing-error.ts';

export type ResponseHeader = keyof ResponseHeaders;

/** The headers that S3 can set, and CloudFront forwards. */
export const allResponseHeaders = [
  'cacheControl',
  'contentEncoding',
  'contentLanguage',
  'contentType',
  'expires',
] as const satisfies ReadonlyArray<ResponseHeader>;

function headerNotSupported(name: ResponseHeader): SigningError {
  return notSupported(`URLs of this provider cannot set ${name}: set it on the object.`);
}

/** Throws `not-supported` for any header, for providers whose URLs set none. */
export function checkNone(headers: ResponseHeaders | undefined): void {
  const name = allResponseHeaders.find((each) => headers?.[each] !== undefined);
  if (name !== undefined) throw headerNotSupported(name);
}

/** The headers that a URL sets, apart from Content-Disposition. */
export interface WrittenHeaders {
  /** Unencoded, or empty. */
  readonly values: Readonly<Record<ResponseHeader, string>>;
  /** As `&name=value`, percent-encoded: those that sort before Content-Disposition, and those after it. */
  readonly before: string;
  readonly after: string;
}

const none: ResponseHeaders = {};

/**
 * Writes headers as parameters, and caches the latest, because nearly all URLs of a signer set the same. The function throws
 * `not-supported`, and `header-invalid` for a value that is not printable ASCII.
 * @param names the parameter of each header that the provider can set
 */
export function createHeaderWriter(
  names: Partial<Readonly<Record<ResponseHeader, string>>>,
): (headers: ResponseHeaders | undefined, lifetimeSeconds: number) => WrittenHeaders {
  let last:
    | { readonly headers: ResponseHeaders; readonly seconds: number; readonly written: WrittenHeaders }
    | undefined;

  function write(headers: ResponseHeaders, seconds: number): WrittenHeaders {
    const textOf = (name: ResponseHeader) => {
      const value = headers[name];
      const text = typeof value === 'function' ? value(seconds) : value;
      if (text === undefined) return '';
      if (names[name] === undefined) throw headerNotSupported(name);
      checkHeader(text);
      return text;
    };
    const texts = allResponseHeaders.map((name) => [name, textOf(name)] as const);
    const values = Object.fromEntries(texts) as Record<ResponseHeader, string>;
    const parameter = (name: ResponseHeader) =>
      values[name] === '' ? '' : `&${names[name]}=${percentEncode(values[name])}`;
    const [before = '', ...after] = allResponseHeaders.map(parameter);
    return { values, before, after: after.join('') };
  }

  return (headers = none, seconds) => {
    if (last?.seconds !== seconds || !areSame(last.headers, headers)) {
      // A copy, because the caller may change its object.
      last = { headers: { ...headers }, seconds, written: write(headers, seconds) };
    }
    return last.written;
  };
}

/** Unrolled, because a loop is measurably slower and this runs for every URL. */
const areSame = (one: ResponseHeaders, other: ResponseHeaders): boolean =>
  one.contentType === other.contentType &&
  one.cacheControl === other.cacheControl &&
  one.contentEncoding === other.contentEncoding &&
  one.contentLanguage === other.contentLanguage &&
  one.expires === other.expires;
