import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createAzureSigner } from 'lectern-signing/azure';
import { createCloudFrontSigner } from 'lectern-signing/cloudfront';
import { createGcsSigner } from 'lectern-signing/gcs';
import { createS3Signer } from 'lectern-signing/s3';
import { createSwiftSigner } from 'lectern-signing/swift';
import type { Browser, Page } from 'playwright-core';
import { startChromium, startForeignSite } from '../support/chromium.ts';
import { bundleOf } from '../support/library-bundle.ts';
import { privateKey } from '../support/rsa-key.ts';
import { repositoryRoot } from '../support/server-process.ts';
import { exampleCorrelation, exampleDownload, exampleUpload } from './example.ts';

const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
const clientEmail = 'signer@example-project.iam.gserviceaccount.com';
const azureKey = Buffer.from('an account key of 32 bytes, no??').toString('base64');

/** Options that both runtimes take, by the name of the function. */
const signers = {
  createS3Signer: {
    bucket: 'examplebucket',
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalr', sessionToken: 'a+/=' },
  },
  createGcsSigner: { bucket: 'example-bucket', signature: { kind: 'rsa', clientEmail, privateKey: pem } },
  createAzureSigner: {
    account: 'lecternstore',
    container: 'documents',
    credential: { kind: 'account-key', key: azureKey },
  },
  createSwiftSigner: { url: 'https://swift.example.com/v1/AUTH_test', container: 'c c', keys: ['é', 'k'] },
  createCloudFrontSigner: {
    url: 'https://d111111abcdef8.cloudfront.net',
    keyPairId: 'K2JCJMDEHXQW5F',
    privateKey: pem,
    policy: 'custom',
  },
} as const;
const hmacOptions = {
  bucket: 'example-bucket',
  signature: { kind: 'hmac', accessId: 'GOOGTS7C7FUP3AIRVJTE', secret: 'made up' },
} as const;

let browser: Browser;
let page: Page;
let site: Awaited<ReturnType<typeof startForeignSite>>;

before(async () => {
  const text = await bundleOf(`export * from '${repositoryRoot}signing/web/index.ts'`);
  assert.doesNotMatch(text, /\bimport\b|node:/);
  site = await startForeignSite((path) =>
    path === '/web.js' ? { type: 'text/javascript', text } : undefined,
  );
  browser = await startChromium();
  page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${site.port}/`);
});
after(async () => {
  await browser?.close();
  site?.close();
});

/** The results of a signer's methods in Chromium, one after the other. */
async function inBrowser(create: string, options: object, calls: ReadonlyArray<readonly [string, unknown]>) {
  const script = `(async ({ create, options, calls }) => {
    const signer = (await import('/web.js'))[create](options);
    const answers = [];
    for (const [method, asked] of calls) {
      try {
        answers.push(await signer[method](asked));
      } catch (error) {
        answers.push({ code: error.code });
      }
    }
    return answers;
  })(${JSON.stringify({ create, options, calls })})`;
  return page.evaluate<ReadonlyArray<unknown>>(script);
}

type AnySigner = Readonly<Record<string, (asked: unknown) => unknown>>;

async function comparedWithNode(create: string, options: object, signer: AnySigner) {
  const { objectKey, signedAtSeconds, expiresAtSeconds } = exampleDownload;
  const times = { signedAtSeconds, expiresAtSeconds };
  const asked: ReadonlyArray<readonly [string, object]> = [
    ['signDownload', exampleDownload],
    ['signDownload', { objectKey: 'a b.txt', ...times, responseHeaders: { contentType: 'text/plain' } }],
    ['signDownload', { ...exampleDownload, correlation: exampleCorrelation }],
    ['signDownload', { ...exampleDownload, fileName: 'a\nb' }],
    ['signDownload', { ...exampleDownload, client: '192.0.2.7' }],
    ['signDownload', { ...exampleDownload, client: '2001:db8::7' }],
    ['signUpload', { objectKey, ...times, contentType: 'image/png' }],
    ['signUpload', exampleUpload],
    ['signHead', { objectKey, ...times }],
    ['signDelete', { objectKey, ...times }],
  ];
  const calls = asked.filter(([method]) => method in signer);
  const expected: Array<unknown> = [];
  for (const [method, request] of calls) {
    try {
      expected.push(await signer[method]?.(request));
    } catch (error) {
      expected.push({ code: (error as { code: string }).code });
    }
  }
  const found = await inBrowser(create, options, calls);
  assert.deepEqual(found, expected);
  assert.ok(expected.some((each) => each && typeof each === 'object' && 'url' in each));
}

describe('the signers for the web, in Chromium', () => {
  for (const [name, signer] of [
    ['createS3Signer', createS3Signer(signers.createS3Signer)],
    ['createGcsSigner', createGcsSigner(signers.createGcsSigner)],
    ['createAzureSigner', createAzureSigner(signers.createAzureSigner)],
    ['createSwiftSigner', createSwiftSigner(signers.createSwiftSigner)],
    ['createCloudFrontSigner', createCloudFrontSigner(signers.createCloudFrontSigner)],
  ] as const) {
    it(`sign and refuse as those for Node do: ${name}`, () =>
      comparedWithNode(name, signers[name], signer as unknown as AnySigner));
  }

  it('sign with an HMAC key of Google as those for Node do', () =>
    comparedWithNode('createGcsSigner', hmacOptions, createGcsSigner(hmacOptions) as unknown as AnySigner));

  it('refuse an invalid private key, and do not quote it', async () => {
    const options = { ...signers.createCloudFrontSigner, privateKey: 'no key' };
    assert.deepEqual(
      await inBrowser('createCloudFrontSigner', options, [['signDownload', exampleDownload]]),
      [{ code: 'key-invalid' }],
    );
  });
});
