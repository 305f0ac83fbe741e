import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import Fastify from 'fastify';
import { createWebApp } from '../../src/api/web-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

interface Origins {
  readonly fileOrigins?: ReadonlyArray<string>;
  readonly embedOrigins?: ReadonlyArray<string>;
  readonly publicUrl?: string;
}

async function serve(
  folder: string,
  { fileOrigins = [], embedOrigins = [], publicUrl = 'https://lectern.example' }: Origins = {},
) {
  const server = Fastify();
  after(() => server.close());
  const { plugin, showPage } = createWebApp({
    ...{ publicUrl, fileOrigins, embedOrigins, folder, profile: 'course' },
  });
  await server.register(plugin);
  server.setNotFoundHandler(showPage);
  return server;
}

function builtFolder(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'assets'));
  writeFileSync(
    join(folder, 'index.html'),
    '<link href="LECTERN_BASE_PATH/assets/a.css"><style nonce="LECTERN_CSP_NONCE"></style>[LECTERN_EMBED_ORIGINS]',
  );
  writeFileSync(join(folder, 'assets/pdf.worker-abc.mjs'), 'postMessage(1)');
  return folder;
}

describe('the web app that is served', () => {
  it('explains what to do when it was not built', async () => {
    const server = await serve(join(temporaryFolder(), 'none'));
    const { statusCode, body } = await server.inject('/');
    assert.equal(statusCode, 503);
    assert.match(body, /npm run build/);
  });

  it('shares no windows with other sites and allows no devices, also in a frame', async () => {
    const server = await serve(builtFolder(), { embedOrigins: ['https://a.example.org'] });
    for (const path of ['/', '/tasks/x', '/embed/tasks/x']) {
      const { headers } = await server.inject(path);
      assert.equal(headers['cross-origin-opener-policy'], 'same-origin', path);
      const denied = String(headers['permissions-policy']).split(', ');
      for (const feature of ['camera', 'geolocation', 'microphone', 'payment', 'usb']) {
        assert.ok(denied.includes(`${feature}=()`), `${path} ${feature}`);
      }
      assert.ok(!denied.some((each) => each.startsWith('clipboard-write')), path);
    }
  });

  it('names its files below the path of the public address', async () => {
    for (const [publicUrl, href] of [
      ['https://lectern.example', '/assets/a.css'],
      ['https://judge.example/lectern', '/lectern/assets/a.css'],
    ] as const) {
      const { body } = await (await serve(builtFolder(), { publicUrl })).inject('/tasks/x');
      assert.ok(body.includes(`href="${href}"`), body);
    }
  });

  it('lets pages connect to the storage, and nowhere else', async () => {
    const fileOrigins = ['https://pdfs.example.com', 'https://up.example.com'];
    const server = await serve(builtFolder(), { fileOrigins });
    const { headers } = await server.inject('/');
    assert.match(
      String(headers['content-security-policy']),
      /; connect-src 'self' https:\/\/pdfs\.example\.com https:\/\/up\.example\.com;/,
    );
  });

  it('lets the configured platforms frame pages below /embed/, and gives them their origins', async () => {
    const embedOrigins = ['https://a.example.org', 'https://b.example.org:8443'];
    const server = await serve(builtFolder(), { embedOrigins });
    const { headers, body } = await server.inject('/embed/tasks/ext%3Acourse%2F7?language=pl');
    const policy = String(headers['content-security-policy']);
    assert.match(policy, /; frame-ancestors https:\/\/a\.example\.org https:\/\/b\.example\.org:8443;/);
    assert.match(body, /\[https:\/\/a\.example\.org https:\/\/b\.example\.org:8443\]/);
  });

  it('lets no site frame any other page, nor any page when no platform is configured', async () => {
    const embedOrigins = ['https://a.example.org'];
    const [named, unnamed] = [await serve(builtFolder(), { embedOrigins }), await serve(builtFolder())];
    const others = [
      '/',
      '/embed',
      '/tasks/x',
      '/tasks/embed/',
      '/sign-in?next=/embed/',
      '/%65mbed/x',
      '//embed/',
    ];
    for (const [server, path] of [
      ...others.map((path) => [named, path] as const),
      [unnamed, '/embed/tasks/x'] as const,
    ]) {
      const { headers, body } = await server.inject(path);
      assert.match(String(headers['content-security-policy']), /; frame-ancestors 'none';/, path);
      assert.match(body, /\[\]$/, path);
    }
  });

  it('sends the policy of a worker with its script', async () => {
    const server = await serve(builtFolder());
    const { headers } = await server.inject('/assets/pdf.worker-abc.mjs');
    assert.match(String(headers['content-security-policy']), /^default-src 'none'; script-src 'self'/);
    assert.match(String(headers['content-type']), /javascript/);
  });
});
