import { sql } from 'kysely';
import type { PutOutcome } from '../../api/dry-run.ts';
import { parseExternalId, parseReference } from '../../database/external-ids.ts';
import { addRows } from '../../domain/access/access-rows.ts';
import { findOrMakePeople, type NamedPerson } from '../../domain/accounts/named-people.ts';
import type { Principal } from '../../domain/accounts/principal.ts';
import { contestFields, contestNotFound } from '../../domain/contests/contest.ts';
import { changeContest, insertContest, liveContests } from '../../domain/contests/contests.ts';
import type { Creation, Entity } from '../../domain/entity.ts';
import {
  addMembers,
  changeGroup,
  groupFields,
  groupNotFound,
  insertGroup,
  liveGroups,
} from '../../domain/groups/groups.ts';
import { taskFields, taskNotFound, taskRoleWords } from '../../domain/tasks/task.ts';
import { putTaskStaff } from '../../domain/tasks/task-staff.ts';
import { changeTask, insertTask, liveTasks } from '../../domain/tasks/tasks.ts';
import { assertMatch } from '../../lib/entity-tag.ts';
import type { LecternError } from '../../lib/errors.ts';
import { type DraftOf, type Fields, type FieldTable, fieldsOf, type ValuesOf } from '../../lib/fields.ts';
import type { Edit, Transaction } from '../../revocation/dry-run.ts';
import type { Revoke } from '../../revocation/revocations.ts';
import { isPerson, type LinkTable, readLinks, writeLinks } from './link-list.ts';
import { listChanges } from './list-changes.ts';

export interface Put<Entity> {
  readonly outcome: PutOutcome;
  readonly entity: Entity;
  /** Entity tag of the new state. */
  readonly tag: string;
}

export interface PutOptions {
  /** Lectern's id of an existing entity, or `ext:` and the platform's id. */
  readonly reference: string;
  /** The calling account. A key becomes owner or staff of all that it puts, a person of what they create without `staff`. */
  readonly by: Pick<Principal, 'id' | 'apiKeyId'>;
  /** Entity tags; the current state must have one of them. */
  readonly ifMatch: string | undefined;
}

/** How to put a kind of entity. Its invariants and writes are in `domain/`. */
interface Kind<Known, Table extends FieldTable, StaffTable extends FieldTable> {
  find(trx: Transaction, reference: ReturnType<typeof parseReference>): Promise<Known | undefined>;
  notFound(): LecternError;
  readonly fields: Fields<Table>;
  insert(trx: Transaction, draft: DraftOf<Table>, creation: Creation): Promise<Known>;
  change(trx: Transaction, revoke: Revoke, before: Known, wanted: ValuesOf<Table>): Promise<Known>;
  /** People only, so programs stay. */
  readonly staff: LinkTable<StaffTable, 'userId'>;
  /** What makes a program or the creator staff. */
  readonly ownRow: object;
}

const putEntity =
  <Table extends FieldTable, Known extends Entity<Table>, StaffTable extends FieldTable>(
    kind: Kind<Known, Table, StaffTable>,
  ) =>
  (
    given: DraftOf<Table>,
    /** All its staff; undefined leaves them unchanged. */
    named: ReadonlyArray<NamedPerson & DraftOf<StaffTable>> | undefined,
    { reference, by, ifMatch }: PutOptions,
  ): Edit<Put<Known>> =>
  async (trx, revoke) => {
    const nowMs = revoke.nowMs();
    const { column, value } = parseReference(reference);
    const before = await kind.find(trx, { column, value });
    assertMatch(ifMatch, before && kind.fields.tagOf(before));
    if (!before && column === 'id') throw kind.notFound();
    const wanted = kind.fields.parse(kind.fields.complete(given));
    const isSame = before !== undefined && kind.fields.isSame(wanted, before);
    const create = () => {
      const creation = { createdBy: by.id, externalId: parseExternalId(value), nowMs };
      return kind.insert(trx, given, creation);
    };
    const change = (known: Known) => (isSame ? known : kind.change(trx, revoke, known, wanted));
    const entity = await (before ? change(before) : create());
    const { table, owner } = kind.staff;
    if (by.apiKeyId !== undefined || (!before && named === undefined)) {
      // Marks what the key has put (`put-all.ts`).
      const own = { ...kind.ownRow, [owner]: entity.id, userId: by.id, createdAt: nowMs };
      await addRows(trx, revoke, table, [own as never], { ifThere: 'keep' });
    }
    const isSameStaff = named === undefined || (await putStaff(trx, revoke, kind.staff, entity.id, named));
    const outcome = isSame && isSameStaff ? 'unchanged' : before ? 'changed' : 'created';
    return { outcome, entity, tag: kind.fields.tagOf(entity) };
  };

/** @returns whether nothing was changed */
async function putStaff<Table extends FieldTable>(
  trx: Transaction,
  revoke: Revoke,
  list: LinkTable<Table, 'userId'>,
  id: string,
  named: ReadonlyArray<NamedPerson & DraftOf<Table>>,
): Promise<boolean> {
  const { fields } = list;
  const { ids, changed } = await findOrMakePeople(trx, named, { source: 'list', nowMs: revoke.nowMs() });
  const wanted = named.map((person, at) => ({
    ...fields.pick(fields.complete(person)),
    userId: ids[at] as string,
  }));
  const changes = listChanges(await readLinks(trx, list, id), wanted, {
    keyOf: ({ userId }) => userId,
    isSame: fields.isSame,
  });
  await writeLinks(trx, revoke, list, id, changes);
  return changed === 0 && changes.unchanged === wanted.length && changes.removed.length === 0;
}

/** Creates a task or sets all its fields, and replaces its staff: owners unless a role is given. */
export const putTask = putEntity({
  find: (trx, { column, value }) => liveTasks(trx).where(column, '=', value).executeTakeFirst(),
  notFound: taskNotFound,
  fields: taskFields,
  insert: insertTask,
  change: changeTask,
  staff: {
    table: 'taskStaff',
    owner: 'taskId',
    id: 'userId',
    fields: fieldsOf({ role: { kind: 'word', of: taskRoleWords, fallback: 'owner' } }),
    isListed: isPerson,
    put: (trx, revoke, taskId, people) =>
      putTaskStaff(trx, revoke, taskId, new Map(people.map(({ userId, role }) => [userId, role]))),
  },
  ownRow: { role: 'owner' },
});

/** Creates a group or renames it, and replaces its staff. */
export const putGroup = putEntity({
  find: (trx, { column, value }) => liveGroups(trx).where(column, '=', value).executeTakeFirst(),
  notFound: groupNotFound,
  fields: groupFields,
  insert: insertGroup,
  change: (trx, revoke, group, draft) => changeGroup(trx, group, draft, revoke.nowMs()),
  staff: {
    table: 'groupMembers',
    owner: 'groupId',
    id: 'userId',
    fields: fieldsOf({}),
    isListed: () => sql<boolean>`role = 'staff' and ${isPerson()}`,
    put: (trx, revoke, groupId, people) =>
      addMembers(trx, revoke, { groupId, userIds: people.map(({ userId }) => userId), role: 'staff' }),
  },
  ownRow: { role: 'staff' },
});

/** Creates a contest or sets all its fields, and replaces its staff. */
export const putContest = putEntity({
  find: (trx, { column, value }) => liveContests(trx).where(column, '=', value).executeTakeFirst(),
  notFound: contestNotFound,
  fields: contestFields,
  insert: insertContest,
  change: changeContest,
  staff: {
    table: 'contestStaff',
    owner: 'contestId',
    id: 'userId',
    fields: fieldsOf({}),
    isListed: isPerson,
    insert: { ifThere: 'keep' },
  },
  ownRow: {},
});
