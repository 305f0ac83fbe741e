import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openBooklets } from '../../../src/features/booklets/parts.ts';
import { createRoomSets, maxSetsPages } from '../../../src/features/booklets/room-sets.ts';
import { maxSeats } from '../../../src/features/booklets/seats-file.ts';
import type { LecternError } from '../../../src/lib/errors.ts';
import { parseObjectKey } from '../../../src/storage/object-key.ts';
import { assertProblem, openTestApp } from '../../support/app.ts';
import { readBooklet } from '../../support/booklets.ts';
import { hourMs, minuteMs } from '../../support/settable-clock.ts';
import { makeStatement } from '../../support/statements.ts';

const testApp = await openTestApp();
const { core, clock, person, task, upload } = testApp;
const { booklets, bookletMaker, roomSets } = openBooklets(core);
const never = new AbortController().signal;

describe('sets for rooms', async () => {
  const teacher = await person('teacher');
  const { id: taskId } = await task(teacher, { title: 'Suma' });
  const bytes = Buffer.from(await (await makeStatement({ pages: 1 })).arrayBuffer());
  await core.pendingUploads.complete(await upload({ id: taskId }, teacher, { language: 'pl', bytes }));
  const startsAt = clock.nowMs() + hourMs;
  const contest = await testApp.contest(teacher, { name: 'Finał', startsAt, tasks: [{ id: taskId }] });
  const owner = { kind: 'contest', id: contest.id } as const;
  const path = `/api/v1/contests/${contest.id}/booklets/pl`;
  await teacher.send(`PUT ${path}`);
  await bookletMaker.makeDue(never);
  const ask = (csv: string) => teacher.send(`POST ${path}/room-sets`, { csv });
  const found = async () => {
    const booklet = await booklets.find(owner, 'pl');
    return { ...booklet, made: booklet.made ?? assert.fail('it is not built') };
  };
  const contentOf = (url: string) => {
    const content = core.storage.signer.readUrl(url);
    assert.ok(!('failure' in content));
    return content;
  };

  it('are one PDF for an hour, recorded for each task, whose URL ends with those of the booklet', async () => {
    const { status, headers, body } = await ask('room;seat;name\n101;1;Maria Nowak\n102;;\n');
    assert.equal(status, 200);
    assert.equal(headers['cache-control'], 'no-store');
    assert.deepEqual([body.copies, body.pages], [2, 12]);
    assert.match(decodeURIComponent(body.url), /&download=1&name=Finał\.pl\.pdf&/);
    const content = contentOf(body.url);
    const key = parseObjectKey(content.objectKey);
    const object = (await core.driver.open(key)) ?? assert.fail('it is not stored');
    const { pages } = await readBooklet(Buffer.concat(await object.stream().toArray()));
    await object.close();
    assert.equal(pages[0], 'Finał polski Sala 101 Miejsce 1 Imię i nazwisko Maria Nowak');
    assert.equal(pages[6], 'Finał polski Sala 102');
    const traced = await core.trace(body.url);
    assert.ok('issues' in traced);
    assert.partialDeepStrictEqual(traced.issues, [{ principalId: teacher.id, taskId }]);
    assert.equal(traced.issues.length, 1);
    assert.equal(core.revocations.isRevoked(content), false);
    await core.revocations.change((_, revoke) => revoke.tasks([taskId]));
    assert.equal(core.revocations.isRevoked(content), true);
    await core.pendingDeletions.sweep();
    assert.ok(await core.driver.head(key));
    clock.advance(61 * minuteMs);
    await core.pendingDeletions.sweep();
    assert.equal(await core.driver.head(key), undefined);
  });

  it('name the row that makes them too many', async () => {
    const booklet = await found();
    const seats = Array.from({ length: maxSeats }, (_, at) => ({
      ...{ line: at + 2, room: '101', seat: '', name: '' },
    }));
    const order = { booklet: { ...booklet, made: { ...booklet.made, pages: 99 } }, title: 'Finał', seats };
    const message = `Up to this row, the copies have more than ${maxSetsPages} pages. Move this row and those below to another list.`;
    await assert.rejects(roomSets.make(order), {
      code: 'seats-file-invalid',
      facts: { problemCount: 1, problems: [{ row: 492, field: null, code: 'invalid', message }] },
    });
    const reply = await ask('room\n\n');
    assertProblem(reply, 422, 'seats-file-invalid');
    assert.equal(reply.body.problems[0].row, 1);
  });

  it('are built one at a time, and not from a booklet whose file is damaged', async () => {
    const booklet = await found();
    const order = { booklet, title: 'Finał', seats: [{ line: 2, room: '101', seat: '', name: '' }] };
    const { promise: isOpen, resolve: opened } = Promise.withResolvers<void>();
    const { promise: waits, resolve: goOn } = Promise.withResolvers<undefined>();
    const open = () => {
      opened();
      return waits;
    };
    const driver = { ...core.driver, open };
    const roomSets = createRoomSets({ pendingDeletions: core.pendingDeletions, driver });
    const first = roomSets.make(order);
    await isOpen;
    const isRefusal = ({ code, facts }: LecternError) =>
      code === 'overloaded' && Number(facts['retryAfterSeconds']) >= 5;
    await assert.rejects(roomSets.make(order), isRefusal);
    goOn(undefined);
    await assert.rejects(first, { code: 'object-not-found' });
    await assert.rejects(roomSets.make(order), { code: 'object-not-found' });
  });
});
