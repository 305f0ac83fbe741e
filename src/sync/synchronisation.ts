import type { Clock } from '../clock.ts';
import {
  type Contest,
  checkContest,
  checkContestTask,
  checkTimes,
  contestColumns,
  contestNotFound,
} from '../contests/contest.ts';
import { maxContestTasks } from '../contests/contest-tasks.ts';
import { readTimes } from '../contests/contests.ts';
import { emailOf } from '../database/email-column.ts';
import { externalIdOf, parseExternalId } from '../database/external-ids.ts';
import { foldText } from '../database/fold-text.ts';
import { insertRows } from '../database/insert-rows.ts';
import type { ContestTaskTable, GroupMemberTable } from '../database/schema.ts';
import { LecternError } from '../errors.ts';
import { type Group, groupColumns, groupNotFound } from '../groups/groups.ts';
import { newId } from '../ids.ts';
import type { Revocations } from '../revocation/revocations.ts';
import {
  type CollaboratorRole,
  checkVisibility,
  type Task,
  type TaskChanges,
  taskColumns,
  toCanonical,
} from '../tasks/task.ts';
import { taskNotFound } from '../tasks/tasks.ts';
import { parseLine } from '../text-line.ts';
import { assertMatch, entityTagOf } from './entity-tag.ts';
import { type ListChanges, listChanges } from './list-changes.ts';
import { findOrMakePeople, type NamedPerson, refuseRows } from './named-people.ts';
import { changeOrRehearse, type Edit } from './rehearsal.ts';

export const outcomes = ['created', 'changed', 'unchanged'] as const;
export type Outcome = (typeof outcomes)[number];

/** Something that was put, and what that came to. */
export interface Put<Entity> {
  readonly outcome: Outcome;
  readonly entity: Entity & { readonly externalId: string | null };
  /** Of the entity as it is now. */
  readonly tag: string;
}

/** How something is put. */
export interface PutOptions {
  /** An id that is known, or `ext:` and the id that the platform gives. */
  readonly reference: string;
  /** The account that asks; what is made belongs to it. */
  readonly by: string;
  readonly dryRun: boolean;
  /** Entity tags that the state must have. */
  readonly ifMatch: string | undefined;
}

export type Person = {
  readonly userId: string;
  readonly externalId: string | null;
  readonly email: string | null;
  readonly name: string;
};
export type SyncedMember = Person & Pick<GroupMemberTable, 'role'>;
export type SyncedParticipant = Person & { readonly delaySeconds: number; readonly extraSeconds: number };
export type SyncedContestTask = Pick<
  ContestTaskTable,
  'taskId' | 'label' | 'position' | 'opensAt' | 'closesAt'
>;

export interface PutList<Item> extends ListChanges<Item> {
  /** Of the list as it is now. */
  readonly tag: string;
}

type ListOptions = Pick<PutOptions, 'dryRun' | 'ifMatch'>;
type WithRole<Role> = NamedPerson & { readonly role?: Role | undefined };

export const maxListed = 10_000;

/**
 * Brings Lectern up to what a platform has: each call says how something is to be, and doing it again changes nothing.
 * All of a call is one transaction.
 * @throws LecternError `precondition-failed`, `request-invalid`, `not-found`
 */
export interface Synchronisation {
  task(
    changes: TaskChanges & { readonly title: string },
    collaborators: ReadonlyArray<WithRole<CollaboratorRole>>,
    options: PutOptions,
  ): Promise<Put<Task>>;
  group(
    group: { readonly name: string },
    staff: ReadonlyArray<NamedPerson>,
    options: PutOptions,
  ): Promise<Put<Group>>;
  contest(
    contest: Pick<Contest, 'name' | 'startsAt'> & Partial<Pick<Contest, 'endsAt' | 'afterEnd'>>,
    staff: ReadonlyArray<NamedPerson>,
    options: PutOptions,
  ): Promise<Put<Contest>>;
  /** Everybody in a group but programs. Whoever is not named is removed. */
  members(
    groupId: string,
    members: ReadonlyArray<WithRole<GroupMemberTable['role']>>,
    options: ListOptions,
  ): Promise<PutList<SyncedMember>>;
  /** People who take part by themselves; whoever is not named is removed. */
  participants(
    contestId: string,
    participants: ReadonlyArray<
      NamedPerson & { delaySeconds?: number | undefined; extraSeconds?: number | undefined }
    >,
    options: ListOptions,
  ): Promise<PutList<SyncedParticipant>>;
  /** The tasks of a contest, in their order. */
  contestTasks(
    contestId: string,
    tasks: ReadonlyArray<Omit<SyncedContestTask, 'position'>>,
    options: ListOptions,
  ): Promise<PutList<SyncedContestTask>>;
}

const newTask = {
  primaryLanguage: 'en',
  visibility: 'restricted',
  visibleFrom: null,
  embargoUntil: null,
} as const;

export function createSynchronisation(parts: {
  readonly revocations: Revocations;
  readonly clock: Clock;
}): Synchronisation {
  const { revocations, clock } = parts;
  const run = <T>(dryRun: boolean, edit: Edit<T>) => changeOrRehearse(revocations, dryRun, edit);

  return {
    task: (changes, collaborators, { reference, by, dryRun, ifMatch }) =>
      run(dryRun, async (trx) => {
        const nowMs = clock.nowMs();
        const externalId = externalIdOf(reference);
        const columns = [...taskColumns, 'externalId'] as const;
        const before = await trx
          .selectFrom('tasks')
          .select(columns)
          .where(externalId === undefined ? 'id' : 'externalId', '=', externalId ?? reference)
          .where('deletedAt', 'is', null)
          .executeTakeFirst();
        assertMatch(ifMatch, before && taskTag(before));
        if (!before && externalId === undefined) throw taskNotFound();
        const canonical = toCanonical(changes);
        const wanted = { ...newTask, ...before, ...canonical };
        checkVisibility(wanted);
        const people = await findOrMakePeople(trx, collaborators, nowMs);
        const id = before?.id ?? newId();
        const isSame = before !== undefined && taskTag({ ...before, ...canonical }) === taskTag(before);
        if (!before) {
          const times = { createdAt: nowMs, updatedAt: nowMs };
          await trx
            .insertInto('tasks')
            .values({
              ...wanted,
              ...times,
              id,
              externalId: parseExternalId(externalId as string),
              foldedTitle: foldText(wanted.title),
              createdBy: by,
              deletedAt: null,
            })
            .execute();
        } else if (!isSame) {
          await trx
            .updateTable('tasks')
            .set({ ...canonical, foldedTitle: foldText(wanted.title), updatedAt: nowMs })
            .where('id', '=', id)
            .execute();
        }
        const roles = new Map(
          (
            await trx
              .selectFrom('taskCollaborators')
              .select(['userId', 'role'])
              .where('taskId', '=', id)
              .execute()
          ).map(({ userId, role }) => [userId, role]),
        );
        const named = new Map<string, CollaboratorRole>(before ? [] : [[by, 'owner']]);
        for (const [at, { role = 'owner' }] of collaborators.entries()) named.set(people[at] as string, role);
        const put = [...named].filter(([userId, role]) => roles.get(userId) !== role);
        for (const [userId, role] of put) {
          await trx
            .insertInto('taskCollaborators')
            .values({ taskId: id, userId, role, createdAt: nowMs })
            .onConflict((conflict) => conflict.columns(['userId', 'taskId']).doUpdateSet({ role }))
            .execute();
        }
        await keepAnOwner(trx, id);
        const entity = await trx
          .selectFrom('tasks')
          .select(columns)
          .where('id', '=', id)
          .executeTakeFirstOrThrow();
        const outcome = outcomeOf(before, isSame && put.length === 0);
        return { outcome, entity, tag: taskTag(entity) };
      }),

    group: (changes, staff, { reference, by, dryRun, ifMatch }) =>
      run(dryRun, async (trx) => {
        const nowMs = clock.nowMs();
        const externalId = externalIdOf(reference);
        const columns = [...groupColumns, 'groups.externalId'] as const;
        const before = await trx
          .selectFrom('groups')
          .select(columns)
          .where(externalId === undefined ? 'id' : 'externalId', '=', externalId ?? reference)
          .where('deletedAt', 'is', null)
          .executeTakeFirst();
        assertMatch(ifMatch, before && groupTag(before));
        if (!before && externalId === undefined) throw groupNotFound();
        const name = parseLine(changes.name, 'name');
        const people = await findOrMakePeople(trx, staff, nowMs);
        const id = before?.id ?? newId();
        if (!before) {
          const times = { createdAt: nowMs, updatedAt: nowMs, deletedAt: null };
          const given = parseExternalId(externalId as string);
          await trx
            .insertInto('groups')
            .values({ id, name, externalId: given, createdBy: by, ...times })
            .execute();
        } else if (before.name !== name) {
          await trx.updateTable('groups').set({ name, updatedAt: nowMs }).where('id', '=', id).execute();
        }
        const known = await trx
          .selectFrom('groupMembers')
          .select('userId')
          .where('groupId', '=', id)
          .where('role', '=', 'staff')
          .execute();
        const isStaff = new Set(known.map(({ userId }) => userId));
        const added = [...new Set([...people, ...(before ? [] : [by])])].filter((each) => !isStaff.has(each));
        for (const userId of added) {
          await trx
            .insertInto('groupMembers')
            .values({ groupId: id, userId, role: 'staff', createdAt: nowMs })
            .onConflict((conflict) =>
              conflict.columns(['userId', 'groupId']).doUpdateSet({ role: 'staff' as const }),
            )
            .execute();
        }
        const entity = await trx
          .selectFrom('groups')
          .select(columns)
          .where('id', '=', id)
          .executeTakeFirstOrThrow();
        const isSame = before?.name === name && added.length === 0;
        return { outcome: outcomeOf(before, isSame), entity, tag: groupTag(entity) };
      }),

    contest: (changes, staff, { reference, by, dryRun, ifMatch }) =>
      run(dryRun, async (trx) => {
        const nowMs = clock.nowMs();
        const externalId = externalIdOf(reference);
        const columns = [...contestColumns, 'externalId'] as const;
        const before = await trx
          .selectFrom('contests')
          .select(columns)
          .where(externalId === undefined ? 'id' : 'externalId', '=', externalId ?? reference)
          .where('deletedAt', 'is', null)
          .executeTakeFirst();
        assertMatch(ifMatch, before && contestTag(before));
        if (!before && externalId === undefined) throw contestNotFound();
        const name = parseLine(changes.name, 'name');
        const wanted = { endsAt: null, afterEnd: 'closed' as const, ...before, ...changes, name };
        checkContest(wanted);
        const people = await findOrMakePeople(trx, staff, nowMs);
        const id = before?.id ?? newId();
        const isSame = before !== undefined && contestTag({ ...before, ...wanted }) === contestTag(before);
        if (!before) {
          const times = { createdAt: nowMs, updatedAt: nowMs, deletedAt: null };
          const given = parseExternalId(externalId as string);
          await trx
            .insertInto('contests')
            .values({ ...wanted, ...times, id, externalId: given, createdBy: by })
            .execute();
        } else if (!isSame) {
          const { startsAt, endsAt, afterEnd } = wanted;
          await checkWhatItHolds(trx, id, wanted);
          await trx
            .updateTable('contests')
            .set({ name, startsAt, endsAt, afterEnd, updatedAt: nowMs })
            .where('id', '=', id)
            .execute();
        }
        const known = await trx
          .selectFrom('contestStaff')
          .select('userId')
          .where('contestId', '=', id)
          .execute();
        const isStaff = new Set(known.map(({ userId }) => userId));
        const added = [...new Set([...people, ...(before ? [] : [by])])].filter((each) => !isStaff.has(each));
        await insertRows(
          trx,
          'contestStaff',
          added.map((userId) => ({ contestId: id, userId, createdAt: nowMs })),
        );
        const entity = await trx
          .selectFrom('contests')
          .select(columns)
          .where('id', '=', id)
          .executeTakeFirstOrThrow();
        const outcome = outcomeOf(before, isSame && added.length === 0);
        return { outcome, entity, tag: contestTag(entity) };
      }),

    members: (groupId, members, { dryRun, ifMatch }) =>
      run(dryRun, async (trx, revoke) => {
        const createdAt = clock.nowMs();
        await assertGroup(trx, groupId);
        const current: ReadonlyArray<SyncedMember> = await trx
          .selectFrom('groupMembers')
          .innerJoin('user', 'user.id', 'groupMembers.userId')
          .select(['userId', 'externalId', emailOf().as('email'), 'name', 'groupMembers.role'])
          .where('groupId', '=', groupId)
          .where((eb) => eb.or([eb('user.role', 'is', null), eb('user.role', '!=', 'program')]))
          .orderBy('userId')
          .execute();
        assertMatch(ifMatch, membersTag(current));
        const ids = await findOrMakePeople(trx, members, createdAt);
        const roles = new Map(members.map(({ role = 'member' }, at) => [ids[at] as string, role]));
        const wanted = (await peopleOf(trx, ids)).map((person) => ({
          ...person,
          role: roles.get(person.userId) ?? ('member' as const),
        }));
        const changes = listChanges(current, wanted, {
          keyOf: ({ userId }) => userId,
          isSame: (a, b) => a.role === b.role,
        });
        await insertRows(
          trx,
          'groupMembers',
          changes.added.map(({ userId, role }) => ({ groupId, userId, role, createdAt })),
        );
        for (const { userId, role } of changes.changed) {
          await trx
            .updateTable('groupMembers')
            .set({ role })
            .where('groupId', '=', groupId)
            .where('userId', '=', userId)
            .execute();
        }
        const gone = changes.removed.map(({ userId }) => userId);
        await inSteps(gone, (some) =>
          trx.deleteFrom('groupMembers').where('groupId', '=', groupId).where('userId', 'in', some).execute(),
        );
        await revoke.readers(gone);
        return { ...changes, tag: membersTag(wanted.toSorted(byUserId)) };
      }),

    participants: (contestId, participants, { dryRun, ifMatch }) =>
      run(dryRun, async (trx, revoke) => {
        const createdAt = clock.nowMs();
        const current: ReadonlyArray<SyncedParticipant> = await trx
          .selectFrom('contestParticipants')
          .innerJoin('user', 'user.id', 'contestParticipants.userId')
          .select(['userId', 'externalId', emailOf().as('email'), 'name', 'delaySeconds', 'extraSeconds'])
          .where('contestId', '=', contestId)
          .orderBy('userId')
          .execute();
        assertMatch(ifMatch, participantsTag(current));
        const window = await readTimes(trx, contestId);
        const ids = await findOrMakePeople(trx, participants, createdAt);
        const times = new Map(
          participants.map(({ delaySeconds = 0, extraSeconds = 0 }, at) => [
            ids[at] as string,
            { delaySeconds, extraSeconds },
          ]),
        );
        refuseRows(
          ids.flatMap((id, row) => {
            const detail = problemOf(() => checkTimes(window, times.get(id) ?? noTimes));
            return detail === undefined ? [] : [{ row, detail }];
          }),
        );
        const wanted = (await peopleOf(trx, ids)).map((person) => ({
          ...person,
          ...(times.get(person.userId) ?? noTimes),
        }));
        const changes = listChanges(current, wanted, {
          keyOf: ({ userId }) => userId,
          isSame: (a, b) => a.delaySeconds === b.delaySeconds && a.extraSeconds === b.extraSeconds,
        });
        await insertRows(
          trx,
          'contestParticipants',
          changes.added.map(({ userId, delaySeconds, extraSeconds }) => ({
            ...{ contestId, userId, delaySeconds, extraSeconds, createdAt },
          })),
        );
        for (const { userId, delaySeconds, extraSeconds } of changes.changed) {
          await trx
            .updateTable('contestParticipants')
            .set({ delaySeconds, extraSeconds })
            .where('contestId', '=', contestId)
            .where('userId', '=', userId)
            .execute();
        }
        const gone = changes.removed.map(({ userId }) => userId);
        await inSteps(gone, (some) =>
          trx
            .deleteFrom('contestParticipants')
            .where('contestId', '=', contestId)
            .where('userId', 'in', some)
            .execute(),
        );
        await revoke.readers(gone);
        return { ...changes, tag: participantsTag(wanted.toSorted(byUserId)) };
      }),

    contestTasks: (contestId, tasks, { dryRun, ifMatch }) =>
      run(dryRun, async (trx, revoke) => {
        const createdAt = clock.nowMs();
        const window = await readTimes(trx, contestId);
        const current = await trx
          .selectFrom('contestTasks')
          .select(['taskId', 'label', 'position', 'opensAt', 'closesAt'])
          .where('contestId', '=', contestId)
          .orderBy('position')
          .orderBy('label')
          .execute();
        assertMatch(ifMatch, entityTagOf(current));
        const wanted = tasks.map((task, position) => ({ ...task, position }));
        await checkContestTasks(trx, window, wanted);
        const changes = listChanges(current, wanted, {
          keyOf: ({ taskId }) => taskId,
          isSame: (a, b) => entityTagOf(valuesOf(a)) === entityTagOf(valuesOf(b)),
        });
        // Labels may be exchanged, and no two may be equal on the way.
        if (changes.added.length + changes.changed.length + changes.removed.length > 0) {
          await trx.deleteFrom('contestTasks').where('contestId', '=', contestId).execute();
          const rows = wanted.map((task) => ({
            contestId,
            taskId: task.taskId,
            ...valuesOf(task),
            createdAt,
          }));
          await insertRows(trx, 'contestTasks', rows);
        }
        await revoke.tasks(changes.removed.map(({ taskId }) => taskId));
        return { ...changes, tag: entityTagOf(wanted) };
      }),
  };
}

const noTimes = { delaySeconds: 0, extraSeconds: 0 };
const byUserId = (a: Person, b: Person) => (a.userId < b.userId ? -1 : 1);

export const taskTag = ({ title, primaryLanguage, visibility, visibleFrom, embargoUntil }: Task) =>
  entityTagOf([title, primaryLanguage, visibility, visibleFrom, embargoUntil]);
export const groupTag = ({ name }: Group) => entityTagOf([name]);
export const contestTag = ({
  name,
  startsAt,
  endsAt,
  afterEnd,
}: Omit<Contest, 'id' | 'createdAt' | 'updatedAt'>) => entityTagOf([name, startsAt, endsAt, afterEnd]);
const membersTag = (members: ReadonlyArray<SyncedMember>) =>
  entityTagOf(members.map(({ userId, role }) => [userId, role]));
const participantsTag = (participants: ReadonlyArray<SyncedParticipant>) =>
  entityTagOf(
    participants.map(({ userId, delaySeconds, extraSeconds }) => [userId, delaySeconds, extraSeconds]),
  );

const valuesOf = ({ label, position, opensAt, closesAt }: SyncedContestTask) => ({
  label,
  position,
  opensAt,
  closesAt,
});

function outcomeOf(before: unknown, isSame: boolean): Outcome {
  if (before === undefined) return 'created';
  return isSame ? 'unchanged' : 'changed';
}

type Trx = Parameters<Edit<unknown>>[0];

/** @throws LecternError `not-found` */
async function assertGroup(trx: Trx, groupId: string): Promise<void> {
  const group = await trx
    .selectFrom('groups')
    .select('id')
    .where('id', '=', groupId)
    .where('deletedAt', 'is', null)
    .executeTakeFirst();
  if (!group) throw groupNotFound();
}

/** @throws LecternError `last-owner` */
async function keepAnOwner(trx: Trx, taskId: string): Promise<void> {
  const owner = await trx
    .selectFrom('taskCollaborators')
    .select('userId')
    .where('taskId', '=', taskId)
    .where('role', '=', 'owner')
    .limit(1)
    .executeTakeFirst();
  if (!owner) throw new LecternError('last-owner', 'Make somebody else an owner of the task first.');
}

/** That the tasks and the delays of a contest fit its new times. @throws LecternError `request-invalid` */
async function checkWhatItHolds(
  trx: Trx,
  contestId: string,
  window: Pick<Contest, 'startsAt' | 'endsAt'>,
): Promise<void> {
  const tasks = await trx
    .selectFrom('contestTasks')
    .select(['label', 'opensAt', 'closesAt'])
    .where('contestId', '=', contestId)
    .where('taskId', 'in', (eb) => eb.selectFrom('tasks').select('id').where('deletedAt', 'is', null))
    .execute();
  for (const task of tasks) checkContestTask(window, task);
  const latest = await trx
    .selectFrom('contestParticipants')
    .select(['delaySeconds', 'extraSeconds'])
    .where('contestId', '=', contestId)
    .orderBy('delaySeconds', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (latest) checkTimes(window, latest);
}

/** @throws LecternError `request-invalid` with the rows that are wrong */
async function checkContestTasks(
  trx: Trx,
  window: Pick<Contest, 'startsAt' | 'endsAt'>,
  tasks: ReadonlyArray<SyncedContestTask>,
): Promise<void> {
  if (tasks.length > maxContestTasks) {
    throw new LecternError('conflict', `A contest has at most ${maxContestTasks} tasks.`);
  }
  const ids = tasks.map(({ taskId }) => taskId);
  const rows =
    ids.length === 0
      ? []
      : await trx
          .selectFrom('tasks')
          .select('id')
          .where('id', 'in', ids)
          .where('deletedAt', 'is', null)
          .execute();
  const known = new Set(rows.map(({ id }) => id));
  const seen = new Set<string>();
  refuseRows(
    tasks.flatMap((task, row) => {
      const { taskId, label } = task;
      const isTwice = seen.has(taskId) || seen.has(`label ${label}`);
      seen.add(taskId).add(`label ${label}`);
      const detail = !known.has(taskId)
        ? 'there is no such task.'
        : isTwice
          ? 'a task and a label stand once.'
          : problemOf(() => checkContestTask(window, task));
      return detail === undefined ? [] : [{ row, detail }];
    }),
  );
}

function problemOf(check: () => void): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof LecternError) return error.message;
    throw error;
  }
}

async function peopleOf(trx: Trx, ids: ReadonlyArray<string>): Promise<ReadonlyArray<Person>> {
  const people: Array<Person> = [];
  await inSteps(ids, async (some) => {
    const rows = await trx
      .selectFrom('user')
      .select(['id as userId', 'externalId', emailOf().as('email'), 'name'])
      .where('id', 'in', some)
      .execute();
    people.push(...rows);
  });
  return people;
}

const idsPerStatement = 500;

async function inSteps(
  ids: ReadonlyArray<string>,
  step: (some: ReadonlyArray<string>) => Promise<unknown>,
): Promise<void> {
  for (let at = 0; at < ids.length; at += idsPerStatement) await step(ids.slice(at, at + idsPerStatement));
}
