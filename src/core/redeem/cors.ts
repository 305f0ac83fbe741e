/** The CORS protocol of the Fetch standard (https://fetch.spec.whatwg.org/#http-cors-protocol), without credentials. */
export interface Cors {
  /** Headers for every reply: they let a page of an allowed origin read it, errors included. */
  headersFor(origin: string | undefined): Map<string, string>;
  /** More headers, which answer a preflight; undefined when the origin is not allowed. */
  preflightFor(origin: string | undefined): Map<string, string> | undefined;
}

const exposedHeaders =
  'Accept-Ranges, Content-Range, Content-Length, Content-Disposition, ETag, X-Request-Id';

const preflight = new Map([
  ['Access-Control-Allow-Methods', 'GET, PUT'],
  ['Access-Control-Allow-Headers', 'Range, If-Range, If-None-Match, Content-Type'],
  ['Access-Control-Max-Age', '7200'], // seconds; Chromium keeps no answer longer
]);

/** @param allowedOrigins as browsers send them, e.g. `https://app.example.com`; compared exactly */
export function createCors(allowedOrigins: ReadonlyArray<string>): Cors {
  const isAllowed = (origin: string | undefined): origin is string =>
    allowedOrigins.some((each) => each === origin);

  return {
    headersFor(origin) {
      const headers = new Map<string, string>();
      if (allowedOrigins.length > 0) headers.set('Vary', 'Origin'); // a cache must not mix the origins up
      if (isAllowed(origin)) {
        headers.set('Access-Control-Allow-Origin', origin);
        headers.set('Access-Control-Expose-Headers', exposedHeaders);
      }
      return headers;
    },
    preflightFor: (origin) => (isAllowed(origin) ? preflight : undefined),
  };
}
