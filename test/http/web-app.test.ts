import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import Fastify from 'fastify';
import { createWebApp } from '../../src/http/web-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

async function serve(folder: string, fileOrigins: ReadonlyArray<string> = []) {
  const server = Fastify();
  after(() => server.close());
  await server.register(createWebApp({ fileOrigins, folder }).plugin);
  return server;
}

function builtFolder(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<style nonce="LECTERN_CSP_NONCE"></style>');
  writeFileSync(join(folder, 'assets/pdf.worker-abc.mjs'), 'postMessage(1)');
  return folder;
}

describe('the web app that is served', () => {
  it('says what to do when it was not built', async () => {
    const server = await serve(join(temporaryFolder(), 'none'));
    const { statusCode, body } = await server.inject('/');
    assert.equal(statusCode, 503);
    assert.match(body, /npm run build/);
  });

  it('lets pages connect to the storage, and to nobody else', async () => {
    const server = await serve(builtFolder(), ['https://pdfs.example.com', 'https://up.example.com']);
    const { headers } = await server.inject('/');
    assert.match(
      String(headers['content-security-policy']),
      /; connect-src 'self' https:\/\/pdfs\.example\.com https:\/\/up\.example\.com;/,
    );
  });

  it('holds a worker by a policy of its own, as it has that of its script', async () => {
    const server = await serve(builtFolder());
    const { headers } = await server.inject('/assets/pdf.worker-abc.mjs');
    assert.match(String(headers['content-security-policy']), /^default-src 'none'; script-src 'self'/);
    assert.match(String(headers['content-type']), /javascript/);
  });
});
