import { type Kysely, type Selectable, sql } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import { later } from '../../database/sql.ts';
import type { NoticeTable } from './tables.ts';

/** Written ones of a contest; of its corrections, as many of the newest are listed. */
export const maxNotices = 200;

/** Versions in several languages with the same reason are one notice if they come within this time. */
const togetherMs = 10 * 60 * 1000;

/** A notice of a contest: written, or the reason of versions of a task in different languages, with the id of the first. */
export interface Notice extends Omit<Selectable<NoticeTable>, 'contestId'> {
  /** Empty for one that staff wrote. */
  readonly versions: ReadonlyArray<{ readonly id: string; readonly language: string }>;
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
      ...(['id', 'taskId', 'language', 'uploadedBy as createdBy'] as const),
      'since as createdAt',
      ...[
        eb.ref('reason').$castTo<string>().as('texts'),
        eb.lit(null).as('updatedAt'),
        eb.lit(null).as('externalId'),
      ],
    ])
    .where('since', '>=', from)
    .orderBy('since', 'desc')
    .limit(maxNotices);
  if (until !== null) query = query.where('since', '<', until);
  return together(await query.execute());
}

/** @param corrections newest first */
function together(
  corrections: ReadonlyArray<Omit<Notice, 'versions'> & { readonly language: string }>,
): ReadonlyArray<Notice> {
  const notices = new Map<string, Notice>();
  const last = new Map<string, string>();
  for (const { language, ...correction } of corrections.toReversed()) {
    const { id, taskId, texts, createdAt } = correction;
    const reason = JSON.stringify([taskId, texts]);
    const first = notices.get(last.get(reason) ?? '');
    const isOfFirst =
      first !== undefined &&
      createdAt < first.createdAt + togetherMs &&
      first.versions.every((version) => version.language !== language);
    const notice = isOfFirst ? first : { ...correction, versions: [] };
    notices.set(notice.id, { ...notice, versions: [...notice.versions, { id, language }] });
    last.set(reason, notice.id);
  }
  return [...notices.values()];
}
