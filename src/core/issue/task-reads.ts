import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Dialect } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import { type Sql, textsOf, textsParam } from '../../database/sql.ts';
import type { Container } from '../decide/containers.ts';
import { usagesWhere } from '../decide/task-usages.ts';
import type { Opened, UrlReads } from './url-reads.ts';

/**
 * What a reader did with their URLs of a task, from the rows `issue` of these. Times are Unix milliseconds; null: never, as far as is known.
 */
const aggregates = {
  gotUrlAt: () => sql<number | null>`min(case when issue.disposition <> 'key' then issue."issuedAt" end)`,
  gotKeyAt: () => sql<number | null>`min(case when issue.disposition = 'key' then issue."issuedAt" end)`,
  opened: ({ opened }) => sql<Opened>`max(${opened})`,
  firstReadAt: ({ firstReadAt }) => sql<number | null>`min(${firstReadAt})`,
} satisfies Readonly<Record<string, (reads: UrlReads) => Sql>>;

type Aggregates = typeof aggregates;
export type ReaderReads = {
  readonly [Name in keyof Aggregates]: ReturnType<Aggregates[Name]> extends RawBuilder<infer Value>
    ? Value
    : never;
};

const noReads: ReaderReads = {
  gotUrlAt: null,
  gotKeyAt: null,
  firstReadAt: null,
  opened: 'no',
};

/** Whether a row `issue` of `issuedUrls` is of the statement of its task, and not of an attachment. */
export const isOfStatement = sql<boolean>`(select version."attachmentId" from "documentVersions" as version
  where version.id = issue."versionId") is null`;

/** The URLs and keys of the statement of a task that readers got, as rows `issue`. @param readers a comparison, without its left side */
export const issuesTo = (readers: Sql, taskId: string): Sql =>
  sql`"issuedUrls" as issue where issue."principalId" ${readers} and issue."taskId" = ${taskId} and ${isOfStatement}`;

/** Whether a reader opened the statement of a task: the most certain answer of their URLs, `no` without any. */
export const openedByReader = ({ opened }: UrlReads, userId: Sql, taskId: string): RawBuilder<Opened> =>
  sql`coalesce((select max(${opened}) from ${issuesTo(sql`= ${userId}`, taskId)}), 'no')`;

/** How many readers got a URL of a task, or the key of its sealed PDF, and how many opened it. */
export interface ReadCounts {
  readonly gotUrl: number;
  readonly opened: number;
  /** Readers of whom no record of downloads tells. */
  readonly openedUnknown: number;
}

/** The last two of these, over rows with the answers `opened`. */
export const openedCounts = sql`coalesce(sum(case opened when 'yes' then 1 else 0 end), 0) as opened,
  coalesce(sum(case opened when 'unknown' then 1 else 0 end), 0) as "openedUnknown"`;

/** What each of these readers did with their URLs of a task, in one query. @returns it by user id */
export async function readsOf<const Name extends keyof ReaderReads>(
  kysely: Kysely<Schema>,
  reads: UrlReads,
  {
    taskId,
    userIds,
    names,
  }: {
    readonly taskId: string;
    readonly userIds: ReadonlyArray<string>;
    readonly names: ReadonlyArray<Name>;
  },
): Promise<(userId: string) => Pick<ReaderReads, Name>> {
  if (userIds.length === 0) return () => noReads;
  const columns = names.map((name) => sql`${aggregates[name](reads)} as ${sql.ref(name)}`);
  const { rows } = await sql<Pick<ReaderReads, Name> & { readonly userId: string }>`
    select issue."principalId" as "userId", ${sql.join(columns)}
    from ${issuesTo(sql`in (${sql.join(userIds)})`, taskId)} group by issue."principalId"`.execute(kysely);
  const found = new Map(rows.map((row) => [row.userId, row]));
  return (userId) => found.get(userId) ?? noReads;
}

/**
 * When these people first got a URL or key of any task of a group or contest since the task opened there; null: not yet. It reads each
 * person's records up to the first match. Next to the `exists`, `isOfStatement` would make PostgreSQL expect few matches, and sort all
 * records of a person.
 */
export function firstIssuedQuery(
  dialect: Dialect,
  { kind, id }: Pick<Container, 'kind' | 'id'>,
  userIds: ReadonlyArray<string>,
) {
  const there = usagesWhere(
    ({ taskId, containerId }) => sql`${containerId} = ${id} and ${taskId} = issue."taskId"`,
    [kind],
  );
  return sql<{ userId: string; firstIssuedAt: number | null }>`
    select person.value as "userId", (
      select issue."issuedAt" from "issuedUrls" as issue where issue."principalId" = person.value
        and exists (select 1 from (${there}) as usage where "opensAt" <= issue."issuedAt" and ${isOfStatement})
      order by issue."issuedAt" limit 1
    ) as "firstIssuedAt" from ${textsOf(dialect, textsParam(dialect, userIds), 'person')}`;
}
