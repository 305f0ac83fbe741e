import { type Finding, failed, ok } from '../../lib/findings.ts';
import { allOrigins } from '../../lib/page-origins.ts';
import type { Storage } from '../../storage/storage.ts';
import type { Check, CheckContext } from './check.ts';
import { ask, signedUrl } from './probe.ts';

/** Headers that PDF viewers read across origins. The Fetch standard already safelists Content-Length. */
const exposed = ['accept-ranges', 'content-range', 'etag'];

const corsRemedy = ({ provider }: Storage) => {
  const rules =
    provider === 'embedded'
      ? 'Start the server with the same LECTERN_PUBLIC_URL and LECTERN_EMBED_ORIGINS, and name both in lectern-files.conf where nginx delivers'
      : 'Set the CORS rules that "lectern doctor --print-policy" prints';
  return `${rules}, and configure proxies to pass on OPTIONS and the Access-Control headers.`;
};

/** Whether a list in a header (RFC 9110 §5.6.1) contains a value or `*`. */
function lists(headers: Headers, name: string, value: string): boolean {
  const given = (headers.get(name) ?? '').toLowerCase().split(/[\s,]+/);
  return given.includes(value.toLowerCase()) || given.includes('*');
}

/** Runs a check for each origin until one fails. */
function forEachOrigin(faultFor: (context: CheckContext, origin: string) => Promise<string | undefined>) {
  return async (context: CheckContext): Promise<Finding> => {
    const origins = allOrigins(context);
    for (const origin of origins) {
      const fault = await faultFor(context, origin);
      if (fault !== undefined) return failed(fault, corsRemedy(context.storage));
    }
    return ok(`for ${origins.join(', ')}`);
  };
}

/** CORS (Fetch standard), as PDF viewers in the web app and on platforms need it. */
export const browserChecks: ReadonlyArray<Check> = [
  {
    id: 'cors-preflight',
    title: 'the web app and the platforms can request parts of a file',
    run: forEachOrigin(async (context, origin) => {
      const { status, headers } = await ask(await signedUrl(context), {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'GET',
          'access-control-request-headers': 'range',
        },
      });
      if (status >= 300) return `the preflight request from ${origin} returns ${status}`;
      if (!lists(headers, 'access-control-allow-origin', origin)) {
        return `the preflight reply does not allow ${origin}`;
      }
      if (!lists(headers, 'access-control-allow-headers', 'range')) {
        return `the preflight reply to ${origin} does not allow the Range header`;
      }
      return undefined;
    }),
  },
  {
    id: 'cors-exposed',
    title: 'the web app and the platforms can read the headers that a PDF viewer needs',
    run: forEachOrigin(async (context, origin) => {
      const { headers } = await ask(await signedUrl(context), { headers: { origin, range: 'bytes=0-1' } });
      if (!lists(headers, 'access-control-allow-origin', origin)) return `the reply does not allow ${origin}`;
      const missing = exposed.filter((name) => !lists(headers, 'access-control-expose-headers', name));
      return missing.length === 0
        ? undefined
        : `these headers are not exposed to ${origin}: ${missing.join(', ')}`;
    }),
  },
];
