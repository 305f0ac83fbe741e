import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { connectSwift } from '../../../src/storage/swift/connection.ts';
import { createSwiftDriver } from '../../../src/storage/swift/driver.ts';
import { doctorContract } from '../../contracts/doctor-contract.ts';
import { newSwiftBucket, newSwiftContainer } from '../../servers/buckets.ts';
import { startRewritingProxy } from '../../servers/rewriting-proxy.ts';
import { startSwift } from '../../servers/swift.ts';
import { runLectern } from '../../support/server-process.ts';
import { assertFailures, findingsWith } from './findings.ts';

const swift = await startSwift();
after(() => swift.stop());
const containers: Array<string> = [];

describe("the doctor and Swift's s3api", async () => {
  const settings = await newSwiftBucket(swift);
  const bucket = settings['S3_BUCKET'] as string;
  containers.push(bucket);

  doctorContract(settings, [
    {
      what: 'a wrong region',
      changes: { S3_REGION: 'eu-central-1' },
      expected: { credentials: /it cannot list files: AuthorizationHeaderMalformed -> S3_REGION is not/ },
    },
    {
      what: 'conditional uploads that the service does not support',
      changes: { S3_CONDITIONAL_PUT: 'true' },
      expected: { credentials: /it cannot store files: NotImplemented -> .*S3_CONDITIONAL_PUT=false/ },
    },
    {
      what: 'a wrong secret',
      changes: { AWS_SECRET_ACCESS_KEY: 'another-secret' },
      expected: { credentials: /SignatureDoesNotMatch -> AWS_SECRET_ACCESS_KEY/ },
    },
  ]);

  it('gets a bucket by lectern storage create, which says what the service cannot do', async () => {
    const { code, stdout, stderr } = await runLectern(['storage', 'create'], {
      ...settings,
      S3_BUCKET: 'made-by-lectern',
    });
    assert.deepEqual([code, stderr], [0, '']);
    assert.deepEqual(stdout.trim().split('\n'), [
      'Created the bucket made-by-lectern. It is private.',
      'The service takes no CORS rules from here: set those of "lectern doctor --print-policy" in its own way.',
      'Check it with: lectern doctor',
    ]);
  });

  it('names what a proxy rewrites, from what Swift reports as received', async () => {
    const rewriting = { host: 'backend.example:8080', prefix: '/files' };
    const proxy = await startRewritingProxy(swift.s3Endpoint, rewriting);
    const findings = await findingsWith({ ...settings, S3_PUBLIC_ENDPOINT: `${proxy.url}/files` });
    proxy.stop();
    const { host } = new URL(proxy.url);
    const arrives = [
      `the Host header \\(${host} was signed, backend.example:8080 arrives\\)`,
      String.raw`the path \(/files/${bucket}/documents/.*\.pdf was signed, /${bucket}/documents/.*\.pdf arrives\)`,
    ];
    assertFailures(findings, { 'signed-get': new RegExp(`A proxy rewrites ${arrives.join(' and ')}\\.`) });
  });
});

describe('the doctor and Swift TempURL', async () => {
  const settings = await newSwiftContainer(swift);
  containers.push(settings['SWIFT_CONTAINER'] as string);

  doctorContract(settings, [
    {
      what: 'a wrong TempURL key',
      changes: { SWIFT_TEMPURL_KEY: 'another-secret' },
      expected: { 'signed-get': /returns 401 -> SWIFT_TEMPURL_KEY is not/ },
    },
    {
      what: 'a wrong key of the user',
      changes: { SWIFT_KEY: 'another-secret' },
      expected: { credentials: /it cannot list files: .*the sign-in with 401.*SWIFT_USER and SWIFT_KEY/ },
    },
    {
      what: 'a container that does not exist',
      changes: { SWIFT_CONTAINER: 'nowhere' },
      expected: { credentials: /it cannot list files: .*with 404.*SWIFT_CONTAINER/ },
    },
  ]);
});

it('finds that Swift compares the address of a bound URL', async () => {
  const settings = { ...(await newSwiftContainer(swift)), LECTERN_BIND_URLS: 'networks' };
  const findings = await findingsWith(settings);
  assertFailures(findings, {});
  assert.equal(findings.find(({ id }) => id === 'other-client-refused')?.detail, 'refused with 401');
});

it('leaves nothing in the container, whatever the result', async () => {
  const { url, user, key } = swift;
  for (const container of containers) {
    const connection = connectSwift({ url, user, key, container, tempUrlKeys: [swift.tempUrlKey] });
    assert.deepEqual(await Array.fromAsync(createSwiftDriver({ connection }).list('')), [], container);
  }
  assert.equal(containers.length, 2);
});
