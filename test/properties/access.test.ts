import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import type { Ground } from '../../src/access/ground-rules.ts';
import { createGrounds } from '../../src/access/grounds.ts';
import type { CollaboratorRole, Visibility } from '../../src/tasks/task.ts';
import { openTestApp, type Person } from '../support/app.ts';

const { core, clock, person, app } = await openTestApp();
const { kysely } = core.database;
const grounds = createGrounds(core.database);

/** A world of accounts, tasks and groups, in which people, tasks and groups are named by their position. */
interface World {
  readonly people: ReadonlyArray<{ role: 'student' | 'teacher' | 'admin'; disabled: boolean }>;
  readonly tasks: ReadonlyArray<{
    visibility: Visibility;
    visibleFrom: number;
    embargoUntil: number | null;
    deleted: boolean;
  }>;
  readonly groups: ReadonlyArray<{ deleted: boolean }>;
  readonly collaborators: ReadonlyArray<{ task: number; person: number; role: CollaboratorRole }>;
  readonly members: ReadonlyArray<{ group: number; person: number; role: 'member' | 'staff' }>;
  readonly assignments: ReadonlyArray<{
    group: number;
    task: number;
    window: { opensAt: number; closesAt: number | null };
  }>;
}

const [peopleCount, taskCount, groupCount] = [4, 6, 3];

/** Times lie close together, at whole seconds and a millisecond beside them, so that edges meet. */
const startMs = Date.UTC(2026, 10, 24, 12);
const time = fc
  .tuple(fc.integer({ min: 0, max: 8 }), fc.constantFrom(0, 0, 0, 1, -1, 500))
  .map(([seconds, ms]) => startMs + seconds * 1000 + ms);
const rarely = fc.integer({ min: 0, max: 5 }).map((n) => n === 0);
const nth = (count: number) => fc.nat({ max: count - 1 });
const pairs = <T>(row: fc.Arbitrary<T>, key: (row: T) => string) =>
  fc.uniqueArray(row, { selector: key, maxLength: 8 });

const world: fc.Arbitrary<World> = fc.record({
  people: fc.array(
    fc.record({ role: fc.constantFrom('student', 'student', 'teacher', 'admin'), disabled: rarely }),
    { minLength: peopleCount, maxLength: peopleCount },
  ),
  tasks: fc.array(
    fc.record({
      visibility: fc.constantFrom<Visibility>('restricted', 'restricted', 'signed-in'),
      visibleFrom: time,
      embargoUntil: fc.option(time),
      deleted: rarely,
    }),
    { minLength: taskCount, maxLength: taskCount },
  ),
  groups: fc.array(fc.record({ deleted: rarely }), { minLength: groupCount, maxLength: groupCount }),
  collaborators: pairs(
    fc.record({
      task: nth(taskCount),
      person: nth(peopleCount),
      role: fc.constantFrom<CollaboratorRole>('owner', 'manager', 'editor', 'reader'),
    }),
    (row) => `${row.task} ${row.person}`,
  ),
  members: pairs(
    fc.record({
      group: nth(groupCount),
      person: nth(peopleCount),
      role: fc.constantFrom('member', 'member', 'staff'),
    }),
    (row) => `${row.group} ${row.person}`,
  ),
  assignments: pairs(
    fc.record({
      group: nth(groupCount),
      task: nth(taskCount),
      window: fc
        .record({ opensAt: time, closesAt: fc.option(time) })
        .filter(({ opensAt, closesAt }) => closesAt === null || closesAt > opensAt),
    }),
    (row) => `${row.group} ${row.task}`,
  ),
});

/** DESIGN.md's table of the access model, row by row. */
function modelGrounds(world: World, personAt: number, taskAt: number): ReadonlyArray<Ground> {
  const [reader, task] = [world.people[personAt], world.tasks[taskAt]];
  if (!reader || !task || reader.disabled || task.deleted) return [];
  const found: Array<Ground> = [];
  const always = { opensAt: 0, closesAt: null };
  const afterEmbargo = (opensAt: number) => Math.max(opensAt, task.embargoUntil ?? opensAt);

  if (reader.role === 'admin') found.push({ kind: 'admin', ...always });
  if (world.collaborators.some((row) => row.task === taskAt && row.person === personAt)) {
    found.push({ kind: 'collaborator', ...always });
  }
  if (task.visibility === 'signed-in') {
    found.push({ kind: 'signed-in', opensAt: afterEmbargo(task.visibleFrom), closesAt: null });
  }
  for (const { group, window } of world.assignments.filter((row) => row.task === taskAt)) {
    if (world.groups[group]?.deleted) continue;
    const role = world.members.find((row) => row.group === group && row.person === personAt)?.role;
    if (role === 'staff') found.push({ kind: 'group-staff', ...always });
    if (role === 'member') {
      found.push({ kind: 'group', opensAt: afterEmbargo(window.opensAt), closesAt: window.closesAt });
    }
  }
  return found;
}

/** Open, and at least a whole second before the last whole second of the window. */
const isOpen = ({ opensAt, closesAt }: Ground, nowMs: number) =>
  opensAt <= nowMs && (closesAt === null || Math.floor(closesAt / 1000) * 1000 - nowMs >= 1000);

/** Every other task has a PDF. */
const hasPdf = (_id: string, taskAt: number) => taskAt % 2 === 0;

/** Stores a world beside those that are there, whose tasks are deleted, and gives its people and tasks. */
async function store(
  world: World,
): Promise<{ people: ReadonlyArray<Person>; taskIds: ReadonlyArray<string> }> {
  const people: Array<Person> = [];
  for (const { role } of world.people) people.push(await person(role));
  const of = <T>(list: ReadonlyArray<T>, at: number): T => list[at] as T;
  const stored = await kysely.transaction().execute(async (trx) => {
    const prefix = `${people[0]?.id}-`;
    const taskIds = world.tasks.map((_, at) => `${prefix}task-${at}`);
    const groupIds = world.groups.map((_, at) => `${prefix}group-${at}`);
    const made = { createdBy: 'nobody', createdAt: 0, updatedAt: 0 };
    const deletedAt = (deleted: boolean) => (deleted ? 1 : null);
    const insert = async <T>(rows: ReadonlyArray<T>, into: (rows: ReadonlyArray<T>) => Promise<unknown>) =>
      rows.length > 0 && (await into(rows));

    await trx.updateTable('tasks').set({ deletedAt: 1 }).execute();
    await trx
      .insertInto('tasks')
      .values(
        world.tasks.map(({ deleted, ...task }, at) => ({
          id: of(taskIds, at),
          title: `Task ${at}`,
          foldedTitle: `task ${at}`,
          primaryLanguage: 'en',
          ...task,
          ...made,
          deletedAt: deletedAt(deleted),
        })),
      )
      .execute();
    await trx
      .insertInto('documentVersions')
      .values(
        taskIds.filter(hasPdf).map((taskId) => ({
          id: `${taskId}-version`,
          taskId,
          language: 'en',
          objectKey: `documents/${taskId}.pdf`,
          fileName: 'task.pdf',
          size: 1,
          sha256: '',
          uploadedBy: 'nobody',
          createdAt: 0,
          completedAt: 0,
          replacedAt: null,
          abandonedAt: null,
        })),
      )
      .execute();
    await trx
      .insertInto('groups')
      .values(
        world.groups.map(({ deleted }, at) => ({
          id: of(groupIds, at),
          name: `Group ${at}`,
          ...made,
          deletedAt: deletedAt(deleted),
        })),
      )
      .execute();
    const createdAt = 0;
    await insert(
      world.collaborators.map(({ task, person: at, role }) => ({
        taskId: of(taskIds, task),
        userId: of(people, at).id,
        role,
        createdAt,
      })),
      (rows) => trx.insertInto('taskCollaborators').values(rows).execute(),
    );
    await insert(
      world.members.map(({ group, person: at, role }) => ({
        groupId: of(groupIds, group),
        userId: of(people, at).id,
        role,
        createdAt,
      })),
      (rows) => trx.insertInto('groupMembers').values(rows).execute(),
    );
    await insert(
      world.assignments.map(({ group, task, window }) => ({
        groupId: of(groupIds, group),
        taskId: of(taskIds, task),
        ...window,
        createdAt,
      })),
      (rows) => trx.insertInto('groupTasks').values(rows).execute(),
    );
    for (const [at, { disabled }] of world.people.entries()) {
      if (disabled)
        await trx.updateTable('user').set({ banned: 1 }).where('id', '=', of(people, at).id).execute();
    }
    return { people, taskIds };
  });
  return stored;
}

const inOrder = (found: ReadonlyArray<Ground>) =>
  found.map(({ kind, opensAt, closesAt }) => `${kind} ${opensAt}-${closesAt ?? ''}`).sort();

/** All pages of the list, with the smallest pages that make several. */
async function listed(reader: Person, limit: number): Promise<ReadonlyArray<string>> {
  const ids: Array<string> = [];
  let cursor = '';
  do {
    const { status, body } = await reader.send(`GET /api/v1/tasks?limit=${limit}${cursor}`);
    assert.equal(status, 200);
    assert.ok(body.items.length <= limit);
    ids.push(...body.items.map(({ taskId }: { taskId: string }) => taskId));
    cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`;
  } while (cursor !== '');
  return ids;
}

let [allowed, refused] = [0, 0];
after(() => {
  assert.ok(allowed > 100, `only ${allowed} reads were allowed in all worlds`);
  assert.ok(refused > 100, `only ${refused} reads were refused in all worlds`);
});

describe('access, in any world', () => {
  it('follows DESIGN.md in the grounds of everybody for every task, and the list equals the items', async () => {
    await app.api.ready();
    const numRuns = 120;
    await fc.assert(
      fc.asyncProperty(world, time, fc.integer({ min: 1, max: 3 }), async (made, nowMs, limit) => {
        clock.set(nowMs);
        const { people, taskIds } = await store(made);
        for (const [personAt, reader] of people.entries()) {
          const { disabled } = made.people[personAt] as World['people'][number];
          const model = taskIds.map((_, taskAt) => modelGrounds(made, personAt, taskAt));
          for (const [taskAt, id] of taskIds.entries()) {
            assert.deepEqual(inOrder(await grounds.of(reader.id, id)), inOrder(model[taskAt] ?? []));
          }

          const opened: Array<string> = [];
          for (const [taskAt, id] of taskIds.entries()) {
            const { status, body } = await reader.send(`GET /api/v1/tasks/${id}`);
            const open = (model[taskAt] ?? []).filter((ground) => isOpen(ground, nowMs));
            const expected = disabled ? 401 : open.length > 0 ? 200 : model[taskAt]?.length ? 403 : 404;
            assert.equal(status, expected);
            if (status !== 200) {
              refused += 1;
              continue;
            }
            allowed += 1;
            opened.push(id);
            const ends = open.map(({ closesAt }) => closesAt);
            const validUntil = ends.includes(null) ? null : Math.max(...ends.map(Number));
            assert.equal(body.access.validUntil && Date.parse(body.access.validUntil), validUntil);
            assert.equal(body.descriptionPdfUrl !== null, hasPdf(id, taskAt));
            if (!hasPdf(id, taskAt)) continue;
            const expiresAt = Date.parse(body.descriptionPdfUrlExpiresAt);
            assert.ok(expiresAt >= nowMs + 1000 && expiresAt <= (validUntil ?? Number.POSITIVE_INFINITY));
          }
          if (disabled) continue;
          assert.deepEqual(await listed(reader, limit), opened.toReversed());
        }
      }),
      { numRuns },
    );
  });
});
