import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { revocationNames } from 'lectern-signing/edge';
import { createRevocationFeed, maxNames } from '../../src/revocation/revocation-feed.ts';
import { assertProblem, openTestApp } from '../support/app.ts';

const { core, person, program, task, publish, group } = await openTestApp();
const edge = await program(['edge'], 'Edge');

const names = (start: string, count: number) => Array.from({ length: count }, (_, at) => `${start}${at}`);
const none: ReadonlySet<string> = new Set();

describe('the feed of revocations', () => {
  it('names what ends the URLs of someone who has lost access, after the cursor only', async () => {
    const [teacher, reader] = [await person('teacher'), await person()];
    const given = await task(teacher);
    await publish(given, teacher);
    const { id } = await group(teacher, { members: [reader], tasks: [given] });
    const { descriptionPdfUrl } = (await reader.send(`GET /api/v1/tasks/${given.id}`)).body;
    const issueId = new URL(descriptionPdfUrl).searchParams.get('issue') ?? '';

    const { body: before } = await edge.send('GET /api/v1/revocations');
    assert.deepEqual([before.isWhole, before.hasMore], [true, false]);
    assert.equal((await teacher.send(`DELETE /api/v1/groups/${id}/members/${reader.id}`)).status, 204);
    const { body: after } = await edge.send(`GET /api/v1/revocations?since=${before.cursor}`);
    assert.equal(after.isWhole, false);
    assert.ok(revocationNames(issueId).some((name) => after.names.includes(name)));
    assert.ok(!revocationNames(issueId).some((name) => before.names.includes(name)));
    const { body: last } = await edge.send(`GET /api/v1/revocations?since=${after.cursor}`);
    assert.deepEqual([last.isWhole, last.names, last.cursor], [false, [], after.cursor]);

    await core.revocations.load();
    const { body: reloaded } = await edge.send(`GET /api/v1/revocations?since=${after.cursor}`);
    assert.deepEqual(reloaded.names, [], 'nothing is named twice');
  });

  it('is for keys of its scope only', async () => {
    const admin = await person('admin');
    assertProblem(await admin.send('GET /api/v1/revocations'), 403, 'forbidden');
    const judge = await program(['read', 'sync', 'grant', 'upload'], 'Judge');
    assertProblem(await judge.send('GET /api/v1/revocations'), 403, 'insufficient-scope');
    assertProblem(await edge.send('GET /api/v1/tasks'), 403, 'insufficient-scope');
  });

  it('gives everything for a cursor of another process, in steps', () => {
    const feed = createRevocationFeed();
    feed.add(names('a', maxNames + 5), none);
    for (const cursor of [
      undefined,
      '',
      'x.3',
      `${feed.since(undefined).cursor}9999`,
      `${'9'.repeat(30)}.1`,
    ]) {
      const first = feed.since(cursor);
      assert.deepEqual([first.isWhole, first.hasMore, first.names.length], [true, true, maxNames]);
      const rest = feed.since(first.cursor);
      assert.deepEqual(
        [rest.isWhole, rest.hasMore, rest.names],
        [false, false, names('a', maxNames + 5).slice(-5)],
      );
    }
  });

  it('leaves out what has ended, and object keys', () => {
    const feed = createRevocationFeed();
    feed.add([...names('old', 2000), 'documents/ab/c.pdf'], none);
    const { cursor } = feed.since(undefined);
    feed.replace(new Set(['new', 'documents/ab/c.pdf']), new Set(names('old', 2000)));
    assert.deepEqual([feed.since(cursor).isWhole, feed.since(cursor).names], [true, ['new']]);
  });
});
