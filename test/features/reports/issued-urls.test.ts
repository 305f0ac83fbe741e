import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from 'csv-parse/sync';
import { isoTime } from '../../../src/lib/clock.ts';
import { assertProblem, openTestApp, type Person } from '../../support/app.ts';
import { dayMs } from '../../support/settable-clock.ts';

const { core, clock, logged, person, task, publish, send } = await openTestApp();
const [admin, owner, manager] = [await person('admin'), await person('teacher'), await person('teacher')];
const [reader, outsider] = [await person(), await person('teacher')];

/** A task with a PDF, and a URL of it that the reader got. */
async function openedTask(title = 'Example task') {
  const given = await task(owner, { title });
  await publish(given, owner);
  await core.taskStaff.put(given.id, manager.id, 'manager');
  await core.taskStaff.put(given.id, reader.id, 'reader');
  const reply = await reader.send(`POST /api/v1/tasks/${given.id}/description-url`, {});
  assert.equal(reply.status, 200);
  const url: string = reply.body.descriptionPdfUrl;
  return { given, url, issueId: new URL(url).searchParams.get('issue') };
}

const traceAs = (who: Person, url: string) => who.send('POST /api/v1/issued-urls/trace', { url });

describe('GET /api/v1/issued-urls', () => {
  it('shows who got a URL of which task, when, and until when', async () => {
    const { given, issueId } = await openedTask('Sum of Squares');
    const { status, body } = await manager.send(`GET /api/v1/issued-urls?taskId=${given.id}`);
    assert.equal(status, 200);
    const [{ versionId, objectKey, ...item }] = body.items;
    const { id: userId, email, name } = reader;
    assert.deepEqual(item, {
      ...{ issueId, userId, userExternalId: null, email, name },
      ...{ issuer: null, apiKeyId: null, apiKeyName: null },
      ...{ taskId: given.id, taskExternalId: null, title: 'Sum of Squares' },
      ...{ ground: 'task-staff', disposition: 'inline' },
      ...{ issuedAt: isoTime(clock.nowMs()), expiresAt: isoTime(clock.nowMs() + 300_000) },
      ...{ opened: 'unknown', wholeFile: 'unknown' },
      ...{ firstReadAt: null, lastReadAt: null, requests: null, bytes: null },
    });
    assert.equal(body.nextCursor, null);
    assert.ok(versionId && objectKey);
  });

  it('is paged by a cursor that only fits this list', async () => {
    for (let at = 0; at < 4; at += 1) await openedTask();
    const first = await admin.send('GET /api/v1/issued-urls?limit=2');
    const second = await admin.send(`GET /api/v1/issued-urls?limit=2&cursor=${first.body.nextCursor}`);
    const ids = [...first.body.items, ...second.body.items].map((item) => item.issueId);
    assert.equal(new Set(ids).size, 4);
    const foreign = Buffer.from('0198').toString('base64url');
    assertProblem(await admin.send(`GET /api/v1/issued-urls?cursor=${foreign}`), 400, 'request-invalid');
  });

  it('gives CSV with a header row', async () => {
    const { given } = await openedTask('=1+1, "quoted"');
    const { status, headers, text } = await manager.send(
      `GET /api/v1/issued-urls?format=csv&taskId=${given.id}`,
    );
    assert.equal(status, 200);
    assert.equal(headers['content-type'], 'text/csv; charset=utf-8; header=present');
    assert.equal(headers['content-disposition'], 'attachment; filename="issued-urls.csv"');
    assert.equal(headers['x-lectern-truncated-at'], undefined);
    const [row, ...more] = parse(text, { columns: true });
    assert.partialDeepStrictEqual(row, { title: `'=1+1, "quoted"`, taskId: given.id, email: reader.email });
    assert.deepEqual(more, []);
  });
});

describe('POST /api/v1/issued-urls/trace', () => {
  it('leads from a URL to its reader, for admins and people who manage the task', async () => {
    const { url, issueId, given } = await openedTask();
    const expiresAt = isoTime(clock.nowMs() + 300_000);
    for (const who of [admin, owner, manager]) {
      const { status, body, headers } = await traceAs(who, url);
      assert.equal(status, 200);
      assert.equal(headers['cache-control'], 'no-store');
      const { issues, ...rest } = body;
      assert.equal(issues.length, 1);
      const state = { found: true, valid: true, reason: null, expired: false, revoked: false };
      assert.deepEqual(rest, { ...state, expiresAt });
      const issue = { issueId, email: reader.email, taskId: given.id, title: 'Example task' };
      assert.partialDeepStrictEqual(issues[0], issue);
    }
  });

  it('leads from an issue id to its reader, for the same people, and says that no URL was checked', async () => {
    const { issueId, given } = await openedTask();
    const expiresAt = isoTime(clock.nowMs() + 300_000);
    const ask = (who: Person, id: unknown) => who.send('POST /api/v1/issued-urls/trace', { issueId: id });
    for (const who of [admin, owner, manager]) {
      const { issues, ...rest } = (await ask(who, issueId)).body;
      assert.deepEqual(
        issues.map(({ email, taskId }: Readonly<Record<string, string>>) => [email, taskId]),
        [[reader.email, given.id]],
      );
      const state = { found: true, valid: false, reason: null, expired: false, revoked: false };
      assert.deepEqual(rest, { ...state, expiresAt });
    }
    for (const who of [reader, outsider]) assertProblem(await ask(who, issueId), 403, 'forbidden');
    assertProblem(await ask(manager, 'no-such-issue'), 403, 'forbidden');
    const { body } = await ask(admin, 'no-such-issue');
    assert.deepEqual([body.found, body.valid, body.expiresAt, body.issues], [false, false, null, []]);
    for (const wrong of ['', 'a.b', 7]) assertProblem(await ask(admin, wrong), 400, 'request-invalid');
    const both = await admin.send('POST /api/v1/issued-urls/trace', { issueId, url: 'https://example.net/' });
    assertProblem(both, 400, 'request-invalid');
  });

  it('still works when the URL has expired', async () => {
    const { url } = await openedTask();
    clock.advance(dayMs);
    const { body } = await traceAs(admin, url);
    assert.deepEqual([body.found, body.valid, body.expired], [true, true, true]);
    assert.equal(body.issues[0].email, reader.email);
  });

  it('explains to an admin why a URL cannot be traced', async () => {
    const { url, issueId } = await openedTask();
    const state = { found: false, valid: false, expired: false, revoked: false };
    const nothing = { ...state, expiresAt: null, issues: [] };
    for (const [untraceable, reason] of [
      ['https://example.net/a.pdf', 'outside-files-url'],
      [`${url}&a=b`, 'malformed'],
      [url.replace('&v=1', '&download=1&v=1'), 'malformed'],
      [url.replace(`issue=${issueId}`, `issue=${'A'.repeat(22)}`), 'signature'],
    ] as const) {
      const { status, body } = await traceAs(admin, untraceable);
      assert.equal(status, 200);
      assert.deepEqual([body.found, body.valid, body.issues], [false, false, []], untraceable);
      if (reason !== 'malformed') assert.deepEqual(body, { ...nothing, reason });
    }
    await core.issueJournal.drain();
    await core.database.kysely.deleteFrom('issuedUrls').where('issueId', '=', issueId).execute();
    const { body } = await traceAs(admin, url);
    assert.deepEqual([body.found, body.valid, body.issues], [false, true, []]);
  });

  it('answers everyone else the same, whatever the URL is', async () => {
    const { url } = await openedTask();
    const [one, ...others] = [
      await traceAs(reader, url),
      await traceAs(outsider, url),
      await traceAs(manager, `${url}&a=b`),
      await traceAs(manager, 'https://example.net/a.pdf'),
    ];
    assertProblem(one as never, 403, 'forbidden');
    for (const other of others) {
      assert.deepEqual({ ...other.body, requestId: '' }, { ...one?.body, requestId: '' });
    }
    assertProblem(await send('POST /api/v1/issued-urls/trace', { url }), 401, 'unauthenticated');
    assertProblem(await admin.send('POST /api/v1/issued-urls/trace', {}), 400, 'request-invalid');
  });

  it('logs nothing of the URL', async () => {
    const { url } = await openedTask();
    await traceAs(admin, url);
    await traceAs(outsider, url);
    const signature = url.slice(url.indexOf('&sig=') + 5);
    assert.ok(logged.some((line) => line.includes('/api/v1/issued-urls/trace')));
    assert.ok(!logged.some((line) => line.includes(signature) || line.includes('issue=')));
  });
});
