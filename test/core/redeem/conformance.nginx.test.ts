import assert from 'node:assert/strict';
import { readFileSync, renameSync } from 'node:fs';
import { connect } from 'node:http2';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { sha256 } from '../../contracts/driver-contract.ts';
import { fileServerContract, knownDifferences } from '../../contracts/file-server-contract.ts';
import { mutatedUrlContract } from '../../contracts/mutated-url-contract.ts';
import { nowSeconds, openServedStore, pageOrigins, type ServedStore } from '../../contracts/served-store.ts';
import { startNginxFiles } from '../../servers/nginx-files.ts';
import { waitUntil } from '../../support/server-process.ts';
import { startOwnFileServer } from './start-own.ts';

const pdf = Buffer.from('%PDF-1.7 a small one');

fileServerContract('nginx', 'nginx', async (dataDir) => {
  const nginx = await startNginxFiles({ dataDir, ...pageOrigins });
  return { ...nginx, applyKeys: nginx.reload };
});

describe('nginx in front of the embedded store', () => {
  let store: ServedStore;
  before(async () => {
    store = await openServedStore(async (dataDir) => {
      const nginx = await startNginxFiles({ dataDir, ...pageOrigins });
      return { ...nginx, applyKeys: nginx.reload };
    });
  });
  after(() => store.stop());

  mutatedUrlContract('nginx', () => store, false);

  it('answers over HTTP/2 as well', async () => {
    const session = connect(`http://127.0.0.1:${store.port}`);
    const statusOf = async (path: string) => {
      const stream = session.request({ ':path': path });
      const { promise, resolve } = Promise.withResolvers<number | undefined>();
      stream.on('response', (headers) => resolve(headers[':status']));
      stream.resume();
      return promise;
    };
    const target = await store.store(pdf);
    assert.equal(await statusOf(target), 200);
    assert.equal(await statusOf(target.replace('issue_1', 'issue_2')), 403);
    session.close();
  });

  it('does not open a URL of a key that is newer than its last reload', async () => {
    await store.keys.rotate();
    const fresh = await store.store(pdf);
    await store.refuses(fresh, 'url-invalid');
    await store.applyKeys();
    assert.equal((await store.send(fresh)).status, 200);
  });

  it('opens nothing when it cannot read the revocations', async () => {
    const target = await store.store(pdf);
    const [folder, away] = ['revoked', 'elsewhere'].map((name) => join(store.dataDir, name));
    renameSync(folder as string, away as string);
    await store.refuses(target, 'storage-unavailable');
    renameSync(away as string, folder as string);
    assert.equal((await store.send(target)).status, 200);
  });

  it('differs from the file server as docs/nginx.md says', () => {
    const page = readFileSync(new URL('../../../docs/nginx.md', import.meta.url), 'utf8').replace(/ +/g, ' ');
    for (const { request, lectern, nginx } of Object.values(knownDifferences)) {
      const row = `| ${request} | ${lectern} | ${nginx} |`;
      assert.ok(page.includes(row), row);
    }
  });
});

describe('nginx that forwards what it does not answer', () => {
  let store: ServedStore;
  let stopOwn: () => Promise<void>;
  before(async () => {
    store = await openServedStore(async (dataDir) => {
      const own = await startOwnFileServer(dataDir);
      stopOwn = own.stop;
      const nginx = await startNginxFiles({ dataDir, ...pageOrigins, filesPort: own.port });
      return { ...nginx, applyKeys: nginx.reload };
    });
  });
  after(() => store.stop());

  const uploadTarget = (objectKey: string, size = pdf.length) => {
    const expiresAtSeconds = nowSeconds() + 100;
    const asked = { objectKey, size, sha256: sha256(pdf), signedAtSeconds: nowSeconds(), expiresAtSeconds };
    const { url } = store.signer.signUpload(asked);
    return url.slice(url.indexOf('/', 'http://'.length));
  };

  it('forwards uploads to Lectern, unchanged, and then serves the file itself', async () => {
    const objectKey = 'a b+c%20d#e?f&g=h/Ü.pdf';
    const { status } = await store.send(uploadTarget(objectKey), { method: 'PUT', body: pdf });
    assert.equal(status, 201);
    const { status: read, body } = await store.send(store.sign({ objectKey }));
    assert.deepEqual([read, body], [200, pdf]);
  });

  it('lets Lectern refuse an upload', async () => {
    const sending = { method: 'PUT', body: pdf };
    await store.refuses(uploadTarget('a.pdf', 3), 'upload-size-mismatch', sending);
    await store.refuses(uploadTarget('a.pdf').replace('a.pdf', 'b.pdf'), 'url-invalid', sending);
    await store.refuses(await store.store(pdf), 'method-not-allowed', sending);
    await store.refuses(uploadTarget('a.pdf'), 'method-not-allowed', { method: 'DELETE' });
  });

  it('opens URLs of a new key before it is reloaded', async () => {
    await store.keys.rotate();
    const { status, headers, body } = await store.send(await store.store(pdf));
    assert.deepEqual([status, body], [200, pdf]);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    const forged = (await store.store(pdf)).replace(/kid=\w+/, 'kid=unknown');
    await store.refuses(forged, 'url-invalid');
  });

  it('returns `storage-unavailable` when Lectern is down, and logs no signature then either', async () => {
    await stopOwn();
    const upload = { method: 'PUT', body: pdf };
    const { headers } = await store.refuses(uploadTarget('c.pdf'), 'storage-unavailable', upload);
    assert.equal(headers['retry-after'], '1');
    await waitUntil('the line of this request', () => store.logs().includes('"status":503'));
    assert.match(store.logs(), /"method":"PUT",.*"status":201,"outcome":"passed-on"/);
    assert.doesNotMatch(store.logs(), /sig(=|%3d)/i);
  });
});
