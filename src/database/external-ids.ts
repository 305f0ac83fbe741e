import type { Kysely } from 'kysely';
import { LecternError } from '../errors.ts';
import type { Database } from './database.ts';
import type { Schema } from './schema.ts';

/** The kinds of things that a platform can have ids of its own for, and their tables. */
const tables = { task: 'tasks', group: 'groups', contest: 'contests', user: 'user' } as const;
export type Identified = keyof typeof tables;

const prefix = 'ext:';
export const maxExternalIdLength = 200;

/** The external id that a reference such as `ext:42` names; undefined for an id of our own. */
export function externalIdOf(reference: string): string | undefined {
  return reference.startsWith(prefix) ? reference.slice(prefix.length) : undefined;
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
    `An external id has 1 to ${maxExternalIdLength} characters, and no control characters.`,
  );
}

/** Ids by external id, of those that are there. */
export async function findByExternalIds(
  kysely: Kysely<Schema>,
  kind: Identified,
  externalIds: ReadonlyArray<string>,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (let at = 0; at < externalIds.length; at += idsPerStatement) {
    const rows = await kysely
      .selectFrom(tables[kind])
      .select(['id', 'externalId'])
      .where('externalId', 'in', externalIds.slice(at, at + idsPerStatement))
      .$if(kind !== 'user', (query) => query.where('deletedAt' as never, 'is', null))
      .execute();
    for (const { id, externalId } of rows) found.set(externalId as string, id);
  }
  return found;
}

const idsPerStatement = 500;

/** The id of one thing by the id that a platform gives it; undefined when there is none. */
export type FindExternal = (kind: Identified, externalId: string) => Promise<string | undefined>;

export function createFindExternal(database: Database): FindExternal {
  const prepare = (kind: Identified) =>
    database.prepareRead<{ externalId: string }, { id: string }>((kysely, param) =>
      kysely
        .selectFrom(tables[kind])
        .select('id')
        .where('externalId', '=', param('externalId'))
        .$if(kind !== 'user', (query) => query.where('deletedAt' as never, 'is', null))
        .compile(),
    );
  const reads = {
    task: prepare('task'),
    group: prepare('group'),
    contest: prepare('contest'),
    user: prepare('user'),
  };
  return async (kind, externalId) => (await reads[kind]({ externalId }))[0]?.id;
}
