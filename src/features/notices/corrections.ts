import { type Kysely, sql } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import { later } from '../../database/sql.ts';
import type { NoticeTable } from './tables.ts';

/** Written ones of a contest; of its corrections, as many of the newest are listed. */
export const maxNotices = 200;

/** A notice of a contest: written, or the reason of a version, whose id it has then. */
export interface Notice extends Omit<NoticeTable, 'contestId'> {
  readonly versionId: string | null;
  /** Of that version. */
  readonly language: string | null;
}

/** The reasons of versions of tasks that became current in this time (Unix milliseconds). */
export async function correctionsOf(
  kysely: Kysely<Schema>,
  taskIds: ReadonlyArray<string>,
  { from, until }: { readonly from: number; readonly until: number | null },
): Promise<ReadonlyArray<Notice>> {
  if (taskIds.length === 0) return [];
  // A restored version became current again when the one after it was replaced.
  const since = later(
    sql`version."completedAt"`,
    sql`(select max(other."replacedAt") from "documentVersions" as other
      where other."taskId" = version."taskId" and other.language = version.language and other."attachmentId" is null
        and (version."replacedAt" is null or other."replacedAt" < version."replacedAt"))`,
  );
  const replacing = kysely
    .selectFrom('documentVersions as version')
    .select([
      ...(['version.id', 'taskId', 'language', 'reason', 'uploadedBy'] as const),
      sql<number>`${since}`.as('since'),
    ])
    .where('taskId', 'in', taskIds)
    .where('attachmentId', 'is', null)
    .where('completedAt', 'is not', null)
    .where('reason', 'is not', null);
  let query = kysely
    .selectFrom(replacing.as('correction'))
    .select((eb) => [
      ...(['id', 'taskId', 'id as versionId', 'language', 'uploadedBy as createdBy'] as const),
      'since as createdAt',
      ...[eb.ref('reason').$castTo<string>().as('texts'), eb.lit(null).as('updatedAt')],
    ])
    .where('since', '>=', from)
    .orderBy('since', 'desc')
    .limit(maxNotices);
  if (until !== null) query = query.where('since', '<', until);
  return query.execute();
}
