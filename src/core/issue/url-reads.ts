import { type RawBuilder, sql } from 'kysely';
import type { Dialect } from '../../database/database.ts';
import type { Sql } from '../../database/sql.ts';
import type { Words } from '../../lib/fields.ts';

/** One reply of a file server with a PDF or a part of it. */
export interface Delivery {
  readonly issueId: string;
  /** Of the request, in the server's log. */
  readonly requestId: string;
  /** When the request arrived, in Unix milliseconds. */
  readonly atMs: number;
  /** Bytes of the file that were sent; 0 if the reader's cache had it. */
  readonly bytes: number;
  /** Bytes of the whole file; undefined if the log does not tell. */
  readonly size: number | undefined;
  /** IP address of the client; undefined if unknown. */
  readonly address: string | undefined;
}

/** Alphabetical order is the order of certainty: of several, the greatest counts. */
const answers = ['no', 'unknown', 'yes'] as const;

export const openedAnswers = {
  title: 'Opened',
  words: answers,
  describe:
    'Whether the file was downloaded with the URL. `unknown`: no record of downloads covers its time.',
} as const satisfies Words;
export type Opened = (typeof answers)[number];

export const wholeFileAnswers = {
  title: 'WholeFile',
  words: answers,
  describe: 'Whether the bytes that were sent add up to the whole file.',
} as const satisfies Words;

/**
 * What became of issued URLs, as SQL over a row `issue` of `issuedUrls`. The core records no downloads; a feature may replace these
 * expressions.
 */
export interface UrlReads {
  readonly opened: RawBuilder<Opened>;
  readonly wholeFile: RawBuilder<Opened>;
  /** Unix milliseconds; null: none is known, as below. */
  readonly firstReadAt: RawBuilder<number | null>;
  readonly lastReadAt: RawBuilder<number | null>;
  readonly requests: RawBuilder<number | null>;
  readonly bytes: RawBuilder<number | null>;
}

/** @param nowMs Unix milliseconds */
export type UrlReadsAt = (dialect: Dialect, nowMs: number) => UrlReads;

/** Whether a row `issue` of `issuedUrls` is of the statement of its task, and not of an attachment. */
export const isOfStatement = sql<boolean>`(select version."attachmentId" from "documentVersions" as version
  where version.id = issue."versionId") is null`;

/** Whether a reader opened the statement of a task: the most certain answer of their URLs since a time, `no` without any. */
export const openedByReader = (
  { opened }: Pick<UrlReads, 'opened'>,
  { taskId, userId, since = sql`0` }: { readonly taskId: Sql; readonly userId: Sql; readonly since?: Sql },
): RawBuilder<Opened> =>
  sql`coalesce((select max(${opened}) from "issuedUrls" as issue where issue."principalId" = ${userId}
    and issue."taskId" = ${taskId} and issue."issuedAt" >= ${since} and ${isOfStatement}), 'no')`;

const unknown = sql<Opened>`cast('unknown' as text)`;
const none = sql<number | null>`cast(null as bigint)`;

/** Without a record of downloads. */
export const unknownReads: UrlReadsAt = () => ({
  opened: unknown,
  wholeFile: unknown,
  firstReadAt: none,
  lastReadAt: none,
  requests: none,
  bytes: none,
});
