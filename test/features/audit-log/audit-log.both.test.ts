import assert from 'node:assert/strict';
import { generateKeyPairSync, hash } from 'node:crypto';
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import {
  type ExportedEntry,
  formatVerifierKey,
  type LogRecord,
  parseNotes,
  signNote,
  verifyLog,
} from 'lectern-audit-log';
import { participantRemoval } from '../../../src/domain/contests/contest-people.ts';
import { eraseOlder } from '../../../src/features/audit-log/erase.ts';
import { loggedTables, loggedTablesOf } from '../../../src/features/audit-log/logged-tables.ts';
import { openAuditLog } from '../../../src/features/audit-log/open-audit-log.ts';
import type { Host } from '../../../src/features/feature.ts';
import { notices } from '../../../src/features/notices/feature.ts';
import { isoTime } from '../../../src/lib/clock.ts';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { attachFile } from '../../support/attach-file.ts';
import { pluck } from '../../support/pluck.ts';
import { dayMs } from '../../support/settable-clock.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { createFinals, exportContest } from './finals.ts';

/** The finals, and a log that follows them. */
async function openContest() {
  const world = await openTestApp();
  const log = openAuditLog(world.core);
  await log.catchUp();
  return { ...world, log, newContest: world.contest, ...(await createFinals(world)) };
}
type World = Awaited<ReturnType<typeof openContest>>;

async function read({ core, taskId }: World, { send }: World['reader']): Promise<string> {
  const { status, body } = await send(`POST /api/v1/tasks/${taskId}/description-url`);
  assert.equal(status, 200);
  await core.flushIssues();
  return new URL(body.descriptionPdfUrl).searchParams.get('issue') ?? '';
}

const exported = (world: World) => exportContest(world, world.log, world.contest);
const entriesFile = 'entries.jsonl';
const entriesIn = (folder: string): ReadonlyArray<ExportedEntry> =>
  readFileSync(join(folder, entriesFile), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
const recordsIn = (folder: string): ReadonlyArray<LogRecord> =>
  entriesIn(folder).flatMap((entry) => ('record' in entry ? [JSON.parse(entry.record)] : []));
const verify = (folder: string, kept: ReadonlyArray<string> = []) => verifyLog(folder, [], kept);

/** Appends leaves without tags, as versions before there were tags did, to a log of less than a tile. */
async function appendUntagged({ core }: TestApp, records: ReadonlyArray<LogRecord | undefined>) {
  const { kysely } = core.database;
  const size = await countOf({ core }, 'auditLogEntries');
  const tile = await kysely.selectFrom('auditLogTiles').select('hashes').executeTakeFirst();
  const hashes = [Buffer.from(tile?.hashes ?? '', 'base64')];
  for (const [at, each] of records.entries()) {
    const [salt, record] = ['0'.repeat(32), JSON.stringify(each ?? {})];
    const commitment = hash('sha256', salt + record);
    const leaf = `\0{"commitment":"${commitment}","time":"1970-01-01T00:00:00Z"}`;
    hashes.push(hash('sha256', leaf, 'buffer'));
    const kept = each === undefined ? { salt: null, record: null } : { salt, record };
    const entry = { index: size + at, time: 0, commitment, ...kept, tags: null, userId: null };
    await kysely.insertInto('auditLogEntries').values(entry).execute();
  }
  const grown = { level: 0, index: 0, hashes: Buffer.concat(hashes).toString('base64') };
  await kysely.deleteFrom('auditLogTiles').execute();
  await kysely.insertInto('auditLogTiles').values(grown).execute();
}

type Table = 'auditLogEntries' | 'auditLogOutbox' | 'auditLogSubjects';
const rowsOf = ({ core }: Pick<TestApp, 'core'>, table: Table): Promise<ReadonlyArray<object>> =>
  core.database.kysely.selectFrom(table).selectAll().execute();
const countOf = async (world: Pick<TestApp, 'core'>, table: Table) => (await rowsOf(world, table)).length;

describe('the audit log', () => {
  it('has the issued URLs and the changes of access of a contest without names, and an export verifies', async () => {
    const world = await openContest();
    const { core, contest, reader, taskId, teacher, clock } = world;
    const issueId = await read(world, reader);
    const visible = { visibility: 'signed-in', visibleFrom: isoTime(clock.nowMs()) };
    assert.equal((await teacher.send(`PATCH /api/v1/tasks/${taskId}`, visible)).status, 200);
    await core.revocations.change(participantRemoval(contest.id, reader.id));
    const folder = await exported(world);

    const records = recordsIn(folder);
    const of = (table: string) => records.filter((record) => record.table === table);
    const after = { issueId, principalId: reader.id, taskId };
    assert.partialDeepStrictEqual(of('issuedUrls'), [{ event: 'insert', after }]);
    assert.equal(of('issuedUrls').length, 1);
    const times = { delaySeconds: 0, extraSeconds: 0 };
    const participation = { contestId: contest.id, userId: reader.id, ...times };
    assert.deepEqual(of('contestParticipants'), [
      { event: 'insert', table: 'contestParticipants', after: participation },
      { event: 'delete', table: 'contestParticipants', before: participation },
    ]);
    assert.partialDeepStrictEqual(of('contestTasks'), [{ after: { taskId } }]);
    assert.partialDeepStrictEqual(of('tasks').at(-1), {
      ...{ event: 'update', after: { id: taskId, visibility: 'signed-in' } },
    });
    assert.partialDeepStrictEqual(of('taskStaff'), [{ after: { userId: teacher.id } }]);
    assert.equal(of('documentVersions').length, 2); // announced, completed
    assert.equal(of('revocations').length, 1);

    const { problems, disclosed, checkpoints, erased, size } = await verify(folder);
    const all = Object.values(disclosed).reduce((sum, count) => sum + count, 0);
    assert.deepEqual([problems, all], [[], records.length]);
    assert.deepEqual([checkpoints, erased, size], [1, 0, await countOf(world, 'auditLogEntries')]);

    const texts = JSON.stringify(await rowsOf(world, 'auditLogEntries'));
    assert.match(texts, new RegExp(reader.id));
    for (const personal of [reader.email, reader.name, 'Example task', 'Finals', 'task.en.pdf']) {
      assert.ok(!texts.includes(personal), personal);
    }
  });

  it('has who wrote, changed and removed notices of a contest, without their texts', async () => {
    const { core, contest, teacher, taskId, clock } = await openContest();
    const log = openAuditLog(core, loggedTablesOf([notices]));
    await log.catchUp();
    const path = `/api/v1/contests/${contest.id}/notices`;
    const texts = { en: 'Lunch is at one' };
    const { noticeId } = (await teacher.send(`POST ${path}`, { taskId, texts })).body;
    assert.equal((await teacher.send(`PATCH ${path}/${noticeId}`, { texts: { en: 'Dinner' } })).status, 200);
    assert.equal((await teacher.send(`DELETE ${path}/${noticeId}`)).status, 204);
    const folder = await exportContest({ core }, log, contest);
    const changes = recordsIn(folder).filter(({ table }) => table === 'noticeChanges');
    const change = {
      ...{ contestId: contest.id, taskId, noticeId, userId: teacher.id, at: clock.nowMs() },
      until: clock.nowMs() + 365 * dayMs,
    };
    assert.deepEqual(
      changes.map(({ event, after: { id: _, ...others } = {} }) => [event, others]),
      ['written', 'changed', 'removed'].map((kind) => ['insert', { ...change, kind }]),
    );
    assert.deepEqual((await verify(folder)).problems, []);
    assert.doesNotMatch(JSON.stringify(await rowsOf({ core }, 'auditLogEntries')), /Lunch|Dinner/);

    // The rows are pruned after as long as the records of issued URLs, which is no change to log.
    const { lifecycle } = (await notices.open?.(core as Host)) ?? {};
    const [sweep = assert.fail()] = lifecycle?.sweeps ?? [];
    const sweepAt = (nowMs: number) => sweep.remove(nowMs, new AbortController().signal);
    assert.equal(await sweepAt(change.until - 1), 0);
    await core.database.kysely.updateTable('noticeChanges').set({ until: 1 }).execute();
    await log.catchUp();
    const size = await countOf({ core }, 'auditLogEntries');
    assert.equal(await sweepAt(change.until), 3);
    await log.catchUp();
    assert.equal(await countOf({ core }, 'auditLogEntries'), size);
  });

  it('has rows that existed before it began, and what an operator changes with SQL', async () => {
    const world = await openTestApp();
    const { core, person } = world;
    const contest = await world.contest(await person('teacher'), { startsAt: 4 });
    const log = openAuditLog(core);
    await log.catchUp();
    await sql`update contests set "startsAt" = 5, name = 'Renamed'`.execute(core.database.kysely);
    await sql`update contests set name = 'Again'`.execute(core.database.kysely);
    const folder = await exportContest(world, log, contest);
    const changes = recordsIn(folder).filter(({ table }) => table === 'contests');
    assert.deepEqual(
      changes.map(({ event, before, after }) => [event, before?.['startsAt'], after?.['startsAt']]),
      [
        ['found', undefined, 4],
        ['update', 4, 5],
      ],
    );
  });

  it('has neither what was rolled back, nor the pruning of revocations that have ended', async () => {
    const { core, log, reader, person } = await openContest();
    const { kysely } = core.database;
    await log.catchUp();
    const admin = await person('admin');
    await core.deleteAccount(reader.id, { heir: admin.id, dryRun: true });
    const inForce = { subject: 'in-force', until: 9_999_999_999_999 };
    const revocations = [{ subject: 'ended', until: 1 }, inForce];
    await kysely.insertInto('revocations').values(revocations).execute();
    await kysely.deleteFrom('revocations').execute();
    const changes = await kysely.selectFrom('auditLogOutbox').selectAll().orderBy('id').execute();
    assert.deepEqual(
      changes.map(({ event, changedTable }) => `${event} ${changedTable}`),
      ['insert user', 'insert revocations', 'insert revocations', 'delete revocations'],
    );
    assert.deepEqual(JSON.parse(changes.at(-1)?.before ?? ''), inForce);
  });

  it('has when editorials open, and which version is of which attachment, but no file names', async () => {
    const world = await openContest();
    const { core, taskId, teacher } = world;
    const { kysely } = core.database;
    const attachmentId = await attachFile(core, taskId, teacher.id);
    const path = `/api/v1/tasks/${taskId}/attachments/${attachmentId}`;
    const change = { kind: 'editorial', opensAt: '2026-11-24T15:00:00Z' };
    assert.equal((await teacher.send(`PATCH ${path}`, change)).status, 204);
    const other = await world.task(teacher);
    const foreign = await attachFile(core, other.id, teacher.id);
    await sql`delete from attachments where id = ${attachmentId}`.execute(kysely); // as an operator could

    const records = recordsIn(await exported(world));
    const row = { id: attachmentId, taskId, kind: 'attachment', opensAt: null };
    const opened = { ...row, kind: 'editorial', opensAt: Date.parse(change.opensAt) };
    assert.deepEqual(
      records.filter(({ table }) => table === 'attachments'),
      [
        { event: 'insert', table: 'attachments', after: row },
        { event: 'update', table: 'attachments', before: row, after: opened },
        { event: 'delete', table: 'attachments', before: opened },
      ],
    );
    const versions = records.filter(({ table }) => table === 'documentVersions');
    const of = versions.map(({ after }) => after?.['attachmentId']);
    assert.deepEqual(of, [null, null, attachmentId, attachmentId]); // announced, completed
    const texts = JSON.stringify(await kysely.selectFrom('auditLogEntries').select('record').execute());
    assert.ok(texts.includes(foreign));
    assert.ok(!JSON.stringify(records).includes(foreign));
    assert.ok(!texts.includes('notes'));
  });

  it('follows another table after an upgrade, and logs its rows as found', async () => {
    const world = await openTestApp();
    const { core, person, task } = world;
    const { kysely } = core.database;
    const { attachments: _, ...earlierTables } = loggedTables;
    const older = openAuditLog(core, earlierTables);
    await older.catchUp();
    const teacher = await person('teacher');
    const given = await task(teacher);
    const attachmentId = await attachFile(core, given.id, teacher.id);
    await older.catchUp();
    const log = openAuditLog(core);
    const recordsOf = async (): Promise<ReadonlyArray<LogRecord>> => {
      await log.catchUp();
      const rows = await kysely.selectFrom('auditLogEntries').select('record').orderBy('index').execute();
      return rows
        .map(({ record }): LogRecord => JSON.parse(record ?? ''))
        .filter(({ table }) => table === 'attachments');
    };
    const found = { id: attachmentId, taskId: given.id, kind: 'attachment', opensAt: null };
    assert.deepEqual(await recordsOf(), [{ event: 'found', table: 'attachments', after: found }]);
    await sql`update attachments set kind = 'editorial'`.execute(kysely);
    assert.deepEqual(pluck(await recordsOf(), 'event'), ['found', 'update']);
    // An older version does not watch it.
    await older.catchUp();
    await sql`update attachments set kind = 'attachment'`.execute(kysely);
    assert.equal(await countOf(world, 'auditLogOutbox'), 0);
  });

  it('discloses nothing of other contests, and a row that moves to another contest for both', async () => {
    const world = await openContest();
    const { core, contest, teacher, person, reader } = world;
    const [stranger, other] = [await person(), await world.task(teacher)];
    const tasks = [{ id: other.id }];
    const elsewhere = await world.newContest(teacher, { participants: [stranger], tasks });
    const disclosed = JSON.stringify(recordsIn(await exported(world)));
    for (const { id } of [stranger, other, elsewhere]) assert.ok(!disclosed.includes(id));

    await sql`update "contestParticipants" set "contestId" = ${elsewhere.id}
      where "userId" = ${reader.id}`.execute(core.database.kysely);
    for (const each of [contest, elsewhere]) {
      const folder = await exported({ ...world, contest: each });
      const moved = recordsIn(folder).filter(({ before }) => before?.['contestId'] === contest.id);
      assert.equal(moved.length, 1);
      const { problems, contest: counts } = await verify(folder);
      assert.deepEqual([problems, counts.disclosed], [[], entriesIn(folder).length]);
      assert.deepEqual([counts.id, counts.entries, counts.erased], [each.id, counts.disclosed, 0]);
    }
  });
});

describe('erasing from the audit log', () => {
  it('removes the records of a deleted account, and the log still verifies', async () => {
    const world = await openContest();
    const { core, reader, person } = world;
    await read(world, reader);
    const before = await exported(world);
    const admin = await person('admin');
    await core.deleteAccount(reader.id, { heir: admin.id });
    const folder = await exported(world);
    const naming = (records: ReadonlyArray<LogRecord>) =>
      records.filter((record) => JSON.stringify(record).includes(reader.id));
    assert.deepEqual(pluck(naming(recordsIn(before)), 'table'), [
      'user',
      'contestParticipants',
      'issuedUrls',
    ]);
    assert.deepEqual(naming(recordsIn(folder)), []);
    const { problems, erased, contest } = await verify(folder, [join(before, 'checkpoint')]);
    const ofDeletion = ['user', 'contestParticipants'];
    assert.deepEqual([problems, erased], [[], 3 + ofDeletion.length]);
    // No key recognizes the account any more, but those of the contest and the task do.
    assert.deepEqual([contest.erased, contest.entries - contest.disclosed], [3, 3]);
    assert.ok(!JSON.stringify(await rowsOf(world, 'auditLogSubjects')).includes(reader.id));
  });

  it('removes what still waited when the account was deleted, and what comes later', async () => {
    const world = await openContest();
    const { core, reader, person, taskId, teacher } = world;
    const [admin, other] = [await person('admin'), await person()];
    await core.contestPeople.putParticipants(world.contest, [other.id], {});
    const permit = await world.permit(reader, { id: taskId });
    const [version] = await core.versions.current([taskId]);
    assert.ok(version);
    await read(world, reader);
    await read(world, other);
    await core.deleteAccount(reader.id, { heir: admin.id });
    // As a request does that was authorized before.
    await core.issue({ permit, version, disposition: 'inline', lifetime: 'fresh' });
    await core.flushIssues();
    const folder = await exported(world);
    const rows = [...(await rowsOf(world, 'auditLogEntries')), ...(await rowsOf(world, 'auditLogSubjects'))];
    assert.ok(!JSON.stringify(rows).includes(reader.id));
    const { problems, disclosed, erased } = await verify(folder);
    // Account, participation, two URLs; then the end of both.
    assert.deepEqual([problems, erased], [[], 6]);
    assert.equal(disclosed['issuedUrls'], 1);
    for (const { id } of [other, teacher]) assert.ok(JSON.stringify(recordsIn(folder)).includes(id));
  });

  it('removes them whether the account is deleted before, while or after they are appended', async () => {
    const world = await openContest();
    const { core, contest, person, log } = world;
    const admin = await person('admin');
    const instances = [log, openAuditLog(core)];
    const people = await Promise.all(Array.from({ length: 10 }, () => person()));
    for (const { id } of people) {
      await core.contestPeople.putParticipants(contest, [id], {});
      await Promise.all([
        ...instances.map(({ sequencer }) => sequencer.run()),
        core.deleteAccount(id, { heir: admin.id }),
        ...instances.map(({ sequencer }) => sequencer.run()),
      ]);
    }
    const folder = await exported(world);
    const texts = JSON.stringify(await rowsOf(world, 'auditLogEntries'));
    for (const { id } of people) assert.ok(!texts.includes(id));
    assert.deepEqual((await verify(folder)).problems, []);
  });

  it('removes records older than a time', async () => {
    const world = await openContest();
    await read(world, world.reader);
    await world.log.catchUp();
    const size = await countOf(world, 'auditLogEntries');
    assert.equal(await eraseOlder(world.core.database.kysely, 1), 0);
    assert.equal(await eraseOlder(world.core.database.kysely, Number.MAX_SAFE_INTEGER), size);
    const folder = await exported(world);
    const { problems, erased, contest } = await verify(folder);
    assert.deepEqual([problems, erased, recordsIn(folder)], [[], size, []]);
    assert.ok(contest.erased > 0);
    assert.deepEqual([contest.entries, contest.disclosed], [contest.erased, 0]);
  });
});

describe('verifying an exported log finds', async () => {
  const world = await openContest();
  await read(world, world.reader);
  const earlier = await exported(world);
  await world.core.revocations.change(participantRemoval(world.contest.id, world.reader.id));

  const differs = /entry \d+ differs from the log/;
  for (const [what, file, changed, by, expected] of [
    ['a record that was changed', entriesFile, /(?<=disposition\\":\\")inline/, 'attachment', differs],
    ['a record without a row', entriesFile, /\\"after\\":\{[^}]*\}/, '\\"before\\":null', differs],
    ['a time that was changed', entriesFile, /(?<="time":")\d{4}/, '2001', differs],
    ['an entry that was repeated', entriesFile, /^(.*\n)([\s\S]*)$/, '$1$2$1', /entry \d+ is not in the log/],
    ['tags that were changed', 'leaves', /"tags":\["/, '"tags":["0', /leaf 0 differs from the log/],
    ['leaves that were cut', 'leaves', /[\s\S]{10}$/, '', /leaf/],
    ['a changed tile', 'tile', /[\s\S]{9}$/, 'ninebytes', /the first \d+ entries differ from its checkpoint/],
    ['a checkpoint with another size', 'checkpoint', /\n\d+\n/, '\n1\n', /no trusted key signed/],
  ] as const) {
    it(what, async () => {
      const folder = await exported(world);
      const path = join(folder, file === 'tile' ? tileIn(folder) : file);
      const bytes = readFileSync(path, 'latin1');
      writeFileSync(path, bytes.replace(changed, by), 'latin1');
      const { problems } = await verify(folder);
      assert.match(problems.join('\n'), expected);
      if (what === 'a record that was changed') assert.equal(problems.length, 1);
    });
  }

  it('an entry that was withheld, whichever it is, and all but one', async () => {
    const folder = await exported(world);
    const path = join(folder, 'entries.jsonl');
    const lines = readFileSync(path, 'utf8').split(/(?<=\n)/);
    const count = lines.length;
    assert.ok(count > 10);
    for (const [at, line] of lines.entries()) {
      writeFileSync(path, lines.toSpliced(at, 1).join(''));
      const { index } = JSON.parse(line);
      const { problems, contest } = await verify(folder);
      const missing = new RegExp(`entry ${index}, about .*, is missing\\. It was withheld`);
      assert.match(problems.join('\n'), missing);
      assert.deepEqual([contest.disclosed, contest.entries], [count - 1, count]);
    }
    writeFileSync(path, lines.slice(-1).join(''));
    const { problems, contest } = await verify(folder);
    assert.equal(problems.filter((problem) => problem.includes('withheld')).length, count - 1);
    assert.deepEqual([contest.disclosed, contest.entries], [1, count]);
  });

  it('a key of tags that is missing or wrong, also together with all entries that it opens', async () => {
    const folder = await exported(world);
    const [path, entriesPath] = [join(folder, 'subjects'), join(folder, 'entries.jsonl')];
    const [keys, entries] = [readFileSync(path, 'utf8'), readFileSync(entriesPath, 'utf8')];
    const whole = await verify(folder);
    const { contest, taskId, teacher, reader } = world;
    const opening = new Set<string>();
    for (const [line, subject = ''] of keys.matchAll(/^(.*) .*\n/gm)) {
      opening.add(subject);
      for (const replacement of ['', `${subject} ${'0'.repeat(32)}\n`]) {
        writeFileSync(path, keys.replace(line, replacement));
        const report = await verify(folder);
        if (subject.startsWith('revocation:')) {
          assert.deepEqual(report, whole);
          continue;
        }
        const missing = new RegExp(`the key of (${subject}|contest:) is missing or wrong`);
        const found = report.problems.join('\n');
        assert.match(found, missing);
        const opened = [...found.matchAll(/tags of entry (\d+) do not fit/g)].map(([, index]) => index);
        const others = entriesIn(folder).filter(({ index }) => !opened.includes(`${index}`));
        assert.ok(opened.length > 0);
        writeFileSync(entriesPath, others.map((each) => `${JSON.stringify(each)}\n`).join(''));
        assert.match((await verify(folder)).problems.join('\n'), missing);
        writeFileSync(entriesPath, entries);
      }
    }
    const expected = [`contest:${contest.id}`, `task:${taskId}`, `user:${teacher.id}`, `user:${reader.id}`];
    assert.deepEqual([...opening].filter((each) => !each.startsWith('revocation:')).sort(), expected.sort());
  });

  it('tags that name something else than the record', async () => {
    const wrong = await openContest();
    await wrong.log.catchUp();
    const { kysely } = wrong.core.database;
    const ofContest = `contest:${wrong.contest.id}`;
    // As a server could that hides changes of the contest among those of its task.
    const task = kysely.selectFrom('auditLogSubjects').where('subjectId', '=', `task:${wrong.taskId}`);
    const { key, entries } = await task.select(['key', 'entries']).executeTakeFirstOrThrow();
    await kysely
      .updateTable('auditLogSubjects')
      .set({ key, entries })
      .where('subjectId', '=', ofContest)
      .execute();
    await sql`update contests set "startsAt" = 7 where id = ${wrong.contest.id}`.execute(kysely);
    const { problems } = await verify(await exported(wrong));
    assert.match(problems.join('\n'), /the tags of entry \d+ do not fit its record/);
  });

  it('entries without tags, unless they are older than all tags', async () => {
    const app = await openTestApp();
    const { core, person } = app;
    const log = openAuditLog(core);
    const contest = await app.contest(await person('teacher'));
    // A task that is gone since then, an entry of another contest, and one that was erased.
    const linkedWith = (contestId: string): LogRecord => ({
      ...{ event: 'insert', table: 'contestTasks', after: { contestId, taskId: 'gone' } },
    });
    await appendUntagged(app, [linkedWith(contest.id), linkedWith('other'), undefined]);
    const folder = await exportContest(app, log, contest);
    const { problems, untagged, erased, disclosed } = await verify(folder);
    assert.deepEqual([problems, untagged, erased, disclosed['contestTasks']], [[], 1, 1, 1]);
    await appendUntagged(app, [linkedWith(contest.id)]);
    await sql`update contests set "startsAt" = 7`.execute(core.database.kysely);
    assert.match(
      (await verify(await exportContest(app, log, contest))).problems.join(),
      /leaf \d+ has no tags, but an earlier one has/,
    );
  });

  it('a tile that is missing', async () => {
    const folder = await exported(world);
    rmSync(join(folder, tileIn(folder)));
    assert.match((await verify(folder)).problems.join('\n'), /tile\/0\/000\.p\/\d+: missing/);
  });

  it('a checkpoint that another key signed', async () => {
    const other = await openContest();
    const [, key = ''] = readFileSync(join(await exported(other), 'keys'), 'latin1').match(/(.*)\n/) ?? [];
    const problems = (await verifyLog(await exported(world), [key])).problems;
    assert.match(problems.join(), /no trusted key signed the checkpoint/);
  });

  it('a checkpoint that a trusted key of another log signed', async () => {
    const folder = await exported(world);
    const [checkpoint, keys] = [join(folder, 'checkpoint'), readFileSync(join(folder, 'keys'), 'latin1')];
    const [text] = parseNotes(readFileSync(checkpoint, 'utf8')) ?? [];
    const [name, { publicKey, privateKey }] = ['else.example.org/log', generateKeyPairSync('ed25519')];
    writeFileSync(checkpoint, signNote(text?.text ?? '', name, privateKey));
    const trusted = [...keys.trimEnd().split('\n'), formatVerifierKey(name, publicKey)];
    const { problems } = await verifyLog(folder, trusted);
    assert.match(problems.join(), /^[^,]*checkpoint: no trusted key signed the checkpoint[^,]*$/);
  });

  it('entries that were removed since a checkpoint that was kept elsewhere', async () => {
    const later = join(await exported(world), 'checkpoint');
    const { problems } = await verify(earlier, [later]);
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? '', /a checkpoint has \d+ entries, but the exported log only \d+/);
  });

  it('a log that was rewritten since a checkpoint that was kept elsewhere', async () => {
    const { core, log } = world;
    const kept = join(temporaryFolder(), 'kept');
    appendFileSync(kept, (await log.catchUp()) ?? '');
    const { kysely } = core.database;
    // As an operator with the database, the key and the storage could: removes the last entry, and lets the log go on.
    await core.driver.delete((await log.kept.last())?.objectKey ?? assert.fail());
    const index = (await countOf(world, 'auditLogEntries')) - 1;
    await kysely.deleteFrom('auditLogEntries').where('index', '=', index).execute();
    await kysely.deleteFrom('auditLogCheckpoints').where('size', '>', index).execute();
    await sql`update contests set "startsAt" = 7 where id = ${world.contest.id}`.execute(kysely);
    const { problems } = await verify(await exported(world), [kept]);
    assert.match(problems.join(), /kept: the first \d+ entries differ from its checkpoint/);
  });
});

const tileIn = (folder: string): string => {
  const size = Number(readFileSync(join(folder, 'checkpoint'), 'latin1').split('\n')[1]);
  return `tile/0/000.p/${size}`;
};
