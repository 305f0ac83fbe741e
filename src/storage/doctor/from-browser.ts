import { ask, type Check, failed, ok, signedUrl } from './check.ts';

/** What PDF viewers in a page read across origins. */
const exposed = ['accept-ranges', 'content-range', 'content-length', 'etag'];
const remedy = 'Set the CORS rules that "lectern doctor --print-policy" prints.';

/** What a PDF viewer in a page of the web origin needs: CORS, Fetch standard. */
export const browserChecks: ReadonlyArray<Check> = [
  {
    id: 'cors-preflight',
    title: 'pages of the web origin may ask for parts of the file',
    async run(patient) {
      const { status, headers } = await ask(await signedUrl(patient), {
        method: 'OPTIONS',
        headers: {
          origin: patient.webOrigin,
          'access-control-request-method': 'GET',
          'access-control-request-headers': 'range',
        },
      });
      const allows = (name: string, value: string) => {
        const given = (headers.get(name) ?? '').toLowerCase().split(/\s*,\s*/);
        return given.includes(value.toLowerCase()) || given.includes('*');
      };
      if (status >= 300) return failed(`the preflight is answered with ${status}`, remedy);
      if (!allows('access-control-allow-origin', patient.webOrigin)) {
        return failed(`the preflight does not allow ${patient.webOrigin}`, remedy);
      }
      if (!allows('access-control-allow-headers', 'range')) {
        return failed('the preflight does not allow the Range header', remedy);
      }
      return ok(`${patient.webOrigin} is allowed`);
    },
  },
  {
    id: 'cors-exposed',
    title: 'such pages may read what a PDF viewer needs',
    async run(patient) {
      const { headers } = await ask(await signedUrl(patient), {
        headers: { origin: patient.webOrigin, range: 'bytes=0-1' },
      });
      if (![patient.webOrigin, '*'].includes(headers.get('access-control-allow-origin') ?? '')) {
        return failed(`the reply does not allow ${patient.webOrigin}`, remedy);
      }
      const given = (headers.get('access-control-expose-headers') ?? '').toLowerCase().split(/\s*,\s*/);
      const missing = given.includes('*') ? [] : exposed.filter((name) => !given.includes(name));
      // Content-Length is readable without being named: it is a CORS-safelisted response header.
      const needed = missing.filter((name) => name !== 'content-length');
      return needed.length === 0
        ? ok(exposed.join(', '))
        : failed(`these headers are not exposed: ${needed.join(', ')}`, remedy);
    },
  },
];
