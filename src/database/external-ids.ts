import { type Kysely, sql } from 'kysely';
import { LecternError } from '../lib/errors.ts';
import type { Database } from './database.ts';
import type { Schema } from './schema.ts';
import { isAnyOf, type Texts, textsOf, textsParam } from './sql.ts';

/** The kinds of things that a platform can have ids of its own for, and their tables. */
const tables = { task: 'tasks', group: 'groups', contest: 'contests', user: 'user' } as const;
export type Identified = keyof typeof tables;

const prefix = 'ext:';
export const maxExternalIdLength = 200;

/** The external id that a reference such as `ext:42` names; undefined for an id of our own. */
export function externalIdOf(reference: string): string | undefined {
  return reference.startsWith(prefix) ? reference.slice(prefix.length) : undefined;
}

/** How a request names something by its external id. */
export const formatReference = (externalId: string): string => prefix + externalId;

/** The column by which a reference finds its row, and the value there. */
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
 * An external id as it is stored: exactly as it was given, so two that differ in case or in their Unicode
 * normalization are two.
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

/** Those that are there, and not deleted. */
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

/** Ids by external id, of those that are there; one prepared read for each kind. */
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

/** Our own id of what a reference names; the reference where there is no such thing, which no id is. */
export async function idOfReference(
  findExternal: FindExternal,
  kind: Identified,
  reference: string,
): Promise<string> {
  const externalId = externalIdOf(reference);
  if (externalId === undefined) return reference;
  return (await findExternal(kind, [externalId])).get(externalId) ?? reference;
}

/** What can be named by its id in a reply; a place is a group or a contest. */
export type Named = Identified | 'place';

/** External ids by ids, deleted ones too; without those that have none. One prepared read for each kind. */
export type FindExternalIds = (
  kind: Named,
  ids: ReadonlyArray<string>,
) => Promise<ReadonlyMap<string, string>>;

export function createFindExternalIds(database: Database): FindExternalIds {
  const { dialect } = database;
  const prepare = (kind: Named) =>
    database.prepareRead<{ ids: Texts }, { id: string; externalId: string }>((kysely, param) => {
      const wanted = sql`(select value from ${textsOf(dialect, param('ids'), 'wanted')})`;
      const names = kind === 'place' ? [tables.group, tables.contest] : [tables[kind]];
      const found = names.map(
        (name) =>
          sql`select id, "externalId" from ${sql.table(name)} where id in ${wanted} and "externalId" is not null`,
      );
      return sql<{ id: string; externalId: string }>`${sql.join(found, sql` union all `)}`.compile(kysely);
    });
  const reads = { ...forEachKind(prepare), place: prepare('place') };
  return async (kind, ids) => {
    const rows = ids.length === 0 ? [] : await reads[kind]({ ids: textsParam(dialect, new Set(ids)) });
    return new Map(rows.map(({ id, externalId }) => [id, externalId]));
  };
}

/** `FindExternal` within a transaction, whose own changes a prepared read does not see. */
async function findExternalIn(
  transaction: Kysely<Schema>,
  kind: Identified,
  externalIds: ReadonlyArray<string>,
): Promise<ReadonlyMap<string, string>> {
  if (externalIds.length === 0) return new Map();
  const isWanted = isAnyOf(transaction, 'externalId', externalIds);
  return idsByExternalId(await selectLive(transaction, kind).where(isWanted).execute());
}

/** Our own ids, by how something is referred to (`ext:42`, or the id itself), of those that are there. */
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
