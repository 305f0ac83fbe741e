import { hash, randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { insertRows } from '../../database/insert-rows.ts';
import type { Schema } from '../../database/schema.ts';
import { isAnyOf } from '../../database/sql.ts';
import type { Subject } from './logged-tables.ts';
import type { AuditLogEntryTable } from './tables.ts';

const newKey = () => randomBytes(16).toString('hex');

/**
 * The tag of an entry about a subject, of which it is the nth, from 0. Without the key no one can tell what an entry is about, or which are
 * about the same; with it, no entry can be left out unnoticed.
 */
const tagOf = (key: string, nth: number) => hash('sha256', `${key} ${nth}`).slice(0, 32);

/** The key of a revocation is its name, which is in the ids of issued URLs. So an export that discloses those can't hide one. */
export const isRevocation = (subject: Subject): boolean => subject.startsWith('revocation:');

/** Tags entries, in their order. Call it in the transaction that appends them. */
export async function tagEntries<Entry extends Pick<AuditLogEntryTable, 'record'>>(
  trx: Kysely<Schema>,
  entries: ReadonlyArray<Entry & { readonly about: ReadonlyArray<Subject> }>,
) {
  const subjects = new Set(entries.flatMap(({ about }) => about));
  const rows = await trx
    .selectFrom('auditLogSubjects')
    .selectAll()
    .where(isAnyOf(trx, 'subjectId', subjects))
    .execute();
  const known = new Map(rows.map((row) => [row.subjectId, row]));
  const tagged = entries.map(({ about, ...entry }) => {
    // An account that was deleted gets no new key.
    const lasting = about.filter((subject) => entry.record !== null || !subject.startsWith('user:'));
    const tags = lasting.map((subjectId) => {
      const key = known.get(subjectId)?.key ?? (isRevocation(subjectId) ? subjectId : newKey());
      const nth = known.get(subjectId)?.entries ?? 0;
      known.set(subjectId, { subjectId, key, entries: nth + 1 });
      return tagOf(key, nth);
    });
    return { ...entry, tags: tags.join() || tagOf(newKey(), 0) };
  });
  await insertRows(trx, 'auditLogSubjects', [...known.values()], { ifThere: 'replace' });
  return tagged;
}

/** @returns what an entry with some tags is about; call it for all entries, in the order of the log */
export function createTagReader(keys: ReadonlyMap<Subject, string>) {
  const awaited = new Map([...keys].map(([subject, key]) => [tagOf(key, 0), { subject, key, nth: 0 }]));
  return (tags: ReadonlyArray<string>): ReadonlyArray<Subject> =>
    tags.flatMap((tag) => {
      const found = awaited.get(tag);
      if (found === undefined) return [];
      awaited.delete(tag);
      found.nth += 1;
      awaited.set(tagOf(found.key, found.nth), found);
      return [found.subject];
    });
}
