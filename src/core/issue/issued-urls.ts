import { sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import { emailOf } from '../../database/email-column.ts';
import { formatPosition, type Page } from '../../database/paging.ts';
import { type Asker, isReaderVisibleTo } from '../../domain/access/visible-people.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Container } from '../decide/containers.ts';
import { issueIdPrefix } from './issue-id.ts';
import type { IssueJournal } from './issue-journal.ts';
import { type IssuedUrl, jointMark } from './issue-record.ts';
import { type IssuedUrlFilter, matching, selectPage, tasksOf } from './issued-url-filter.ts';
import { firstIssuedQuery, type ReaderReads, readsOf } from './task-reads.ts';
import type { UrlReads, UrlReadsAt } from './url-reads.ts';

export interface IssueCount {
  /** Unix milliseconds. */
  readonly fromMs: number;
  readonly urls: number;
  readonly readers: number;
}

/** Searches the records of issued URLs, including all that were committed before the call. The recorder writes them. */
export interface IssuedUrls {
  /** Newest first; `after` is the position of a record. @throws LecternError `request-invalid` */
  list(page: IssuedUrlFilter & Page & { readonly asker?: Asker }): Promise<ReadonlyArray<IssuedUrl>>;
  /**
   * How many URLs were issued, and to how many readers, in each span of `spanMs` that has any. Spans begin at whole multiples of their
   * length.
   */
  counts(filter: IssuedUrlFilter, spanMs: number): Promise<ReadonlyArray<IssueCount>>;
  /** Whether a filter matches more than `rows` records. */
  exceeds(filter: IssuedUrlFilter, rows: number): Promise<boolean>;
  find(issueId: string): Promise<IssuedUrl | undefined>;
  /** One record, or one per task if the URL opens several; at most 100. */
  ofIssue(issueId: string, asker?: Asker): Promise<ReadonlyArray<IssuedUrl>>;
  /** The records of an object's URLs that expire at exactly this time (Unix milliseconds); at most 100. */
  ofObject(objectKey: string, expiresAtMs: number, asker?: Asker): Promise<ReadonlyArray<IssuedUrl>>;
  /**
   * Adds to each person when they first got a URL of a task of a group or contest, or the key of its sealed PDF, since the task opened
   * there; null: not yet, as far as records are kept. One query for all of them.
   */
  withFirstIssued<Each extends { readonly userId: string }>(
    container: Pick<Container, 'kind' | 'id'>,
    people: ReadonlyArray<Each>,
  ): Promise<ReadonlyArray<Each & { readonly firstIssuedAt: number | null }>>;
  /** Whether a reader has opened a task, and when first (Unix milliseconds; null: no download is known). */
  readBy(reader: {
    readonly taskId: string;
    readonly userId: string;
  }): Promise<Pick<ReaderReads, 'opened' | 'firstReadAt'>>;
  /**
   * Deletes up to `limit` records that were issued before a time, oldest first, but none with a valid URL.
   * @returns how many
   */
  prune(range: { issuedBeforeMs: number; nowMs: number; limit: number }): Promise<number>;
}

/** The position of a record in the list. */
export function positionOf({ issuedAt, issueId }: Pick<IssuedUrl, 'issuedAt' | 'issueId'>): string {
  return formatPosition({ atMs: issuedAt, id: issueId });
}

const maxOfUrl = 100;

const columnsOf = ({ opened, wholeFile, firstReadAt, lastReadAt, requests, bytes }: UrlReads) => [
  opened.as('opened'),
  wholeFile.as('wholeFile'),
  firstReadAt.as('firstReadAt'),
  lastReadAt.as('lastReadAt'),
  requests.as('requests'),
  bytes.as('bytes'),
];

const names = [
  'user.externalId as userExternalId',
  emailOf().as('email'),
  'user.name',
  'tasks.externalId as taskExternalId',
  'tasks.title',
  'program.name as apiKeyName',
] as const;

export function createIssuedUrls(parts: {
  readonly database: Database;
  readonly issueJournal: Pick<IssueJournal, 'drain'>;
  readonly clock: Clock;
  readonly urlReads: UrlReadsAt;
}): IssuedUrls {
  const { kysely, dialect } = parts.database;
  const { drain } = parts.issueJournal;
  const readsNow = () => parts.urlReads(dialect, parts.clock.nowMs());
  const withNames = (asker?: Asker, records = kysely.selectFrom('issuedUrls as issue')) =>
    records
      .leftJoin('user', (join) =>
        join.onRef('user.id', '=', 'issue.principalId').on(isReaderVisibleTo(asker)),
      )
      .leftJoin('tasks', 'tasks.id', 'issue.taskId')
      .leftJoin('user as program', 'program.id', 'issue.apiKeyId')
      .selectAll('issue')
      .select(names)
      .select(columnsOf(readsNow()));

  return {
    async list(page) {
      await drain();
      const records = await selectPage(kysely, page, readsNow());
      if (!records) return [];
      return withNames(page.asker, kysely.selectFrom(records.as('issue')))
        .orderBy('issue.issuedAt', 'desc')
        .orderBy('issue.issueId', 'desc')
        .execute();
    },
    async counts(filter, spanMs) {
      await drain();
      const taskIds = await tasksOf(kysely, filter);
      if (taskIds.length === 0) return [];
      const named = taskIds.filter((taskId) => taskId !== undefined);
      const records = matching(kysely, filter, readsNow());
      const rows = await (named.length > 0 ? records.where('taskId', 'in', named) : records)
        .select((eb) => [
          sql<number>`"issuedAt" - "issuedAt" % ${sql.lit(spanMs)}`.as('beginsAt'),
          eb.fn.countAll().as('urls'),
          eb.fn.count('principalId').distinct().as('readers'),
        ])
        .groupBy('beginsAt')
        .orderBy('beginsAt')
        .execute();
      return rows.map(({ beginsAt, urls, readers }) => ({
        fromMs: Number(beginsAt),
        urls: Number(urls),
        readers: Number(readers),
      }));
    },
    async exceeds(filter, rows) {
      await drain();
      const beyond = await selectPage(kysely, { ...filter, limit: 1, skip: rows }, readsNow());
      return beyond !== undefined && (await beyond.execute()).length > 0;
    },
    async find(issueId) {
      await drain();
      return withNames().where('issue.issueId', '=', issueId).executeTakeFirst();
    },
    async ofIssue(issueId, asker) {
      await drain();
      return withNames(asker)
        .where(({ eb, or, and }) =>
          or([
            eb('issue.issueId', '=', issueId),
            and([
              eb('issue.issueId', '>=', `${issueId}${jointMark}`),
              eb('issue.issueId', '<', `${issueId}${jointMark}~`),
            ]),
          ]),
        )
        .orderBy('issue.issueId')
        .limit(maxOfUrl)
        .execute();
    },
    async ofObject(objectKey, expiresAtMs, asker) {
      await drain();
      const prefix = issueIdPrefix(expiresAtMs / 1000);
      return withNames(asker)
        .where('issue.issueId', '>=', prefix)
        .where('issue.issueId', '<', `${prefix}~`)
        .where('issue.objectKey', '=', objectKey)
        .limit(maxOfUrl)
        .execute();
    },
    async withFirstIssued(container, people) {
      if (people.length === 0) return [];
      await drain();
      const userIds = people.map(({ userId }) => userId);
      const { rows } = await firstIssuedQuery(dialect, container, userIds).execute(kysely);
      const times = new Map(rows.map(({ userId, firstIssuedAt }) => [userId, firstIssuedAt]));
      return people.map((person) => ({ ...person, firstIssuedAt: times.get(person.userId) ?? null }));
    },
    async readBy({ taskId, userId }) {
      await drain();
      const names = ['opened', 'firstReadAt'] as const;
      const ofReader = await readsOf(kysely, readsNow(), { taskId, userIds: [userId], names });
      return ofReader(userId);
    },
    async prune({ issuedBeforeMs, nowMs, limit }) {
      await drain();
      const { numDeletedRows } = await kysely
        .deleteFrom('issuedUrls')
        .where('issueId', 'in', (eb) =>
          eb
            .selectFrom('issuedUrls')
            .select('issueId')
            .where('issuedAt', '<', issuedBeforeMs)
            .where('expiresAt', '<=', nowMs)
            .orderBy('issuedAt')
            .limit(limit),
        )
        .executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}
