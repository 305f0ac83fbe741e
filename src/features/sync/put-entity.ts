import { parseExternalId, parseReference } from '../../database/external-ids.ts';
import { findOrMakePeople, type NamedPerson } from '../../domain/accounts/named-people.ts';
import { contestFields, contestNotFound } from '../../domain/contests/contest.ts';
import { addStaff, changeContest, insertContest, liveContests } from '../../domain/contests/contests.ts';
import type { Creation, Entity } from '../../domain/entity.ts';
import {
  addMembers,
  changeGroup,
  groupFields,
  groupNotFound,
  insertGroup,
  liveGroups,
} from '../../domain/groups/groups.ts';
import { type TaskRole, taskFields, taskNotFound } from '../../domain/tasks/task.ts';
import { putTaskStaff } from '../../domain/tasks/task-staff.ts';
import { changeTask, insertTask, liveTasks } from '../../domain/tasks/tasks.ts';
import { assertMatch } from '../../lib/entity-tag.ts';
import type { LecternError } from '../../lib/errors.ts';
import type { DraftOf, Fields, FieldTable, ValuesOf } from '../../lib/fields.ts';
import type { Edit, Transaction } from '../../revocation/dry-run.ts';
import type { Revoke } from '../../revocation/revocations.ts';

export const outcomes = ['created', 'changed', 'unchanged'] as const;

export interface Put<Entity> {
  readonly outcome: (typeof outcomes)[number];
  readonly entity: Entity;
  /** Entity tag of the new state. */
  readonly tag: string;
}

export interface PutOptions {
  /** Lectern's id of an existing entity, or `ext:` and the platform's id. */
  readonly reference: string;
  /** The calling account. It becomes the owner or staff of what it creates. */
  readonly by: string;
  /** Entity tags; the current state must have one of them. */
  readonly ifMatch: string | undefined;
}

interface PersonWithRole {
  readonly userId: string;
  readonly role?: TaskRole | undefined;
}

/** How to put a kind of entity. Its invariants and writes are in `domain/`. */
interface Kind<Known, Table extends FieldTable> {
  find(trx: Transaction, reference: ReturnType<typeof parseReference>): Promise<Known | undefined>;
  notFound(): LecternError;
  readonly fields: Fields<Table>;
  insert(trx: Transaction, draft: DraftOf<Table>, creation: Creation): Promise<Known>;
  change(trx: Transaction, revoke: Revoke, before: Known, wanted: ValuesOf<Table>): Promise<Known>;
  /** @returns how many were added or changed */
  addPeople(
    trx: Transaction,
    revoke: Revoke,
    id: string,
    people: ReadonlyArray<PersonWithRole>,
  ): Promise<number>;
}

const putEntity =
  <Table extends FieldTable, Known extends Entity<Table>>(kind: Kind<Known, Table>) =>
  (
    given: DraftOf<Table>,
    named: ReadonlyArray<NamedPerson & Pick<PersonWithRole, 'role'>>,
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
      const creation = { createdBy: by, externalId: parseExternalId(value), nowMs };
      return kind.insert(trx, given, creation);
    };
    const change = (known: Known) => (isSame ? known : kind.change(trx, revoke, known, wanted));
    const entity = await (before ? change(before) : create());
    const { ids, changed } = await findOrMakePeople(trx, named, { source: 'list', nowMs });
    const people: Array<PersonWithRole> = before ? [] : [{ userId: by }];
    people.push(...ids.map((userId, at) => ({ userId, role: named[at]?.role })));
    const added = await kind.addPeople(trx, revoke, entity.id, people);
    const outcome = isSame && added + changed === 0 ? 'unchanged' : before ? 'changed' : 'created';
    return { outcome, entity, tag: kind.fields.tagOf(entity) };
  };

/** Creates a task or sets all its fields, and adds staff: as owners unless a role is given. */
export const putTask = putEntity({
  find: (trx, { column, value }) => liveTasks(trx).where(column, '=', value).executeTakeFirst(),
  notFound: taskNotFound,
  fields: taskFields,
  insert: insertTask,
  change: changeTask,
  addPeople(trx, revoke, taskId, people) {
    const roles = people.map(({ userId, role = 'owner' }) => [userId, role] as const);
    return putTaskStaff(trx, revoke, taskId, new Map(roles));
  },
});

/** Creates a group or renames it, and adds people to its staff. */
export const putGroup = putEntity({
  find: (trx, { column, value }) => liveGroups(trx).where(column, '=', value).executeTakeFirst(),
  notFound: groupNotFound,
  fields: groupFields,
  insert: insertGroup,
  change: (trx, revoke, group, draft) => changeGroup(trx, group, draft, revoke.nowMs()),
  addPeople: (trx, revoke, groupId, people) =>
    addMembers(trx, revoke, { groupId, userIds: people.map(({ userId }) => userId), role: 'staff' }),
});

/** Creates a contest or sets all its fields, and adds people to its staff. */
export const putContest = putEntity({
  find: (trx, { column, value }) => liveContests(trx).where(column, '=', value).executeTakeFirst(),
  notFound: contestNotFound,
  fields: contestFields,
  insert: insertContest,
  change: changeContest,
  addPeople(trx, revoke, contestId, people) {
    const userIds = people.map(({ userId }) => userId);
    return addStaff(trx, revoke, contestId, userIds);
  },
});
