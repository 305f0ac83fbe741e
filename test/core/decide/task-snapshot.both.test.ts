import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createReadTaskSnapshot } from '../../../src/core/decide/task-snapshot.ts';
import { createAuthenticate, createCredentials } from '../../../src/domain/accounts/authenticate.ts';
import { openTestApp } from '../../support/app.ts';
import { pluck } from '../../support/pluck.ts';

const { core, clock, person, session, task, publish, group } = await openTestApp();
const { database, grounds, taskDetails, accounts } = core;
const cookieName = 'lectern.session_token';
const credentials = createCredentials({ clock, cookieName, apiKeys: core.apiKeys });
const authenticate = createAuthenticate({ database, credentials });
const readTaskSnapshot = createReadTaskSnapshot({
  database,
  credentials,
  authenticate,
  grounds,
  taskDetails,
});
const bearer = ({ token }: { token: string }) => ({ authorization: `Bearer ${token}` });

const teacher = await person('teacher');
const given = await task(teacher);
await publish(given, teacher, 'en');
await publish(given, teacher, 'pl');

describe('the snapshot of a task', () => {
  it('equals the session, the grounds and the detail when each is read separately', async () => {
    const [member, staff, stranger] = [await person(), await person('teacher'), await person()];
    const of = { members: [member], staff: [staff], tasks: [given], opensAt: 100, closesAt: 900 };
    await group(await person('teacher'), of);
    for (const [reader, kinds] of [
      [teacher, ['task-staff']],
      [member, ['group']],
      [staff, ['group-staff']],
      [stranger, []],
    ] as const) {
      const snapshot = await readTaskSnapshot(bearer(reader), given.id);
      assert.deepEqual(pluck(snapshot?.grounds, 'kind'), kinds);
      assert.deepEqual(snapshot?.grounds, await grounds.of(reader, given.id));
      assert.deepEqual(snapshot?.principal, await authenticate(bearer(reader)));
      assert.deepEqual(snapshot?.detail, await taskDetails.of(given.id));
      assert.deepEqual(pluck(snapshot?.detail?.documents, 'language'), ['en', 'pl']);
    }
  });

  it('has no grounds and no detail for a task that does not exist', async () => {
    const snapshot = await readTaskSnapshot(bearer(teacher), 'nothing');
    assert.deepEqual([snapshot?.grounds, snapshot?.detail], [[], undefined]);
  });

  it('needs a live session of an enabled account', async () => {
    const [late, disabled] = [await person(), await person()];
    await accounts.disable(disabled.email);
    assert.equal(await readTaskSnapshot(bearer(disabled), given.id), undefined);
    assert.equal(await readTaskSnapshot({}, given.id), undefined);
    assert.equal(await readTaskSnapshot({ authorization: 'Bearer wrong' }, given.id), undefined);
    const token = await session(late.id, new Date(clock.nowMs()).toISOString());
    assert.equal(await readTaskSnapshot(bearer({ token }), given.id), undefined);
  });

  it('of many concurrent requests is correct for each of them', async () => {
    const readers = await Promise.all(Array.from({ length: 70 }, () => person()));
    const other = await task(teacher);
    await group(teacher, { members: readers.filter((_, at) => at % 2 === 0), tasks: [other] });
    const asked = readers.map((reader, at) => ({ reader, taskId: at % 3 === 0 ? given.id : other.id }));
    const snapshots = await Promise.all(
      [...asked, { reader: { token: 'wrong' }, taskId: other.id }].map(({ reader, taskId }) =>
        readTaskSnapshot(bearer(reader), taskId),
      ),
    );
    assert.equal(snapshots.pop(), undefined);
    for (const [at, { reader, taskId }] of asked.entries()) {
      assert.deepEqual(snapshots[at]?.principal.id, reader.id);
      assert.deepEqual(snapshots[at]?.grounds, await grounds.of(reader, taskId));
      assert.deepEqual(snapshots[at]?.detail, await taskDetails.of(taskId));
    }
  });

  it('with an id that the database cannot read fails no other request', async () => {
    const [snapshot] = await Promise.allSettled(
      [given.id, 'with\0'].map((taskId) => readTaskSnapshot(bearer(teacher), taskId)),
    );
    assert.equal(snapshot?.status === 'fulfilled' && snapshot.value?.detail?.documents.length, 2);
  });
});
