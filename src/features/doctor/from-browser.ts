import { failed, ok } from '../../lib/findings.ts';
import type { Storage } from '../../storage/storage.ts';
import type { Check } from './check.ts';
import { ask, signedUrl } from './probe.ts';

/** What PDF viewers in a page read across origins. Content-Length needs no naming: Fetch standard, safelisted. */
const exposed = ['accept-ranges', 'content-range', 'etag'];

const corsRemedy = ({ provider }: Storage) => {
  const rules =
    provider === 'embedded'
      ? 'Start the server with the same LECTERN_PUBLIC_URL'
      : 'Set the CORS rules that "lectern doctor --print-policy" prints';
  return `${rules}, and let a proxy pass on OPTIONS and the Access-Control headers.`;
};

/** Whether a list in a header (RFC 9110 §5.6.1) has a value, or all of them. */
function lists(headers: Headers, name: string, value: string): boolean {
  const given = (headers.get(name) ?? '').toLowerCase().split(/\s*,\s*/);
  return given.includes(value.toLowerCase()) || given.includes('*');
}

/** What a PDF viewer in a page of the web origin needs: CORS, Fetch standard. */
export const browserChecks: ReadonlyArray<Check> = [
  {
    id: 'cors-preflight',
    title: 'the web app can request parts of a file',
    async run(context) {
      const remedy = corsRemedy(context.storage);
      const { status, headers } = await ask(await signedUrl(context), {
        method: 'OPTIONS',
        headers: {
          origin: context.webOrigin,
          'access-control-request-method': 'GET',
          'access-control-request-headers': 'range',
        },
      });
      if (status >= 300) {
        return failed(`the preflight from ${context.webOrigin} is answered with ${status}`, remedy);
      }
      if (!lists(headers, 'access-control-allow-origin', context.webOrigin)) {
        return failed(`the preflight does not allow ${context.webOrigin}`, remedy);
      }
      if (!lists(headers, 'access-control-allow-headers', 'range')) {
        return failed('the preflight does not allow the Range header', remedy);
      }
      return ok(`${context.webOrigin} is allowed`);
    },
  },
  {
    id: 'cors-exposed',
    title: 'the web app can read the headers that a PDF viewer needs',
    async run(context) {
      const remedy = corsRemedy(context.storage);
      const { headers } = await ask(await signedUrl(context), {
        headers: { origin: context.webOrigin, range: 'bytes=0-1' },
      });
      if (!lists(headers, 'access-control-allow-origin', context.webOrigin)) {
        return failed(`the reply does not allow ${context.webOrigin}`, remedy);
      }
      const missing = exposed.filter((name) => !lists(headers, 'access-control-expose-headers', name));
      if (missing.length === 0) return ok(exposed.join(', '));
      return failed(`these headers are not exposed: ${missing.join(', ')}`, remedy);
    },
  },
];
