import { setImmediate as nextTick } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import { addressesOf, type Person } from '../../database/people-list.ts';
import type { Schema } from '../../database/schema.ts';
import { isAnyOf } from '../../database/sql.ts';
import {
  type FoundPerson,
  findNamedPeople,
  findOrMakePeople,
  type NamedPerson,
} from '../../domain/accounts/named-people.ts';
import type { RepositoryParts } from '../../domain/repository-parts.ts';
import { assertMatch, entityTagOf } from '../../lib/entity-tag.ts';
import { LecternError } from '../../lib/errors.ts';
import type { DraftOf, Fields, FieldTable, ValuesOf } from '../../lib/fields.ts';
import { inYieldingChunks } from '../../lib/in-chunks.ts';
import { runOrDryRun } from '../../revocation/dry-run.ts';
import { readLinks } from './link-list.ts';
import { countsOf, listChanges, type PutList, shownOf } from './list-changes.ts';
import type { PutOptions } from './put-entity.ts';
import { ListChanged, type PeopleList, type Row, replacePeople } from './replace-people.ts';

type ListedPerson = Person & { readonly externalId: string | null };

interface PutPeopleOptions extends Pick<PutOptions, 'ifMatch'> {
  readonly dryRun?: boolean | undefined;
}

/** A step blocks SQLite. Steps of these sizes take some milliseconds. */
const readPerStep = 1000;
const accountsPerStep = 250;

/** Attempts if others change the list concurrently. */
const maxAttempts = 10;

/**
 * Replaces a whole list of people in steps, and serves other requests between them. It finds all errors before anything changes, then
 * creates and renames accounts, which gives no access, then replaces the list, unless that has changed since it was read.
 */
export const putInSteps =
  <Table extends FieldTable>(list: PeopleList<Table>) =>
  async (
    parts: RepositoryParts,
    ownerId: string,
    named: ReadonlyArray<NamedPerson & DraftOf<Table>>,
    options: PutPeopleOptions,
  ): Promise<PutList<ListedPerson & ValuesOf<Table>>> => {
    const renamed = new Set<string>();
    for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
      try {
        return await putOnce(list, parts, ownerId, named, { ...options, renamed });
      } catch (error) {
        if (!(error instanceof ListChanged)) throw error;
      }
    }
    throw new LecternError('unavailable', 'Other requests keep changing this list. Try again in a moment.');
  };

/** @param options.renamed collects the ids of people whose name or address changes, over all attempts @throws ListChanged */
async function putOnce<Table extends FieldTable>(
  list: PeopleList<Table>,
  parts: RepositoryParts,
  ownerId: string,
  named: ReadonlyArray<NamedPerson & DraftOf<Table>>,
  { ifMatch, dryRun, renamed }: PutPeopleOptions & { readonly renamed: Set<string> },
): Promise<PutList<ListedPerson & ValuesOf<Table>>> {
  const { fields } = list;
  const { kysely } = parts.database;
  await list.findOwner(kysely, ownerId);
  const current = await readInSteps(list, kysely, ownerId);
  assertMatch(ifMatch, await tagOf(fields, current));
  const found = await findNamedPeople(kysely, named, 'list');
  const values: Array<ValuesOf<Table>> = [];
  for await (const some of inYieldingChunks(named, readPerStep)) {
    values.push(...some.map((person) => fields.pick(fields.complete(person))));
  }
  const ids = dryRun ? found.map(({ id }, row) => id ?? `new ${row}`) : await makePeople(parts, named, found);
  const wanted = ids.map((userId, row) => ({ ...(values[row] as ValuesOf<Table>), userId }));
  await nextTick();
  found.forEach(({ isChanged }, row) => {
    if (isChanged) renamed.add(ids[row] as string);
  });
  const changes = listChanges(current, wanted, {
    keyOf: ({ userId }) => userId,
    isSame: (before, after) => fields.isSame(before, after) && !renamed.has(after.userId),
  });
  if (!dryRun) await replacePeople(list, parts.revocations, ownerId, { current, ...changes });
  const shown = shownOf(changes);
  const people = dryRun
    ? await previewPeople(parts, shown, new Map(ids.map((id, row) => [id, named[row] as NamedPerson])))
    : await peopleOf(
        kysely,
        shown.map(([, { userId }]) => userId),
      );
  return {
    ...countsOf(changes),
    tag: await tagOf(fields, wanted.toSorted(byId)),
    shown: shown.flatMap(([outcome, row]) => {
      const person = people.get(row.userId);
      return person ? [[outcome, { ...row, ...person }] as const] : [];
    }),
  };
}

const byId = (a: { userId: string }, b: { userId: string }) => (a.userId < b.userId ? -1 : 1);

async function tagOf<Table extends FieldTable>(
  fields: Fields<Table>,
  rows: ReadonlyArray<Row<Table>>,
): Promise<string> {
  await nextTick();
  return entityTagOf(rows.map((row) => [row.userId, ...fields.names.map((name) => row[name])]));
}

/** Reads the whole list by id. If others change it concurrently, the steps see different states. */
async function readInSteps<Table extends FieldTable>(
  list: PeopleList<Table>,
  db: Kysely<Schema>,
  ownerId: string,
): Promise<ReadonlyArray<Row<Table>>> {
  const rows: Array<Row<Table>> = [];
  for (;;) {
    const where = sql<boolean>`"userId" > ${rows.at(-1)?.userId ?? ''}`;
    const next = await readLinks(db, list, ownerId, { where, limit: readPerStep });
    rows.push(...next);
    if (next.length < readPerStep) return rows;
    await nextTick();
  }
}

/** Creates and renames accounts. @returns the ids of all people, in the order of `named` */
async function makePeople(
  { database, clock }: RepositoryParts,
  named: ReadonlyArray<NamedPerson>,
  found: ReadonlyArray<FoundPerson>,
): Promise<ReadonlyArray<string>> {
  const ids = found.map(({ id }) => id ?? '');
  const rows = found.flatMap(({ isAsNamed }, row) => (isAsNamed ? [] : [row]));
  for await (const some of inYieldingChunks(rows, accountsPerStep)) {
    const people = some.map((row) => named[row] as NamedPerson);
    const { ids: made } = await database.kysely
      .transaction()
      .execute((trx) => findOrMakePeople(trx, people, { source: 'list', nowMs: clock.nowMs(), rows: some }));
    some.forEach((row, at) => {
      ids[row] = made[at] as string;
    });
  }
  return ids;
}

/** The people as a dry run shows them: with their new names, by the ids in the changes. */
async function previewPeople(
  { revocations }: RepositoryParts,
  shown: ReadonlyArray<readonly [outcome: unknown, row: { readonly userId: string }]>,
  namedBy: ReadonlyMap<string, NamedPerson>,
): Promise<ReadonlyMap<string, ListedPerson>> {
  const keys = shown.map(([, { userId }]) => userId);
  const named = keys.flatMap((key) => {
    const person = namedBy.get(key);
    return person ? [{ key, person }] : [];
  });
  return runOrDryRun(revocations, true, async (trx, revoke) => {
    const { ids } = await findOrMakePeople(
      trx,
      named.map(({ person }) => person),
      { source: 'list', nowMs: revoke.nowMs() },
    );
    const idOf = new Map(named.map(({ key }, at) => [key, ids[at] as string]));
    const people = await peopleOf(
      trx,
      keys.map((key) => idOf.get(key) ?? key),
    );
    return new Map(
      keys.flatMap((key) => {
        const person = people.get(idOf.get(key) ?? key);
        return person ? [[key, person] as const] : [];
      }),
    );
  });
}

async function peopleOf(
  db: Kysely<Schema>,
  ids: ReadonlyArray<string>,
): Promise<ReadonlyMap<string, ListedPerson>> {
  if (ids.length === 0) return new Map();
  const people = await db
    .selectFrom('user')
    .select(['id as userId', 'externalId', ...addressesOf(), 'name'])
    .where(isAnyOf(db, 'id', ids))
    .execute();
  return new Map(people.map((person) => [person.userId, person]));
}
