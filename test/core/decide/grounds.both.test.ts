import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createFindContainers } from '../../../src/core/decide/containers.ts';
import { createReadOpenTasks, newestOfPaths } from '../../../src/core/decide/open-tasks.ts';
import type { Task } from '../../../src/domain/tasks/task.ts';
import { openTestApp } from '../../support/app.ts';
import { noFilter } from '../../support/no-filter.ts';

const { core, clock, person, task, group, contest } = await openTestApp();
const readOpenTasks = createReadOpenTasks(core.database);
const teacher = await person('teacher');

describe('a contest that is for everyone after its end', () => {
  it('is found from the millisecond in which it ends', async () => {
    const [reader, endsAt] = [await person(), clock.nowMs() + 1];
    const { id } = await contest(teacher, { endsAt, afterEnd: 'signed-in' });
    const find = () => core.access.authorizeContest(reader, id, 'participant');
    await assert.rejects(find(), { code: 'not-found' });
    clock.advance(1);
    assert.equal((await find()).id, id);
    await assert.rejects(core.access.authorizeContest(reader, id, 'staff'), { code: 'forbidden' });
  });
});

describe('the groups and contests that grounds come through', () => {
  it('are those with the requested ids, without deleted ones', async () => {
    const [algebra, deleted] = [await group(teacher, { name: 'Algebra' }), await group(teacher)];
    const [finals] = [await contest(teacher), await contest(teacher)];
    await core.groups.remove(deleted.id);
    const found = await createFindContainers(core.database)([algebra.id, finals.id, deleted.id]);
    assert.deepEqual(
      [...found].map(([id, container]) => [id, container.id, container.kind, container.name]).sort(),
      [
        [algebra.id, algebra.id, 'group', 'Algebra'],
        [finals.id, finals.id, 'contest', 'Finals'],
      ].sort(),
    );
  });
});

describe('the newest tasks of a reader', () => {
  it('fill a page, although each of them comes through several groups', async () => {
    const member = await person();
    const tasks: Array<Task> = [];
    while (tasks.length < 24) tasks.push(await task(teacher));
    for (const name of ['A', 'B', 'C']) await group(teacher, { name, members: [member], tasks });
    const page = { reader: member, opensAtOrBefore: 1000, closesFrom: 2000, limit: 24, after: undefined };
    const found = await readOpenTasks({ ...noFilter, ...page });
    assert.deepEqual([...found.keys()], tasks.map(({ id }) => id).toReversed());
    assert.ok([...found.values()].every((own) => own.length === 3));
  });

  const ids = fc.array(fc.integer({ min: 10, max: 40 }).map(String), { maxLength: 30 });
  const limits = fc.integer({ min: 1, max: 12 });

  it('of all paths are found, or the result says that more must be read', () => {
    fc.assert(
      fc.property(fc.array(ids, { maxLength: 4 }), limits, limits, (paths, limit, depth) => {
        const read = paths.map((own) => own.toSorted().reverse().slice(0, depth));
        const newest = newestOfPaths(read, limit, depth);
        const all = [...new Set(paths.flat())].sort().reverse().slice(0, limit);
        if (newest !== undefined) assert.deepEqual(newest, all);
        else assert.ok(paths.some((own) => own.length >= depth));
      }),
    );
  });

  it('are found when each path was read up to the limit and has no id twice', () => {
    const once = fc.uniqueArray(fc.integer({ min: 10, max: 40 }).map(String), { maxLength: 30 });
    fc.assert(
      fc.property(fc.array(once, { maxLength: 4 }), limits, (paths, limit) => {
        const read = paths.map((own) => own.toSorted().reverse().slice(0, limit));
        assert.notEqual(newestOfPaths(read, limit, limit), undefined);
      }),
    );
  });
});
