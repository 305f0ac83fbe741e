import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Storage } from '@google-cloud/storage';
import { createGcsDriver } from '../../src/storage/gcs/driver.ts';
import { connectGcs, createSignBlob, loadGcsSignature } from '../../src/storage/gcs/open.ts';
import { newObjectKey, parseObjectKey } from '../../src/storage/object-key.ts';
import { driverContract, put } from '../contracts/driver-contract.ts';
import { unreachableStorage } from '../contracts/unreachable-storage.ts';
import { type FakeGcs, startFakeGcs } from '../servers/fake-gcs.ts';
import { privateKey } from '../support/rsa-key.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

// The server of these suites is a fake. They prove the driver's logic, not Google's behavior; where Google's
// own client uses the same server, they prove that both send equivalent requests.
let server: FakeGcs;
before(async () => {
  server = await startFakeGcs();
});
after(() => server.stop());

const connect = (bucket: string, { endpoint } = server) =>
  connectGcs({ bucket, endpoint, hmacAccessId: undefined, hmacSecret: undefined });

function emptyBucket(name = `b-${randomUUID()}`) {
  server.createBucket(name);
  return connect(name);
}

driverContract('Cloud Storage, on a fake server', async () =>
  createGcsDriver({ bucket: emptyBucket(), pageSize: 2 }),
);

unreachableStorage('Cloud Storage', (endpoint, timeoutMs) =>
  createGcsDriver({ bucket: connect('b', { ...server, endpoint }), timeoutMs }),
);

describe('Cloud Storage driver', () => {
  it("stores what Google's own client reads as a PDF of the same bytes", async () => {
    const bucket = emptyBucket();
    const key = parseObjectKey('Übung/a b+c%20d#e?f&g=h.pdf');
    const bytes = randomBytes(1000);
    await put(createGcsDriver({ bucket }), key, bytes);
    const file = googleClient().bucket(bucket.name).file(key);
    const [metadata] = await file.getMetadata();
    assert.equal(metadata.contentType, 'application/pdf');
    const [downloaded] = await file.download();
    assert.ok(bytes.equals(downloaded));
  });

  it("reads, lists, recognizes and deletes what Google's own client stored", async () => {
    const bucket = emptyBucket();
    const driver = createGcsDriver({ bucket });
    const key = parseObjectKey('Übung/a b+c%20d#e?f&g=h.pdf');
    const bytes = randomBytes(1000);
    const file = googleClient().bucket(bucket.name).file(key);
    const preconditionOpts = { ifGenerationMatch: 0 };
    await file.save(bytes, { resumable: false, validation: 'md5', preconditionOpts });
    assert.deepEqual(await Array.fromAsync(driver.list('Übung/')), [{ key, size: 1000 }]);
    assert.equal(await put(driver, key, bytes), 'already-stored');
    await driver.delete(key);
    assert.deepEqual(await file.exists(), [false]);
  });

  it('reports `storage-unavailable` when there is no bucket to put to or to list', async () => {
    const driver = createGcsDriver({ bucket: connect('missing') });
    await assert.rejects(put(driver, newObjectKey(), Buffer.from('x')), { code: 'storage-unavailable' });
    await assert.rejects(Array.fromAsync(driver.list('')), { code: 'storage-unavailable' });
  });

  it('waits no longer than its timeout for a storage that hangs, and closes its connections', async () => {
    const hanging = await startFakeGcs();
    hanging.createBucket('b');
    const driver = createGcsDriver({ bucket: connect('b', hanging), timeoutMs: 200 });
    const key = newObjectKey();
    await put(driver, key, randomBytes(1000));
    const object = await driver.open(key);
    assert.ok(object);
    const givenUp = hanging.hang(6);
    const unavailable = { code: 'storage-unavailable' };
    await Promise.all(
      [
        driver.head(key),
        driver.delete(key),
        object.read(),
        object.stream().toArray(),
        Array.fromAsync(driver.list('')),
        put(driver, newObjectKey(), randomBytes(300_000)),
      ].map((call) => assert.rejects(call, unavailable)),
    );
    await givenUp;
    hanging.stop();
  });
});

describe('signature for Cloud Storage', () => {
  const clientEmail = 'lectern@project.iam.gserviceaccount.com';
  const folder = temporaryFolder();
  const variable = 'GOOGLE_APPLICATION_CREDENTIALS';
  const before = process.env[variable];
  after(() => {
    if (before === undefined) delete process.env[variable];
    else process.env[variable] = before;
  });

  /** The signature of a deployment with this file. */
  async function signatureWith(credentials: object, hmac?: { accessId: string; secret: string }) {
    const file = join(folder, `${randomUUID()}.json`);
    writeFileSync(file, JSON.stringify(credentials));
    process.env[variable] = file;
    const keys = { hmacAccessId: hmac?.accessId, hmacSecret: hmac?.secret };
    const settings = { bucket: 'b', endpoint: undefined, ...keys };
    return loadGcsSignature(settings, connectGcs(settings), 2000);
  }

  const serviceAccount = {
    type: 'service_account',
    client_email: clientEmail,
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
  };

  it('is made with the private key of the credentials file', async () => {
    const signature = await signatureWith(serviceAccount);
    assert.equal(signature.kind, 'rsa');
    assert.equal(signature.clientEmail, clientEmail);
    assert.ok(typeof signature.privateKey === 'object' && signature.privateKey.equals(privateKey));
  });

  it('is made with the HMAC key of the settings, if there is one', async () => {
    const hmac = { accessId: 'GOOG1EXAMPLE', secret: 'secret' };
    assert.deepEqual(await signatureWith(serviceAccount, hmac), { kind: 'hmac', ...hmac });
  });

  const user = { type: 'authorized_user', client_id: 'c', client_secret: 's', refresh_token: 'r' };

  it('is made by IAM for a service account that is only impersonated', async () => {
    const signature = await signatureWith({
      type: 'impersonated_service_account',
      service_account_impersonation_url: `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${clientEmail}:generateAccessToken`,
      source_credentials: user,
    });
    assert.equal(signature.kind, 'sign-blob');
    assert.equal(signature.clientEmail, clientEmail);
  });

  it('is refused to a user, who has no account that could sign', async () => {
    await assert.rejects(signatureWith(user), { name: 'OperatorError', message: /GCS_HMAC_ACCESS_ID/ });
  });

  it('is awaited no longer than its timeout, and fails as `storage-unavailable`', async () => {
    assert.equal(await createSignBlob({ sign: async (text) => btoa(text) }, 50)('text'), 'dGV4dA==');
    const unavailable = { code: 'storage-unavailable' };
    await assert.rejects(createSignBlob({ sign: () => new Promise(() => {}) }, 50)('text'), unavailable);
    const refused = async () => {
      throw new Error('Permission iam.serviceAccounts.signBlob denied');
    };
    await assert.rejects(createSignBlob({ sign: refused }, 50)('text'), unavailable);
  });
});

function googleClient(): Storage {
  return new Storage({ apiEndpoint: server.endpoint, projectId: 'p' });
}
