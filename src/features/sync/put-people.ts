import { addParticipants, changeRows, deleteRows } from '../../core/revoke/access-rows.ts';
import type { Edit, Transaction } from '../../core/revoke/dry-run.ts';
import type { Revoke } from '../../core/revoke/revocations.ts';
import { insertRows } from '../../database/insert-rows.ts';
import { addressesOf, type Person } from '../../database/people-list.ts';
import { findOrMakePeople, type NamedPerson } from '../../domain/accounts/named-people.ts';
import { programRole } from '../../domain/accounts/principal.ts';
import { checkTimes, participantFields } from '../../domain/contests/contest.ts';
import { participantsOf } from '../../domain/contests/contest-people.ts';
import { readTimes } from '../../domain/contests/contests.ts';
import { findGroup, groupRoles, memberFields, membersOf } from '../../domain/groups/groups.ts';
import { assertMatch, entityTagOf } from '../../lib/entity-tag.ts';
import type { DraftOf, Fields, FieldTable, ValuesOf } from '../../lib/fields.ts';
import { inChunks } from '../../lib/in-chunks.ts';
import { problemOf, refuseRows } from '../../lib/row-problems.ts';
import { type ListChanges, listChanges, type PutList } from './list-changes.ts';
import type { PutOptions } from './put-entity.ts';

type ListedPerson = Person & { readonly externalId: string | null };

/** A list of people, each with some values. */
interface PeopleList<Table extends FieldTable> {
  readonly fields: Fields<Table>;
  /** The people of a group or contest, by id. */
  read(trx: Transaction, ownerId: string): Promise<ReadonlyArray<ListedPerson & ValuesOf<Table>>>;
  /** @returns what throws for values that do not fit */
  prepareCheck?(trx: Transaction, ownerId: string): Promise<(own: ValuesOf<Table>) => void>;
  write(
    trx: Transaction,
    revoke: Revoke,
    ownerId: string,
    changes: ListChanges<ListedPerson & ValuesOf<Table>>,
  ): Promise<void>;
}

const putPeople =
  <Table extends FieldTable>({ fields, read, prepareCheck, write }: PeopleList<Table>) =>
  (
    ownerId: string,
    named: ReadonlyArray<NamedPerson & DraftOf<Table>>,
    { ifMatch }: Pick<PutOptions, 'ifMatch'>,
  ): Edit<PutList<ListedPerson & ValuesOf<Table>>> =>
  async (trx, revoke) => {
    const tagOf = (people: ReadonlyArray<ListedPerson & ValuesOf<Table>>) =>
      entityTagOf(people.map((person) => [person.userId, ...Object.values(fields.pick(person))]));
    const current = await read(trx, ownerId);
    assertMatch(ifMatch, tagOf(current));
    const check = await prepareCheck?.(trx, ownerId);
    const ids = await findOrMakePeople(trx, named, revoke.nowMs());
    const values = named.map((person) => fields.pick(fields.complete(person)));
    refuseRows(
      values.flatMap((own, row) => {
        const detail = problemOf(() => check?.(own));
        return detail === undefined ? [] : [{ row, detail }];
      }),
    );
    const byId = new Map(ids.map((id, at) => [id, values[at]]));
    const wanted = (await peopleOf(trx, ids)).flatMap((person) => {
      const own = byId.get(person.userId);
      return own ? [{ ...person, ...own }] : [];
    });
    const changes = listChanges(current, wanted, {
      keyOf: ({ userId }) => userId,
      isSame: fields.isSame,
    });
    await write(trx, revoke, ownerId, changes);
    return { ...changes, tag: tagOf(wanted.toSorted((a, b) => (a.userId < b.userId ? -1 : 1))) };
  };

async function peopleOf(trx: Transaction, ids: ReadonlyArray<string>): Promise<ReadonlyArray<ListedPerson>> {
  const people: Array<ListedPerson> = [];
  await inChunks(ids, async (some) => {
    const rows = await trx
      .selectFrom('user')
      .select(['id as userId', 'externalId', ...addressesOf(), 'name'])
      .where('id', 'in', some)
      .execute();
    people.push(...rows);
  });
  return people;
}

const idsOf = (people: ReadonlyArray<ListedPerson>) => people.map(({ userId }) => userId);

/** Everybody in a group but programs. Whoever is not named is removed. */
export const putMembers = putPeople({
  fields: memberFields,
  async read(trx, groupId) {
    await findGroup(trx, groupId);
    return membersOf(trx, groupId)
      .select('externalId')
      .where('user.role', 'is distinct from', programRole)
      .orderBy('userId')
      .execute();
  },
  async write(trx, revoke, groupId, { added, changed, removed }) {
    const createdAt = revoke.nowMs();
    const rows = added.map((member) => ({
      groupId,
      userId: member.userId,
      ...memberFields.pick(member),
      createdAt,
    }));
    await insertRows(trx, 'groupMembers', rows);
    for (const role of groupRoles.words) {
      const userId = idsOf(changed.filter((member) => member.role === role));
      await changeRows(trx, revoke, 'groupMembers', { groupId, userId }, { role });
    }
    await deleteRows(trx, revoke, 'groupMembers', { groupId, userId: idsOf(removed) });
  },
});

/** People who take part by themselves; whoever is not named is removed. */
export const putParticipants = putPeople({
  fields: participantFields,
  read: (trx, contestId) => participantsOf(trx, contestId).select('externalId').orderBy('userId').execute(),
  async prepareCheck(trx, contestId) {
    const window = await readTimes(trx, contestId);
    return (times) => checkTimes(window, times);
  },
  async write(trx, revoke, contestId, { added, changed, removed }) {
    const createdAt = revoke.nowMs();
    const rows = added.map((person) => ({
      userId: person.userId,
      ...participantFields.pick(person),
      createdAt,
    }));
    await addParticipants(trx, revoke, contestId, rows);
    for (const person of changed) {
      const key = { contestId, userId: person.userId };
      await changeRows(trx, revoke, 'contestParticipants', key, participantFields.pick(person));
    }
    await deleteRows(trx, revoke, 'contestParticipants', { contestId, userId: idsOf(removed) });
  },
});
