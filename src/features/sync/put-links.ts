import { findReferredIn, type Identified } from '../../database/external-ids.ts';
import { insertRows } from '../../database/insert-rows.ts';
import { addRows, changeEach, deleteRows } from '../../domain/access/access-rows.ts';
import { findContest } from '../../domain/contests/contests.ts';
import {
  type AssignmentDraft,
  type AssignmentTable,
  assignmentFields,
  checkWindow,
} from '../../domain/groups/group-tasks.ts';
import { findGroup } from '../../domain/groups/groups.ts';
import { assertMatch, entityTagOf } from '../../lib/entity-tag.ts';
import type { ValuesOf } from '../../lib/fields.ts';
import { checkRows, problemIn } from '../../lib/row-problems.ts';
import type { Edit, Transaction } from '../../revocation/dry-run.ts';
import { countsOf, listChanges, type PutList, shownOf } from './list-changes.ts';
import type { PutOptions } from './put-entity.ts';

type GroupTask = ValuesOf<AssignmentTable> & { readonly taskId: string };
interface ContestGroup {
  readonly groupId: string;
}

/** Replaces the tasks of a group, each with its window. */
export const putGroupTasks =
  (
    groupId: string,
    tasks: ReadonlyArray<AssignmentDraft & { readonly taskId: string }>,
    { ifMatch }: Pick<PutOptions, 'ifMatch'>,
  ): Edit<PutList<GroupTask>> =>
  async (trx, revoke) => {
    await findGroup(trx, groupId);
    const current = await trx
      .selectFrom('groupTasks')
      .select(['taskId', ...assignmentFields.names])
      .where('groupId', '=', groupId)
      .execute();
    assertMatch(ifMatch, tagOf(current));
    const wanted = tasks.map((task) => ({ taskId: task.taskId, ...assignmentFields.complete(task) }));
    await checkLinks<GroupTask>(trx, 'task', wanted, { id: 'taskId', check: checkWindow });
    const changes = listChanges(current, wanted, {
      keyOf: ({ taskId }) => taskId,
      isSame: assignmentFields.isSame,
    });
    const removed = changes.removed.map(({ taskId }) => taskId);
    await deleteRows(trx, revoke, 'groupTasks', { groupId, taskId: removed });
    await changeEach(trx, revoke, 'groupTasks', { groupId }, 'taskId', changes.changed);
    const createdAt = revoke.nowMs();
    const added = changes.added.map((task) => ({ groupId, ...task, createdAt }));
    await insertRows(trx, 'groupTasks', added);
    return { ...countsOf(changes), tag: tagOf(wanted), shown: shownOf(changes) };

    function tagOf(of: ReadonlyArray<GroupTask>): string {
      return entityTagOf(of.map((task) => [task.taskId, assignmentFields.tagOf(task)]).toSorted(byId));
    }
  };

/** Replaces the groups whose members take part in a contest. */
export const putContestGroups =
  (
    contestId: string,
    wanted: ReadonlyArray<ContestGroup>,
    { ifMatch }: Pick<PutOptions, 'ifMatch'>,
  ): Edit<PutList<ContestGroup>> =>
  async (trx, revoke) => {
    await findContest(trx, contestId);
    const current = await trx
      .selectFrom('contestGroups')
      .select('groupId')
      .where('contestId', '=', contestId)
      .execute();
    assertMatch(ifMatch, tagOf(current));
    await checkLinks(trx, 'group', wanted, { id: 'groupId' });
    const changes = listChanges(current, wanted, { keyOf: ({ groupId }) => groupId, isSame: () => true });
    const removed = changes.removed.map(({ groupId }) => groupId);
    await deleteRows(trx, revoke, 'contestGroups', { contestId, groupId: removed });
    const createdAt = revoke.nowMs();
    const added = changes.added.map(({ groupId }) => ({ contestId, groupId, createdAt }));
    await addRows(trx, revoke, 'contestGroups', added);
    return { ...countsOf(changes), tag: tagOf(wanted), shown: shownOf(changes) };

    function tagOf(of: ReadonlyArray<ContestGroup>): string {
      return entityTagOf(of.map(({ groupId }) => groupId).toSorted());
    }
  };

const byId = ([one = '']: ReadonlyArray<string>, [other = '']: ReadonlyArray<string>) =>
  one < other ? -1 : 1;

interface RowRules<Row> {
  /** The field with the id of the task or group. */
  readonly id: keyof Row & string;
  /** Fields whose values must differ between rows; default: the id. */
  readonly unique?: ReadonlyArray<keyof Row & string>;
  /** Checks the times of a row. */
  check?(row: Row): void;
}

/** @throws LecternError `request-invalid` with the invalid rows */
export async function checkLinks<Row extends object>(
  trx: Transaction,
  kind: Identified,
  rows: ReadonlyArray<Row>,
  { id, unique = [id], check = () => {} }: RowRules<Row>,
): Promise<void> {
  const idOf = (row: Row) => String(row[id]);
  const known = await findReferredIn(trx, kind, rows.map(idOf));
  const firstRows = new Map<string, number>();
  checkRows(rows, (row, at) => {
    if (!known.has(idOf(row)))
      return {
        field: id,
        code: 'not-found',
        message: `There is no such ${kind}. Correct the id, or create it first.`,
      };
    for (const field of unique) {
      const key = `${field} ${row[field]}`;
      const first = firstRows.get(key);
      if (first !== undefined) {
        return { field, code: 'repeated', message: `Row ${first + 1} has the same value. Use each once.` };
      }
      firstRows.set(key, at);
    }
    return problemIn('closesAt', () => check(row));
  });
}
