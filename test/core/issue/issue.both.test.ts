import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Provider, VerifiedUrl } from 'lectern-signing';
import { verifySignedUrl } from 'lectern-signing/embedded';
import type { JointPermit } from '../../../src/core/decide/read-permit.ts';
import { createIssue, type IssueRequest } from '../../../src/core/issue/issue.ts';
import { type IssueRecord, jointRecords } from '../../../src/core/issue/issue-record.ts';
import type { IssueRecorder } from '../../../src/core/issue/issue-recorder.ts';
import { fileUrlOf } from '../../../src/core/redeem/authorize.ts';
import type { DocumentVersion } from '../../../src/domain/tasks/document-versions.ts';
import { openTestApp, type Person } from '../../support/app.ts';
import { secondMs } from '../../support/settable-clock.ts';

const { core, clock, person, task, publish, permit, group } = await openTestApp();
const { issue, config, issueRecorder, issuedUrls } = core;
const { ring } = core.keys;
const [teacher, reader] = [await person('teacher'), await person()];
const startMs = clock.nowMs();
const ttlMs = 300 * secondMs;
const windowMs = ttlMs / 5;

/** A task with a PDF that both may read, the reader perhaps only until a time. */
async function readable(closesAt: number | null = null) {
  const given = await task(teacher);
  await group(teacher, { members: [reader], tasks: [given], closesAt });
  return { given, version: await publish(given, teacher) };
}

const ask = async (
  person: Person,
  version: DocumentVersion,
  changes: Partial<Pick<IssueRequest, 'lifetime' | 'disposition'>> = {},
) =>
  issue({
    permit: await permit(person, { id: version.taskId }),
    version,
    disposition: 'inline',
    lifetime: 'stable',
    ...changes,
  });

const contentOf = (text: string) => {
  const content = verifySignedUrl(text, config.filesUrl, ring(), clock.nowMs());
  const url = fileUrlOf(content as VerifiedUrl);
  assert.ok(url?.kind === 'download');
  return url;
};
const recordOf = async (url: string) => issuedUrls.find(contentOf(url).issueId);

describe('a stable URL', () => {
  it('stays the same, byte for byte, within a window of a fifth of its TTL, and adds no record', async () => {
    clock.set(startMs);
    const { version } = await readable();
    const first = await ask(reader, version);
    const record = await recordOf(first.url);
    for (const laterMs of [1, windowMs / 2, windowMs - 1]) {
      clock.set(startMs + laterMs);
      assert.deepEqual(await ask(reader, version), first);
    }
    assert.deepEqual(await recordOf(first.url), record);
    clock.set(startMs + windowMs);
    const next = await ask(reader, version);
    assert.notEqual(next.url, first.url);
    assert.equal(next.expiresAtMs, first.expiresAtMs + windowMs);
  });

  it('differs by reader, version and disposition, in its issue id too', async () => {
    clock.set(startMs);
    const { given, version } = await readable();
    const second = await publish(given, teacher);
    const urls = [
      await ask(reader, version),
      await ask(teacher, version),
      await ask(reader, second),
      await ask(reader, version, { disposition: 'attachment' }),
    ].map(({ url }) => url);
    assert.equal(new Set(urls).size, 4);
    assert.equal(new Set(urls.map((url) => contentOf(url).issueId)).size, 4);
  });
});

/** `test/properties/access.test.ts` has URLs that end with the access, in any world. */
describe('the expiry of a URL', () => {
  for (const lifetime of ['stable', 'fresh'] as const) {
    it(`is refused as \`closed\` when the access has ended since the decision: ${lifetime}`, async () => {
      clock.set(startMs);
      const { given, version } = await readable(startMs + 2000);
      const earlier = await permit(reader, given);
      clock.advance(1001);
      const late = issue({ permit: earlier, version, disposition: 'inline', lifetime });
      await assert.rejects(late, { code: 'closed' });
    });
  }
});

describe('the record of an issue', () => {
  it('has reader, document, reason, time and expiry', async () => {
    clock.set(startMs + 1234);
    const { given, version } = await readable();
    const { url, expiresAtMs } = await ask(reader, version, { lifetime: 'fresh', disposition: 'attachment' });
    assert.partialDeepStrictEqual(await recordOf(url), {
      issueId: contentOf(url).issueId,
      principalId: reader.id,
      taskId: given.id,
      versionId: version.id,
      objectKey: version.objectKey,
      ground: 'group',
      disposition: 'attachment',
      issuer: null,
      apiKeyId: null,
      issuedAt: startMs + 1234,
      expiresAt: expiresAtMs,
    });
  });

  const issueWith = (
    log: Pick<IssueRecorder, 'record'>,
    onIssue = () => {},
    leftMs = 5000,
    bound: { boundBy?: Provider | undefined; onClient?: (client: string | undefined) => void } = {},
  ) =>
    createIssue({
      signer: {
        signDownload({ client }) {
          bound.onClient?.(client);
          return { url: 'https://files.example.org/a', expiresAtMs: clock.nowMs() + leftMs };
        },
      },
      issueRecorder: { ...issueRecorder, ...log },
      clock,
      idKey: core.issuing.idKey,
      isRevoked: () => false,
      ttlSeconds: 300,
      boundBy: bound.boundBy,
      onIssue,
    });

  it('is committed before the URL is given', async () => {
    const { given, version } = await readable();
    const { promise: committed, resolve: commit } = Promise.withResolvers<void>();
    const events: Array<string> = [];
    const asked = issueWith({
      record: async () => {
        events.push('committing');
        await committed;
        events.push('committed');
      },
    })({ permit: await permit(reader, given), version, disposition: 'inline', lifetime: 'stable' });
    const gotUrl = asked.then(() => events.push('URL given'));
    await new Promise(setImmediate);
    assert.deepEqual(events, ['committing']);
    commit();
    await gotUrl;
    assert.deepEqual(events, ['committing', 'committed', 'URL given']);
  });

  it('is bound to the address of the reader, or refused and not recorded where the provider cannot', async () => {
    const { given, version } = await readable();
    const free = await permit(reader, given);
    const asked: Array<string | undefined> = [];
    const recorded: Array<IssueRecord> = [];
    const issueTo = (boundTo: string | undefined, boundBy: Provider | undefined) =>
      issueWith({ record: async (record) => void recorded.push(record) }, undefined, undefined, {
        boundBy,
        onClient: (client) => asked.push(client),
      })({ permit: { ...free, boundTo }, version, disposition: 'inline', lifetime: 'stable' });
    await issueTo('192.0.2.7', 'cloudfront');
    await issueTo('::ffff:192.0.2.7', 'azure');
    await issueTo('2001:db8::7', 'swift');
    await issueTo('2001:db8::7', undefined);
    await issueTo(undefined, 'cloudfront');
    assert.deepEqual(asked, ['192.0.2.7', '::ffff:192.0.2.7', '2001:db8::7', undefined, undefined]);
    recorded.length = 0;
    for (const provider of ['cloudfront', 'azure'] as const) {
      await assert.rejects(issueTo('2001:db8::7', provider), {
        code: 'address-unsupported',
        facts: { address: '2001:db8::7' },
      });
    }
    assert.deepEqual(recorded, []);
  });

  it('has the true expiry where a signer shortens it', async () => {
    const { given, version } = await readable();
    const recorded: Array<IssueRecord> = [];
    await issueWith({ record: async (record) => void recorded.push(record) })({
      permit: await permit(reader, given),
      version,
      disposition: 'inline',
      lifetime: 'stable',
    });
    assert.equal(recorded[0]?.expiresAt, clock.nowMs() + 5000);
  });

  it('is not written for a URL that ends with its credential in less than a second', async () => {
    const { given, version } = await readable();
    const record = () => assert.fail('recorded');
    const request = { permit: await permit(reader, given), version, disposition: 'inline' } as const;
    await assert.rejects(issueWith({ record }, () => {}, 999)({ ...request, lifetime: 'stable' }), {
      code: 'storage-unavailable',
    });
  });

  it('is required for a URL, and nothing is counted without it', async () => {
    const { given, version } = await readable();
    const counted: Array<string> = [];
    const failing = issueWith(
      { record: () => Promise.reject(new Error('the disk is full')) },
      () => void counted.push('issue'),
    );
    const request = { permit: await permit(reader, given), version, disposition: 'inline' } as const;
    for (const lifetime of ['stable', 'fresh'] as const) {
      await assert.rejects(failing({ ...request, lifetime }), /disk is full/);
    }
    assert.deepEqual(counted, []);
  });
});

describe('issuing', () => {
  for (const [fileName, delivered] of [
    ['statement.hta', 'statement.hta.pdf'],
    ['statement', 'statement.pdf'],
    ['STATEMENT.PDF', 'STATEMENT.PDF'],
    [`${'ż'.repeat(98)}.hta`, 'document.pdf'],
  ] as const) {
    it(`gives a PDF name to a file that was uploaded as ${fileName.slice(-13)}`, async () => {
      const { version } = await readable();
      const { url } = await ask(reader, { ...version, fileName });
      assert.equal(contentOf(url).fileName, delivered);
    });
  }

  it('refuses a version of another task than the permit is for', async () => {
    const [one, other] = [await readable(), await readable()];
    const mixed = {
      permit: await permit(reader, one.given),
      version: other.version,
      disposition: 'inline',
      lifetime: 'stable',
    } as const;
    await assert.rejects(issue(mixed), /another task/);
  });
});

describe('a URL that opens several tasks', () => {
  it('is recorded for each version in it, with the platform and key that asked for it', () => {
    const permits = ['task-1', 'task-2'].map((taskId) => ({ taskId, ground: 'granted' }));
    const asked = { principalId: 'user-1', issuer: 'https://platform.example', apiKeyId: 'key-1' };
    const issue = { objectKey: 'a.pdf', disposition: 'inline', issuedAt: 1, expiresAt: 2 } as const;
    const permit = { ...asked, permits } as unknown as JointPermit;
    const versions = [
      { taskId: 'task-1', versionId: 'statement-1' },
      { taskId: 'task-2', versionId: 'statement-2' },
      { taskId: 'task-1', versionId: 'samples' },
    ];
    assert.deepEqual(
      jointRecords(permit, { ...issue, issueId: 'x', versions }),
      ['x', 'x.2', 'x.3'].map((issueId, at) => ({
        ...{ ...issue, ...asked, ground: 'granted', issueId },
        ...versions[at],
      })),
    );
    const other = [{ taskId: 'task-3', versionId: 'statement-3' }];
    assert.throws(() => jointRecords(permit, { ...issue, issueId: 'x', versions: other }), /not granted/);
  });
});
