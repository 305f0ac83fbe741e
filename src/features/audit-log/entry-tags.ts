import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { isRevocation, type Subject, tagOf } from 'lectern-audit-log';
import { insertRows } from '../../database/insert-rows.ts';
import type { Schema } from '../../database/schema.ts';
import { isAnyOf } from '../../database/sql.ts';
import type { AuditLogEntryTable } from './tables.ts';

const newKey = () => randomBytes(16).toString('hex');

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
