import {
  type ExpressionBuilder,
  type Kysely,
  type RawBuilder,
  type Selectable,
  type SelectQueryBuilder,
  sql,
} from 'kysely';
import { type Position, parsePosition } from '../../database/paging.ts';
import type { Schema } from '../../database/schema.ts';
import { type ChangesOf, fieldsOf, type ValuesOf } from '../../lib/fields.ts';
import { openedAnswers, type UrlReads } from './url-reads.ts';

/** Filters for records; a record must match all of them. */
export const issuedUrlFilters = fieldsOf({
  taskId: { kind: 'id' },
  /** The reader. */
  userId: { kind: 'id' },
  contestId: { kind: 'id', describe: 'Only tasks that are in this contest now.' },
  /** Issued at this time or later. */
  from: { kind: 'time' },
  /** Issued before this time. */
  until: { kind: 'time' },
  opened: { kind: 'word', of: openedAnswers },
});
type FilterTable = typeof issuedUrlFilters.table;
export type IssuedUrlFilter = ChangesOf<FilterTable>;

/** The condition of each filter. Filters that select tasks are applied to one task after another (`selectPage`). */
const conditions: {
  readonly [Name in Exclude<keyof FilterTable, 'taskId' | 'contestId'>]: (
    value: ValuesOf<FilterTable>[Name],
    reads: UrlReads,
  ) => RawBuilder<boolean>;
} = {
  userId: (id) => sql`"principalId" = ${id}`,
  from: (atMs) => sql`"issuedAt" >= ${atMs}`,
  until: (atMs) => sql`"issuedAt" < ${atMs}`,
  opened: (answer, { opened }) => sql`${opened} = ${answer}`,
};

/** The records that match a filter, leaving its tasks aside. */
export function matching(kysely: Kysely<Schema>, filter: IssuedUrlFilter, reads: UrlReads) {
  const wanted = Object.entries(conditions).flatMap(([name, condition]) => {
    const value = filter[name as keyof typeof conditions];
    return value === undefined ? [] : [condition(value as never, reads)];
  });
  return kysely.selectFrom('issuedUrls as issue').where(({ and }) => and(wanted));
}

type Records = SelectQueryBuilder<Schema, never, Selectable<Schema['issuedUrls']>>;

/** The records of a page without names, so that names are looked up for this page only. */
export async function selectPage(
  kysely: Kysely<Schema>,
  filter: IssuedUrlFilter & { after?: string | undefined; limit: number; skip?: number },
  reads: UrlReads,
): Promise<Records | undefined> {
  const position = filter.after === undefined ? undefined : parsePosition(filter.after);
  const ofTask = (taskId: string | undefined) => {
    let records = matching(kysely, filter, reads).selectAll();
    if (taskId !== undefined) records = records.where('taskId', '=', taskId);
    return position ? records.where(isBehind(position)) : records;
  };
  const [first, ...others] = (await tasksOf(kysely, filter)).map(ofTask);
  if (!first) return undefined;
  // One arm per task, each in index order: the database merges them and stops at the limit.
  const page = others
    .reduce((all, each) => all.unionAll(each), first)
    .orderBy('issuedAt', 'desc')
    .orderBy('issueId', 'desc')
    .limit(filter.limit);
  return filter.skip === undefined ? page : page.offset(filter.skip);
}

/** The tasks that a filter selects; undefined means all. */
export async function tasksOf(
  kysely: Kysely<Schema>,
  { taskId, contestId }: IssuedUrlFilter,
): Promise<ReadonlyArray<string | undefined>> {
  if (contestId === undefined) return [taskId];
  let tasks = kysely.selectFrom('contestTasks').select('taskId').where('contestId', '=', contestId);
  if (taskId !== undefined) tasks = tasks.where('taskId', '=', taskId);
  return (await tasks.execute()).map((row) => row.taskId);
}

/** Older than a position. */
const isBehind = (position: Position) => (eb: ExpressionBuilder<{ issue: Schema['issuedUrls'] }, 'issue'>) =>
  eb(eb.refTuple('issuedAt', 'issueId'), '<', eb.tuple(position.atMs, position.id));
