import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { generateKeyPairSync, verify } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import {
  BlobSASPermissions,
  generateBlobSASQueryParameters,
  SASProtocol,
  StorageSharedKeyCredential,
} from '@azure/storage-blob';
import { run } from '../support/server-process.ts';
import { assertSignedForS3, hmac, signedV4 } from './signature-v4.ts';

const objectKey = 'documents/example-task.en.pdf';
const awsSecret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));

/**
 * Every example prints a link that its provider would accept, computed here from the provider's specification.
 * @param project the folder that contains `examples`
 */
export function examplesContract(where: string, project: () => string): void {
  let keys: string;
  before(async () => {
    keys = await mkdtemp(join(tmpdir(), 'lectern-example-keys-'));
    await writeFile(join(keys, 'cloudfront.pem'), pem);
    const account = { client_email: 'signer@example-project.iam.gserviceaccount.com', private_key: pem };
    await writeFile(join(keys, 'account.json'), JSON.stringify(account));
  });
  after(() => rm(keys, { recursive: true }));

  const command = (name: string) => [join('examples', `${name}.ts`)];

  async function linesOf(name: string, env: Readonly<Record<string, string>> = {}) {
    const { code, stdout, stderr } = await run(process.execPath, command(name), {
      cwd: project(),
      env,
    });
    assert.equal(code, 0, stderr);
    return stdout.trimEnd().split('\n');
  }

  const urlOf = async (...example: Parameters<typeof linesOf>) =>
    new URL((await linesOf(...example))[0] as string);

  describe(`the examples ${where}`, () => {
    it('sign for S3 as AWS Signature Version 4 specifies', async () => {
      assertSignedForS3(await urlOf('s3'), awsSecret);
    });

    it('sign for Google Cloud Storage with the key of a service account', async () => {
      const env = { GOOGLE_APPLICATION_CREDENTIALS: join(keys, 'account.json') };
      const { toSign, signature } = signedV4(await urlOf('google-cloud-storage', env), 'Goog');
      assert.ok(verify('sha256', Buffer.from(toSign), publicKey, Buffer.from(signature, 'hex')));
    });

    it("sign for Azure what Azure's SDK signs", async () => {
      const { pathname, searchParams } = await urlOf('azure');
      const expected = generateBlobSASQueryParameters(
        {
          version: String(searchParams.get('sv')),
          containerName: 'documents',
          blobName: objectKey,
          permissions: BlobSASPermissions.parse('r'),
          expiresOn: new Date(String(searchParams.get('se'))),
          protocol: SASProtocol.Https,
          contentDisposition: 'inline; filename=example-task.en.pdf',
        },
        new StorageSharedKeyCredential('lecternexample', Buffer.from('made up').toString('base64')),
      );
      assert.equal(pathname, `/documents/${objectKey}`);
      assert.deepEqual(
        Object.fromEntries(searchParams),
        Object.fromEntries(new URLSearchParams(`${expected}`)),
      );
    });

    // CloudFront Developer Guide, "Create a signed URL using a canned policy"
    it('sign for CloudFront a canned policy', async () => {
      const env = { CLOUDFRONT_PRIVATE_KEY_FILE: join(keys, 'cloudfront.pem') };
      const url = await urlOf('cloudfront', env);
      const [resource] = url.href.split('&Expires=');
      const expires = Number(url.searchParams.get('Expires'));
      const condition = { DateLessThan: { 'AWS:EpochTime': expires } };
      const policy = JSON.stringify({ Statement: [{ Resource: resource, Condition: condition }] });
      const signature = String(url.searchParams.get('Signature'));
      const base64 = signature.replaceAll('-', '+').replaceAll('_', '=').replaceAll('~', '/');
      assert.ok(verify('sha1', Buffer.from(policy), publicKey, Buffer.from(base64, 'base64')));
    });

    // OpenStack Swift, TempURL middleware
    it('sign for Swift method, expiry and path', async () => {
      const { pathname, searchParams } = await urlOf('swift');
      const toSign = `GET\n${searchParams.get('temp_url_expires')}\n${pathname}`;
      assert.equal(pathname, `/v1/AUTH_lectern/documents/${objectKey}`);
      assert.equal(searchParams.get('temp_url_sig'), hmac('made up', toSign).toString('hex'));
    });

    // docs/signed-urls.md
    it("sign in Lectern's own format, and verify it until its key is removed", async () => {
      const secret = Buffer.alloc(32, 0x77);
      const env = { LECTERN_SIGNING_KEYS: `key-1:${secret.toString('base64url')}` };
      const [line = '', ...verified] = await linesOf('embedded', env);
      const { pathname, search, searchParams } = new URL(line);
      const query = search.slice(1, search.indexOf('&sig='));
      const expected = hmac(secret, `lectern-url-v1\nGET\n${pathname}\n${query}`).toString('base64url');
      assert.equal(searchParams.get('sig'), expected);
      const outcomes = verified.map((text) => text.split(/: +(.*)/).slice(0, 2));
      assert.deepEqual(
        outcomes.map(([step]) => step),
        ['signed', 'rotated', 'removed'],
      );
      const [signed, rotated, removed] = outcomes.map(([, json]) => JSON.parse(String(json)));
      assert.deepEqual([signed.kind, signed.objectKey, signed.keyId], ['download', objectKey, 'key-1']);
      assert.deepEqual(rotated, signed);
      assert.deepEqual(removed, { failure: 'url-invalid', reason: 'key-unknown' });
    });

    it('answer a request with a link that ends with the access, and with none when it has ended', async () => {
      const server = spawn(process.execPath, command('http-route'), {
        cwd: project(),
        env: {},
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      try {
        const [line] = await once(server.stdout, 'data');
        const address = String(line).trim();
        const reply = await fetch(address);
        assert.equal(reply.headers.get('cache-control'), 'no-store');
        const { url, expiresAt } = (await reply.json()) as { url: string; expiresAt: string };
        const { lifetimeSeconds, signedAtMs } = assertSignedForS3(new URL(url), 'made up');
        assert.equal(Date.parse(expiresAt), signedAtMs + lifetimeSeconds * 1000);
        assert.ok(lifetimeSeconds <= 120, `${lifetimeSeconds} s`);
        assert.equal((await fetch(address.replace('open', 'closed'))).status, 404);
      } finally {
        server.kill();
        if (server.exitCode === null) await once(server, 'exit');
      }
    });
  });
}
