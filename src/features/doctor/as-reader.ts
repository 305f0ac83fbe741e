import { failed, ok } from '../../lib/findings.ts';
import { parseObjectKey } from '../../storage/object-key.ts';
import type { Check } from './check.ts';
import { findRewrite } from './find-rewrite.ts';
import { ask, fileName, putObject, refusalIn, signedUrl } from './probe.ts';

export const signedGetCheck: Check = {
  id: 'signed-get',
  title: 'a signed URL returns the file, every time',
  async run(context) {
    const url = await signedUrl(context);
    for (let time = 1; time <= 2; time += 1) {
      const answer = await ask(url);
      if (answer.status !== 200) {
        return failed(`a valid URL returns ${refusalIn(answer)}`, await findRewrite(context, url, answer));
      }
      if (!answer.body.equals(context.bytes)) {
        return failed(
          'the received bytes differ from the stored ones',
          'Check that this is the address of the storage, and that no proxy changes its replies.',
        );
      }
    }
    return ok(`${context.bytes.length} bytes`);
  },
};

/** Checks of valid URLs, beyond the bytes that they return. */
export const readerChecks: ReadonlyArray<Check> = [
  {
    id: 'headers',
    title: 'content type and file name are correct',
    async run(context) {
      const { headers } = await ask(await signedUrl(context));
      const type = headers.get('content-type') ?? '';
      const disposition = headers.get('content-disposition') ?? '';
      const remedy = 'Configure the proxy to pass on the reply headers of the storage.';
      if (!type.startsWith('application/pdf')) return failed(`Content-Type is "${type}"`, remedy);
      if (!disposition.startsWith('attachment') || !disposition.includes(fileName)) {
        return failed(`Content-Disposition is "${disposition}"`, remedy);
      }
      return ok(disposition);
    },
  },
  {
    id: 'range',
    title: 'range requests work',
    async run(context) {
      const answer = await ask(await signedUrl(context), { headers: { range: 'bytes=2-5' } });
      const range = answer.headers.get('content-range');
      if (answer.status === 206 && range === `bytes 2-5/${context.bytes.length}`) return ok(range);
      return failed(
        `a Range request returns ${answer.status}, Content-Range ${range}`,
        'Configure the proxy or CDN to pass the Range header on, because PDF viewers need it for long files.',
      );
    },
  },
  {
    id: 'shared-copy',
    title: 'readers of a file share one copy in the CDN',
    appliesTo: ({ storage }) => storage.provider === 'cloudfront',
    async run(context) {
      const seen: Array<string | null> = [];
      for (const issueId of ['lectern-doctor-1', 'lectern-doctor-2']) {
        const { headers } = await ask(await signedUrl(context, { issueId }));
        seen.push(headers.get('x-cache'));
      }
      const second = seen.at(-1) ?? 'no X-Cache header';
      if (/^(?:Refresh)?Hit from cloudfront$/i.test(second)) return ok(second);
      return failed(
        `the second of two URLs of a file has "${second}", so each reader's first download comes from the bucket`,
        'Give the behavior of the distribution the cache policy that "lectern doctor --print-policy" prints.',
      );
    },
  },
  {
    id: 'strange-keys',
    title: 'keys with special characters work',
    async run(context) {
      const broken: Array<string> = [];
      for (const name of [
        'a b.pdf',
        'a+b.pdf',
        '100%25.pdf',
        'a#b.pdf',
        'a?b=c&d.pdf',
        'Übung – 第一章.pdf',
      ]) {
        const objectKey = parseObjectKey(`${context.objectKey} ${name}`);
        await putObject(context, objectKey);
        const answer = await ask(await signedUrl(context, { objectKey }));
        await context.storage.driver.delete(objectKey);
        if (answer.status !== 200 || !answer.body.equals(context.bytes)) broken.push(name);
      }
      if (broken.length === 0) return ok('space, +, %, #, ? and Unicode');
      return failed(
        `these fail: ${broken.join(', ')}`,
        'A proxy decodes the path and encodes it again. Configure it to pass the path on unchanged; Lectern itself uses only plain keys.',
      );
    },
  },
];
