import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import { contentDisposition, encodeObjectKey, isFileName } from 'lectern-signing';
import { anyCharacter } from '../support/any-character.ts';
import { pluck } from '../support/pluck.ts';
import { strangeKeys } from './driver-contract.ts';
import { nowSeconds, pageOrigins, type ServedStore } from './served-store.ts';

const { webOrigin, embedOrigins } = pageOrigins;
const named = [webOrigin, ...embedOrigins];
const small = Buffer.from('%PDF-1.7 a small one');
const large = randomBytes(3_000_000);

/** IANA's media types. */
const mediaTypes = [
  ['zip', 'application/zip'],
  ['txt', 'text/plain; charset=utf-8'],
  ['csv', 'text/csv; charset=utf-8'],
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['svg', 'image/svg+xml'],
] as const;

/** Names as teachers give them, and anything else that a URL can carry. The seed is fixed, so each run has the same. */
const names = [
  'task.pdf',
  'Übung "1" – €.pdf',
  '100%41.pdf',
  "it's (1) *new*!.pdf",
  'a;b=c,d.pdf',
  '🦉.pdf',
  '%',
  ' ',
  ...fc
    .sample(fc.string({ unit: anyCharacter, maxLength: 40 }), { numRuns: 150, seed: 1 })
    .filter(isFileName),
];

/** The reply to a valid URL: the PDF or a part of it, and its headers. */
export function pdfReplyContract(opened: () => ServedStore): void {
  let store: ServedStore;
  let target: string;
  before(async () => {
    store = opened();
    target = await store.store(small);
  });

  describe('a valid URL', () => {
    it('gives the PDF any number of times', async () => {
      const expires = Number(/expires=(\d+)/.exec(target)?.[1]);
      for (let i = 0; i < 3; i++) {
        const askedSeconds = nowSeconds();
        const { status, headers, body } = await store.send(target);
        assert.deepEqual([status, body], [200, small]);
        assert.equal(headers['content-type'], 'application/pdf');
        assert.equal(headers['content-length'], `${small.length}`);
        assert.equal(headers['accept-ranges'], 'bytes');
        assert.equal(headers['last-modified'], undefined);
        const [, maxAge] = /^private, max-age=(\d+), immutable$/.exec(headers['cache-control'] ?? '') ?? [];
        assert.ok(Number(maxAge) <= expires - askedSeconds, `max-age=${maxAge}`);
        assert.ok(Number(maxAge) >= expires - nowSeconds() - 1, `max-age=${maxAge}`); // of whole seconds
      }
    });

    it('gives large and empty files', async () => {
      assert.ok((await store.send(await store.store(large))).body.equals(large)); // no diff of megabytes
      const { status, headers, body } = await store.send(await store.store(Buffer.alloc(0)));
      assert.deepEqual([status, headers['content-length'], body.length], [200, '0', 0]);
    });

    for (const objectKey of strangeKeys) {
      it(`opens ${JSON.stringify(objectKey.slice(0, 40))}, and names it in a strong tag`, async () => {
        const { status, headers, body } = await store.send(await store.store(small, { objectKey }));
        assert.deepEqual([status, body], [200, small]);
        assert.equal(headers.etag, `"${encodeObjectKey(objectKey)}"`);
      });
    }

    for (const [ending, mediaType] of mediaTypes) {
      it(`of an attachment that ends with ${ending} has the type ${mediaType}`, async () => {
        const objectKey = `documents/an/attachment.${ending}`;
        const { status, headers, body } = await store.send(await store.store(small, { objectKey }));
        assert.deepEqual([status, headers['content-type'], body], [200, mediaType, small]);
      });
    }

    it('names the file as the npm package content-disposition does (RFC 6266)', async () => {
      const objectKey = 'names.pdf';
      await store.store(small, { objectKey });
      assert.ok(names.length > 50);
      for (const fileName of names) {
        for (const disposition of ['inline', 'attachment'] as const) {
          const { headers } = await store.send(store.sign({ objectKey, fileName, disposition }));
          assert.equal(headers['content-disposition'], contentDisposition({ fileName, disposition }));
        }
      }
    });
  });

  describe('ranges', () => {
    const cases = [
      ['bytes=0-3', 0, 3],
      ['bytes=5-', 5, small.length - 1],
      ['bytes=-4', small.length - 4, small.length - 1],
      ['bytes=-999', 0, small.length - 1],
      ['bytes=0-999', 0, small.length - 1],
    ] as const;
    for (const [Range, first, last] of cases) {
      it(`give 206 for \`${Range}\` (RFC 9110 §15.3.7)`, async () => {
        const { status, headers, body } = await store.send(target, { headers: { Range } });
        assert.deepEqual([status, body], [206, small.subarray(first, last + 1)]);
        assert.equal(headers['content-range'], `bytes ${first}-${last}/${small.length}`);
        assert.equal(headers['content-length'], `${last - first + 1}`);
        assert.deepEqual([headers['accept-ranges'], headers['content-type']], ['bytes', 'application/pdf']);
      });
    }

    it('give a part of a large file', async () => {
      const sending = { headers: { Range: 'bytes=7-2900000' } };
      const { body } = await store.send(await store.store(large), sending);
      assert.ok(body.equals(large.subarray(7, 2_900_001)));
    });

    it('give 416 with the size if they are outside of the file (RFC 9110 §15.5.17)', async () => {
      for (const Range of ['bytes=20-', 'bytes=100-200', 'bytes=-0']) {
        const { headers } = await store.refuses(target, 'range-not-satisfiable', { headers: { Range } });
        assert.equal(headers['content-range'], `bytes */${small.length}`);
      }
    });

    it('are ignored when there are several, or they are malformed (RFC 9110 §14.2)', async () => {
      for (const Range of ['bytes=0-1,3-4', 'pages=1-2', 'bytes=x', 'bytes=5-2', 'bytes=-', 'bytes=']) {
        const { status, headers, body } = await store.send(target, { headers: { Range } });
        assert.deepEqual([status, body, headers['accept-ranges']], [200, small, 'bytes'], Range);
      }
    });

    it('count only when `If-Range` names this exact file (RFC 9110 §13.1.5)', async () => {
      const etag = (await store.send(target)).headers.etag ?? '';
      const answers = [
        [etag, 206],
        [`W/${etag}`, 200],
        ['"other"', 200],
        ['Tue, 24 Nov 2026 12:00:00 GMT', 200],
      ] as const;
      for (const [ifRange, status] of answers) {
        const headers = { Range: 'bytes=0-3', 'If-Range': ifRange };
        assert.equal((await store.send(target, { headers })).status, status, ifRange);
      }
      const outside = { Range: 'bytes=99-', 'If-Range': '"other"' };
      assert.equal((await store.send(target, { headers: outside })).status, 200);
    });
  });

  describe('`If-None-Match`', () => {
    it('gives 304 without a body for the tag, a weak tag, a list or `*` (RFC 9110 §13.1.2)', async () => {
      const { etag = '' } = (await store.send(target)).headers;
      for (const tags of [etag, `W/${etag}`, `"a", ${etag}`, '*']) {
        const headers = { 'If-None-Match': tags, Range: 'bytes=99-' }; // it comes first, RFC 9110 §13.2.2
        const reply = await store.send(target, { headers });
        assert.deepEqual([reply.status, reply.body.length, reply.headers.etag], [304, 0, etag]);
        assert.match(reply.headers['cache-control'] ?? '', /^private, max-age=\d+, immutable$/);
        for (const absent of ['content-type', 'content-length', 'content-disposition']) {
          assert.equal(reply.headers[absent], undefined, absent);
        }
      }
    });

    it('gives the PDF for another tag, and `If-Modified-Since` is ignored', async () => {
      const future = new Date(Date.now() + 86_400_000).toUTCString();
      const headers = { 'If-None-Match': '"a", W/"b"', 'If-Modified-Since': future };
      assert.equal((await store.send(target, { headers })).status, 200);
      assert.equal((await store.send(target, { headers: { 'If-Modified-Since': future } })).status, 200);
    });
  });

  describe('headers of every reply', () => {
    const repliesWith = (headers: Readonly<Record<string, string>>) =>
      Promise.all([
        store.send(target, { headers }),
        store.send(target, { headers: { ...headers, Range: 'bytes=0-1' } }),
        store.send(target, { headers: { ...headers, Range: 'bytes=99-' } }),
        store.send(target, { headers: { ...headers, 'If-None-Match': '*' } }),
        store.send('/', { headers }),
        store.send(store.sign(), { headers }),
        store.send(target, { method: 'DELETE', headers }),
      ]);
    const statuses = [200, 206, 416, 304, 403, 404, 405];

    it('prevent browsers from reading it as a page, and from sending a referrer', async () => {
      const replies = await repliesWith({});
      assert.deepEqual(pluck(replies, 'status'), statuses);
      for (const { headers } of replies) {
        assert.equal(headers['x-content-type-options'], 'nosniff');
        assert.equal(headers['referrer-policy'], 'no-referrer');
        assert.equal(
          headers['content-security-policy'],
          `default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self' ${named.join(' ')}`,
        );
        assert.match(String(headers['x-request-id']), /^[\da-f-]{32,36}$/);
        assert.doesNotMatch(String(headers['server']), /\d/); // no version
      }
    });

    it('let pages of the web app and of platforms read them, and no others (Fetch standard, CORS protocol)', async () => {
      for (const Origin of named) {
        for (const { headers } of await repliesWith({ Origin })) {
          assert.equal(headers['access-control-allow-origin'], Origin);
          assert.equal(
            headers['access-control-expose-headers'],
            'Accept-Ranges, Content-Range, Content-Length, Content-Disposition, ETag, X-Request-Id',
          );
          assert.equal(headers.vary, 'Origin');
        }
      }
      for (const Origin of ['https://evil.example.com', 'null', `${webOrigin}.evil.com`, named.join(', ')]) {
        for (const { headers } of await repliesWith({ Origin })) {
          assert.deepEqual(
            Object.keys(headers).filter((name) => name.startsWith('access-control-')),
            [],
          );
          assert.equal(headers.vary, 'Origin');
        }
      }
    });

    it('answer the preflight only of known origins, and allow uploads only to the web app', async () => {
      const preflight = (Origin: string) => {
        const headers = { Origin, 'Access-Control-Request-Method': 'GET' };
        return { method: 'OPTIONS', headers };
      };
      for (const origin of named) {
        const { status, headers, body } = await store.send(target, preflight(origin));
        assert.deepEqual([status, body.length], [204, 0]);
        assert.equal(headers['access-control-allow-origin'], origin);
        assert.equal(headers['access-control-allow-methods'], origin === webOrigin ? 'GET, PUT' : 'GET');
        assert.equal(headers['access-control-allow-headers'], 'Range, If-Range, If-None-Match, Content-Type');
      }
      await store.refuses(target, 'method-not-allowed', preflight('https://evil.example.com'));
    });
  });
}
