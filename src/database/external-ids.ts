import { type Kysely, sql } from 'kysely';
import { LecternError } from '../lib/errors.ts';
import type { Database } from './database.ts';
import type { Schema } from './schema.ts';
import { isAnyOf, type Texts, textsOf, textsParam } from './sql.ts';

/** Kinds of objects that can have external ids, and their tables. */
const tables = { task: 'tasks', group: 'groups', contest: 'contests', user: 'user' } as const;
export type Identified = keyof typeof tables;

const prefix = 'ext:';
export const maxExternalIdLength = 200;

/** The external id in a reference such as `ext:42`; undefined for one of our ids. */
export function externalIdOf(reference: string): string | undefined {
  return reference.startsWith(prefix) ? reference.slice(prefix.length) : undefined;
}

/** Our ids: UUIDs of any version (RFC 9562 §4). */
const ownIdForm = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** What is wrong with a reference that is neither one of our ids nor `ext:…`; undefined if it is one of them. */
export function problemWithReference(reference: string): string | undefined {
  if (ownIdForm.test(reference) || externalIdOf(reference) !== undefined) return undefined;
  return `${JSON.stringify(reference)} is not an id of Lectern. Prefix platform ids with ${prefix}, as in "${prefix}42".`;
}

/** @throws LecternError `request-invalid` for what is neither one of our ids nor `ext:…` */
export function assertReference(reference: string): void {
  const problem = problemWithReference(reference);
  if (problem !== undefined) throw new LecternError('request-invalid', problem);
}

/** The reference by which requests name an external id. */
export const formatReference = (externalId: string): string => prefix + externalId;

/** The column in which to look up a reference, and its value there. */
export function parseReference(reference: string): {
  readonly column: 'id' | 'externalId';
  readonly value: string;
} {
  const externalId = externalIdOf(reference);
  return externalId === undefined
    ? { column: 'id', value: reference }
    : { column: 'externalId', value: externalId };
}

/**
 * Validates an external id. It is stored unchanged, so ids that differ in case or Unicode normalization are different.
 * @throws LecternError `request-invalid`
 */
export function parseExternalId(text: string): string {
  if (text.length > 0 && text.length <= maxExternalIdLength && text.isWellFormed() && !/\p{Cc}/u.test(text)) {
    return text;
  }
  throw new LecternError(
    'request-invalid',
    `An external id must have 1 to ${maxExternalIdLength} characters and no control characters.`,
  );
}

/** The existing objects, without deleted ones. */
const selectLive = (kysely: Kysely<Schema>, kind: Identified) =>
  kysely
    .selectFrom(tables[kind])
    .select(['id', 'externalId'])
    .$if(kind !== 'user', (query) => query.where('deletedAt' as never, 'is', null));

const forEachKind = <Read>(prepare: (kind: Identified) => Read): Readonly<Record<Identified, Read>> => ({
  task: prepare('task'),
  group: prepare('group'),
  contest: prepare('contest'),
  user: prepare('user'),
});

const idsByExternalId = (rows: ReadonlyArray<{ id: string; externalId: string | null }>) =>
  new Map(rows.flatMap(({ id, externalId }) => (externalId === null ? [] : [[externalId, id] as const])));

/** Ids of existing objects by external id; one prepared read per kind. */
export type FindExternal = (
  kind: Identified,
  externalIds: ReadonlyArray<string>,
) => Promise<ReadonlyMap<string, string>>;

export function createFindExternal(database: Database): FindExternal {
  const { dialect } = database;
  const prepare = (kind: Identified) =>
    database.prepareRead<{ externalIds: Texts }, { id: string; externalId: string | null }>(
      (kysely, param) => {
        const wanted = textsOf(dialect, param('externalIds'), 'wanted');
        const isWanted = sql<boolean>`"externalId" in (select value from ${wanted})`;
        return selectLive(kysely, kind).where(isWanted).compile();
      },
    );
  const reads = forEachKind(prepare);
  return async (kind, externalIds) =>
    idsByExternalId(await reads[kind]({ externalIds: textsParam(dialect, new Set(externalIds)) }));
}

/**
 * Our id for a reference; the reference itself if there is no such object, because no id looks like it.
 * @throws LecternError `request-invalid` for another text
 */
export async function idOfReference(
  findExternal: FindExternal,
  kind: Identified,
  reference: string,
): Promise<string> {
  assertReference(reference);
  const externalId = externalIdOf(reference);
  if (externalId === undefined) return reference;
  return (await findExternal(kind, [externalId])).get(externalId) ?? reference;
}

/** What replies can refer to by id; a container is a group or a contest. */
export type Named = Identified | 'container';

/** External ids by id, also of deleted objects; omits objects without one. One prepared read per kind. */
export type FindExternalIds = (
  kind: Named,
  ids: ReadonlyArray<string>,
) => Promise<ReadonlyMap<string, string>>;

export function createFindExternalIds(database: Database): FindExternalIds {
  const { dialect } = database;
  const prepare = (kind: Named) =>
    database.prepareRead<{ ids: Texts }, { id: string; externalId: string }>((kysely, param) => {
      const wanted = sql`(select value from ${textsOf(dialect, param('ids'), 'wanted')})`;
      const names = kind === 'container' ? [tables.group, tables.contest] : [tables[kind]];
      const found = names.map(
        (name) =>
          sql`select id, "externalId" from ${sql.table(name)} where id in ${wanted} and "externalId" is not null`,
      );
      return sql<{ id: string; externalId: string }>`${sql.join(found, sql` union all `)}`.compile(kysely);
    });
  const reads = { ...forEachKind(prepare), container: prepare('container') };
  return async (kind, ids) => {
    const rows = ids.length === 0 ? [] : await reads[kind]({ ids: textsParam(dialect, new Set(ids)) });
    return new Map(rows.map(({ id, externalId }) => [id, externalId]));
  };
}

/** `FindExternal` within a transaction, because prepared reads do not see its changes. */
async function findExternalIn(
  transaction: Kysely<Schema>,
  kind: Identified,
  externalIds: ReadonlyArray<string>,
): Promise<ReadonlyMap<string, string>> {
  if (externalIds.length === 0) return new Map();
  const isWanted = isAnyOf(transaction, 'externalId', externalIds);
  return idsByExternalId(await selectLive(transaction, kind).where(isWanted).execute());
}

/** Our ids of existing objects, by reference (`ext:42`, or the id itself). */
export async function findReferredIn(
  transaction: Kysely<Schema>,
  kind: Identified,
  references: ReadonlyArray<string>,
): Promise<ReadonlyMap<string, string>> {
  const externalIds = references.flatMap((reference) => externalIdOf(reference) ?? []);
  const byExternalId = await findExternalIn(transaction, kind, externalIds);
  const found = new Map([...byExternalId].map(([externalId, id]) => [formatReference(externalId), id]));
  const rows = await selectLive(transaction, kind)
    .where(isAnyOf(transaction, 'id', references))
    .execute();
  for (const { id } of rows) found.set(id, id);
  return found;
}
