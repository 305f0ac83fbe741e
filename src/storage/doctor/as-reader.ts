import { providerLimits } from '../../signing/provider-limits.ts';
import { parseObjectKey } from '../object-key.ts';
import {
  type Answer,
  ask,
  type Check,
  failed,
  fileName,
  isRefusal,
  ok,
  type Patient,
  putObject,
  refusalOf,
  signedUrl,
} from './check.ts';
import { findRewrite } from './find-rewrite.ts';

/** What somebody with a signed URL must get, and no more. */
export const readerChecks: ReadonlyArray<Check> = [
  {
    id: 'signed-get',
    title: 'a signed URL gives the file, and again',
    async run(patient) {
      const url = await signedUrl(patient);
      for (let time = 1; time <= 2; time += 1) {
        const answer = await ask(url);
        if (answer.status !== 200) {
          return failed(
            `a valid URL is answered with ${refusalOf(answer)}`,
            await findRewrite(patient, answer),
          );
        }
        if (!answer.body.equals(patient.bytes)) {
          return failed(
            'other bytes came than were stored',
            'Let nothing on the way change what the storage sends.',
          );
        }
      }
      return ok(`${patient.bytes.length} bytes`);
    },
  },
  {
    id: 'headers',
    title: 'type and file name arrive',
    async run(patient) {
      const { headers } = await ask(await signedUrl(patient));
      const [type = '', disposition = ''] = [
        headers.get('content-type') ?? '',
        headers.get('content-disposition') ?? '',
      ];
      const remedy = 'Let the proxy pass on the reply headers of the storage.';
      if (!type.startsWith('application/pdf')) return failed(`Content-Type is "${type}"`, remedy);
      if (!disposition.startsWith('attachment') || !disposition.includes(fileName)) {
        return failed(`Content-Disposition is "${disposition}"`, remedy);
      }
      return ok(disposition);
    },
  },
  {
    id: 'range',
    title: 'a part of the file can be had',
    async run(patient) {
      const answer = await ask(await signedUrl(patient), { headers: { range: 'bytes=2-5' } });
      const range = answer.headers.get('content-range');
      if (answer.status === 206 && range === `bytes 2-5/${patient.bytes.length}`) return ok(range);
      return failed(
        `a Range request is answered with ${answer.status}, Content-Range ${range}`,
        'Let the proxy or CDN pass the Range header on: PDF viewers need it for long files.',
      );
    },
  },
  refusalCheck('expired-refused', 'an expired URL is refused', (patient) =>
    signedUrl(patient, { agoSeconds: 600, ttlSeconds: 60 }),
  ),
  refusalCheck('tampered-refused', 'a changed signature is refused', async (patient) =>
    // The tenth character of what stands behind "Signature=", "sig=" or "temp_url_sig=".
    (await signedUrl(patient)).replace(
      /((?:[?&]|-)(?:signature|sig|temp_url_sig)=[^&]{9})([^&])/i,
      (_, before: string, character: string) => before + (character === '0' ? '1' : '0'),
    ),
  ),
  refusalCheck('other-object-refused', 'a URL does not open another file', async (patient) => {
    const otherKey = `${patient.objectKey}.other`;
    const [url, other] = [await signedUrl(patient), await signedUrl(patient, { objectKey: otherKey })];
    return other.slice(0, other.indexOf('?')) + url.slice(url.indexOf('?'));
  }),
  refusalCheck('put-refused', 'a URL to read cannot write', signedUrl, { method: 'PUT', body: 'changed' }),
  refusalCheck('delete-refused', 'a URL to read cannot delete', signedUrl, { method: 'DELETE' }),
  {
    id: 'head-refused',
    title: 'a URL to read is good for GET only',
    async run(patient) {
      const answer = await ask(await signedUrl(patient), { method: 'HEAD' });
      if (isRefusal(answer)) return ok(`HEAD is refused with ${answer.status}`);
      const { signsMethod } = providerLimits[patient.storage.provider];
      if (!signsMethod) return ok('HEAD is answered too, as this provider does by design');
      return failed(`HEAD is answered with ${answer.status}`, unverified);
    },
  },
  {
    id: 'strange-keys',
    title: 'keys with special characters work',
    async run(patient) {
      const broken: Array<string> = [];
      for (const name of [
        'a b.pdf',
        'a+b.pdf',
        '100%25.pdf',
        'a#b.pdf',
        'a?b=c&d.pdf',
        'Übung – 第一章.pdf',
      ]) {
        const objectKey = `${patient.objectKey} ${name}`;
        await putObject(patient, objectKey);
        const answer = await ask(await signedUrl(patient, { objectKey }));
        await patient.storage.driver.delete(parseObjectKey(objectKey));
        if (answer.status !== 200 || !answer.body.equals(patient.bytes)) broken.push(name);
      }
      if (broken.length === 0) return ok('space, +, %, #, ? and Unicode');
      return failed(
        `these fail: ${broken.join(', ')}`,
        'Something on the way decodes and encodes the path anew. Lectern itself uses plain keys only.',
      );
    },
  },
];

const unverified = 'Whoever answers there does not verify signatures: a cache, a proxy, or no object store.';

/** A request that must be refused, and must leave the file as it was. */
function refusalCheck(
  id: string,
  title: string,
  urlOf: (patient: Patient) => Promise<string>,
  init: RequestInit = {},
): Check {
  return {
    id,
    title,
    async run(patient) {
      const answer: Answer = await ask(await urlOf(patient), init);
      if (!isRefusal(answer)) return failed(`it is answered with ${answer.status}`, unverified);
      const stored = await patient.storage.driver.head(parseObjectKey(patient.objectKey));
      if (stored?.size === patient.bytes.length) return ok(`refused with ${refusalOf(answer)}`);
      return failed(`it is refused with ${answer.status}, and the file was changed all the same`, unverified);
    },
  };
}
