import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { exchangeRaw, keepConnection } from '../support/raw-http.ts';
import { sized } from '../support/test-size.ts';
import { isSigned, mutatedRequest, type SignedRequest } from '../support/url-mutations.ts';
import { sha256 } from './driver-contract.ts';
import { nowSeconds, type ServedStore } from './served-store.ts';

const pdf = Buffer.from('%PDF-1.7 what no one may read');
const uploaded = 'abc';
const schemeAndHost = /^https?:\/\/[^/?#]+(?=\/)/i;

/** Lines from which some servers take a method, a target or a host; none of them counts. */
const linesOf = (target: string) => [
  '',
  'X-HTTP-Method-Override: GET',
  'X-Method-Override: PUT',
  `X-Original-URL: ${target}`,
  `X-Rewrite-URL: ${target}`,
  `X-Forwarded-Uri: ${target}`,
  'X-Forwarded-Host: evil.example',
  'X-Forwarded-Prefix: /documents',
  'X-Forwarded-For: 127.0.0.1',
  'Forwarded: for=127.0.0.1;host=evil.example;proto=https',
  `Referer: http://x${target}`,
  'Cookie: lectern.session_token=x',
  'Authorization: Bearer x',
  ...'0-3 -1 0-0,2-3 9999- -0 3-1 0-9e9'.split(' ').map((range) => `Range: bytes=${range}`),
  'Range: lines=1-2',
  'Range: bytes=0-1\r\nIf-Range: "x"',
  'If-None-Match: *',
];
const hosts = ['x', 'evil.example', '127.0.0.1:80', 'localhost', '[::1]:8081'];

/**
 * A socket opens exactly what was signed, however the request is spelled. A server may accept requests with other
 * blanks (RFC 9112 §3), without a version, or in absolute form with a strange host; the model allows both outcomes.
 * @param takesUploads whether the server answers PUT itself
 */
export function mutatedUrlContract(name: string, opened: () => ServedStore, takesUploads: boolean): void {
  describe(`${name} and mutated URLs`, () => {
    let store: ServedStore;
    let connection: ReturnType<typeof keepConnection>;
    let signed: ReadonlyArray<SignedRequest>;
    before(async () => {
      store = opened();
      connection = keepConnection(store.port);
      signed = await signSome(store);
    });
    after(() => connection.close());

    it('opens only what was signed, byte for byte', async (test) => {
      const accepts = takesUploads ? signed : signed.filter(({ method }) => method === 'GET');
      const counts = { opened: 0, refused: 0, open: 0 };
      const lines = fc.constantFrom(...linesOf(signed[0]?.target ?? ''));
      const property = fc.asyncProperty(
        mutatedRequest(signed),
        fc.constantFrom(...hosts),
        fc.oneof(fc.constant(''), lines),
        async ({ method, target }, host, line) => {
          const text = requestText(method, target, host, line);
          if (!/^[!-~]+$/.test(target)) {
            counts.open += 1;
            const received = await exchangeRaw(
              store.port,
              text.replace('Host:', 'Connection: close\r\nHost:'),
            );
            const word = target.split(/[ \t\r\n]+/).find((each) => each !== '') ?? '';
            assert.ok(
              isSigned(accepts, { method, target: word.replace(schemeAndHost, '') }) ||
                !received.includes('%PDF'),
              text,
            );
            return;
          }
          const reply = await connection.ask(text, method === 'HEAD');
          assert.ok(reply !== undefined, `no reply to ${text}`);
          const isOpened = [200, 201, 206, 304, 416].includes(reply.status);
          counts[isOpened ? 'opened' : 'refused'] += 1;
          if (isSigned(accepts, { method, target })) assert.ok(isOpened, `${reply.status} to ${text}`);
          if (isOpened) {
            const path = target.replace(schemeAndHost, '');
            assert.ok(isSigned(accepts, { method, target: path }), `${reply.status} to ${text}`);
          } else {
            assert.ok([400, 403, 405, 414].includes(reply.status), `${reply.status} to ${text}`);
            assert.ok(!reply.body.includes('%PDF'));
          }
        },
      );
      await fc.assert(property, { numRuns: sized(1000, 50_000, 250) });
      test.diagnostic(
        `${counts.refused} refused, ${counts.opened} opened as signed, ${counts.open} that may do either`,
      );
      assert.equal((await store.send(signed[0]?.target ?? '')).status, 200);
    });

    it('has logged none of the signatures', () => {
      const logs = store.logs();
      for (const { target } of signed) assert.ok(!logs.includes(target.slice(-43)), target);
    });
  });
}

function requestText(method: string, target: string, host: string, line: string): string {
  const lines = [`${method} ${target} HTTP/1.1`, `Host: ${host}`, ...(line === '' ? [] : [line])];
  if (method === 'PUT') lines.push(`Content-Length: ${uploaded.length}`);
  return `${lines.join('\r\n')}\r\n\r\n${method === 'PUT' ? uploaded : ''}`;
}

/** URLs of stored PDFs to read and to save, of the same objects to upload, and of objects that are not stored yet. */
async function signSome(store: ServedStore): Promise<ReadonlyArray<SignedRequest>> {
  const times = { signedAtSeconds: nowSeconds(), expiresAtSeconds: nowSeconds() + 3600 };
  const requests: Array<SignedRequest> = [];
  for (const fileName of ['c.pdf', 'Übung (1).pdf', "it's 100%41 + ą.pdf"]) {
    const objectKey = `documents/ab/${fileName}`;
    for (const disposition of ['inline', 'attachment'] as const) {
      requests.push({
        method: 'GET',
        target: await store.store(pdf, { objectKey, fileName, disposition, ...times }),
      });
    }
    const upload = { objectKey: `uploads/ab/${fileName}`, size: uploaded.length, ...times };
    const { url } = store.signer.signUpload({ ...upload, sha256: sha256(Buffer.from(uploaded)) });
    requests.push({ method: 'PUT', target: url.slice(url.indexOf('/uploads/')) });
  }
  return requests;
}
