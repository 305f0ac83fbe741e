import { type Static, Type } from 'typebox';
import type { ApiRoutes } from '../../api/api-routes.ts';
import { type CsvList, csvFile, formatQuery, listAsCsv, pageOrCsv } from '../../api/csv-list.ts';
import { replySchemas } from '../../api/fields.ts';
import { toIsoTimes } from '../../api/iso-times.ts';
import { mapPage, pageOf, pageQuery, readFoundPage } from '../../api/page.ts';
import { problems } from '../../api/problem-replies.ts';
import { IssueId, Time } from '../../api/schemas.ts';
import { issuedUrlFilter } from '../../api/scopes/issued-urls.ts';
import { costs, type RouteCost } from '../../api/scopes/route-access.ts';
import { object, oneOf, orNull, shape } from '../../api/shapes.ts';
import { type IssuedUrl, recordFields } from '../../core/issue/issue-record.ts';
import { positionOf } from '../../core/issue/issued-urls.ts';
import type { Core } from '../../core/open-core.ts';
import { findPage, type Page } from '../../database/paging.ts';
import type { Principal } from '../../domain/accounts/principal.ts';
import { isoTime, isoTimeOrNull } from '../../lib/clock.ts';
import { LecternError } from '../../lib/errors.ts';

const { issueId, principalId: userId, ...others } = replySchemas(recordFields);
const IssuedUrlShape = shape('IssuedUrl', { issueId, userId, ...others });

const Traced = shape('Trace', {
  found: Type.Boolean({ description: 'Whether there is a record of the URL.' }),
  valid: Type.Boolean({
    description:
      'Whether a key of this server signed exactly this URL; false for an `issueId`, which anyone can write.',
  }),
  reason: orNull(
    oneOf(
      'TraceReason',
      ['outside-files-url', 'method', 'malformed', 'key-unknown', 'signature', 'encoding'],
      'Why the URL is not valid.',
    ),
  ),
  expired: Type.Boolean(),
  revoked: Type.Boolean({
    description: 'Whether it was revoked before it expires. Object stores do not enforce this.',
  }),
  expiresAt: orNull(Time),
  issues: Type.Array(IssuedUrlShape, {
    maxItems: 100,
    description:
      'One record. Several if the URLs of the storage cannot carry an issue id: all people who got this file with the same ' +
      'expiry.',
  }),
});

const maxCsvRows = 100_000;
const issuedUrlsInCsv: CsvList<IssuedUrl> = {
  columns: Object.keys(IssuedUrlShape.properties),
  rowOf: toIssuedUrlReply,
  rowsPerRead: 1000,
  maxRows: maxCsvRows,
};

const hourMs = 60 * 60 * 1000;
/** The length of a bucket, and how many are returned without `from`. */
const buckets = { hour: { ms: hourMs, usual: 24 }, day: { ms: 24 * hourMs, usual: 30 } } as const;
const maxBuckets = 1000;

const BucketName = Type.Unsafe<keyof typeof buckets>({
  type: 'string',
  enum: Object.keys(buckets),
  default: 'hour',
  description: 'Length of a bucket. Buckets begin at full hours or days in UTC.',
});

const Counts = shape('IssuedUrlCounts', {
  bucket: BucketName,
  items: Type.Array(
    object({
      from: Time,
      urls: Type.Integer({ description: 'A stable URL counts once, however often it was requested.' }),
      readers: Type.Integer({ description: 'Distinct readers in this bucket.' }),
    }),
    { maxItems: maxBuckets },
  ),
});

/** Lists and counts the records of issued URLs, and traces a single URL. */
export function issuedUrlRoutes({ access, issuedUrls, trace, traceIssue, clock }: Core): ApiRoutes {
  return (server) => {
    server.get(
      '/issued-urls',
      {
        config: { access: { issuedUrls: 'manager' }, cost: costOfList },
        schema: {
          operationId: 'listIssuedUrls',
          summary: 'List issued URLs: who got which, and when; newest first',
          description:
            'Admins see all; others must give the `taskId` of a task that they manage. CSV has at most ' +
            `${maxCsvRows} rows; if there are more, the header \`X-Lectern-Truncated-At\` is set. ` +
            'In CSV, text that a spreadsheet would run as a formula gets an apostrophe before it.',
          querystring: object({
            ...pageQuery,
            ...issuedUrlFilter,
            ...formatQuery,
          }),
          response: { 200: pageOrCsv(pageOf(IssuedUrlShape)) },
        },
      },
      async ({ principal: asker, issuedUrls: filter, query }, reply) => {
        const read = (page: Page) =>
          findPage(page, (window) => issuedUrls.list({ ...filter, ...window, asker }), positionOf);
        if (query.format === 'csv') {
          if (await issuedUrls.exceeds(filter, maxCsvRows))
            reply.header('x-lectern-truncated-at', maxCsvRows);
          return csvFile(reply, 'issued-urls.csv', listAsCsv(issuedUrlsInCsv, read));
        }
        return mapPage(await readFoundPage(query, read), toIssuedUrlReply);
      },
    );
    server.get(
      '/issued-urls/counts',
      {
        config: { access: { issuedUrls: 'manager' }, cost: 'report' },
        schema: {
          operationId: 'countIssuedUrls',
          summary: 'Count issued URLs and their readers, by hour or by day',
          description:
            `For people who may see the records. Oldest first, including empty buckets; at most ${maxBuckets}. Default of \`until\`: ` +
            `now; of \`from\`: the last ${buckets.hour.usual} hours or ${buckets.day.usual} days.`,
          querystring: object({ ...issuedUrlFilter, bucket: BucketName }),
          response: { 200: Counts },
        },
      },
      async ({ issuedUrls: filter, query: { bucket } }) => {
        const { ms, usual } = buckets[bucket];
        const untilMs = filter.until ?? clock.nowMs() + 1;
        const beginMs = (atMs: number) => Math.floor(atMs / ms) * ms;
        const fromMs = filter.from ?? beginMs(untilMs - 1) - (usual - 1) * ms;
        const count = Math.ceil((untilMs - beginMs(fromMs)) / ms);
        if (fromMs >= untilMs || count > maxBuckets) {
          throw new LecternError(
            'request-invalid',
            `"from" must be before "until", at most ${maxBuckets} buckets earlier. Change the times or "bucket".`,
          );
        }
        const counted = await issuedUrls.counts({ ...filter, from: fromMs, until: untilMs }, ms);
        const found = new Map(counted.map((each) => [each.fromMs, each]));
        const items = Array.from({ length: count }, (_, at) => {
          const bucketMs = beginMs(fromMs) + at * ms;
          const { urls = 0, readers = 0 } = found.get(bucketMs) ?? {};
          return { from: isoTime(bucketMs), urls, readers };
        });
        return { bucket, items };
      },
    );
    server.post(
      '/issued-urls/trace',
      {
        config: { access: 'signed-in', cost: 'report' },
        schema: {
          operationId: 'traceIssuedUrl',
          tags: ['issued URLs'],
          summary: 'Find out who got a signed URL, even an expired one',
          description:
            'Give `url`, or `issueId` if the key that signed it was removed. ' +
            'For admins, and for people who manage every task that it leads to. If the URL cannot be traced, admins get ' +
            '`found: false`, others 403.',
          body: object(
            {
              url: Type.Optional(Type.String({ minLength: 1, maxLength: 8192 })),
              issueId: Type.Optional(IssueId),
            },
            { minProperties: 1, examples: [{ issueId: 'q3ZtB1xUe0' }] },
          ),
          response: { 200: Traced, ...problems(403) },
        },
      },
      async ({ principal, body }) => {
        const { url, issueId } = body;
        if (url !== undefined && issueId !== undefined)
          throw new LecternError('request-invalid', 'Give either "url" or "issueId", not both.');
        const authorize = (found: ReadonlyArray<IssuedUrl>) => authorizeTrace(principal, found);
        const tracer = { asker: principal, authorize };
        const traced =
          issueId === undefined ? await trace(url ?? '', tracer) : await traceIssue(issueId, tracer);
        const known = 'failure' in traced ? undefined : traced;
        const issues = known?.issues ?? [];
        const expiresAtMs = known?.content?.expiresAtMs ?? issues[0]?.expiresAt;
        return {
          found: issues.length > 0,
          valid: known?.content !== undefined,
          reason: 'failure' in traced ? traced.reason : null,
          expired: known?.expired ?? false,
          revoked: known?.revoked ?? false,
          expiresAt: isoTimeOrNull(expiresAtMs ?? null),
          issues: issues.map(toIssuedUrlReply),
        };
      },
    );
  };

  /** Gives the same error for every URL that the caller may not trace, so that it reveals nothing. */
  async function authorizeTrace(principal: Principal, issues: ReadonlyArray<IssuedUrl>): Promise<void> {
    if (principal.role === 'admin') return;
    const taskIds = [...new Set(issues.map(({ taskId }) => taskId))];
    try {
      if (taskIds.length > 0 && taskIds.every((taskId) => taskId !== null)) {
        for (const taskId of taskIds) await access.authorizeChange(principal, taskId, 'manager');
        return;
      }
    } catch (error) {
      if (!(error instanceof LecternError)) throw error;
    }
    throw new LecternError(
      'forbidden',
      'This URL does not belong to a task that you manage. Check that it is complete, or ask an admin, who can trace any URL.',
    );
  }
}

/** A CSV costs as much as many pages. */
const costOfList: RouteCost = ({ query }) =>
  costs[(query as { format?: 'json' | 'csv' }).format === 'csv' ? 'export' : 'page'];

function toIssuedUrlReply(issue: IssuedUrl): Static<typeof IssuedUrlShape> {
  const { issueId, principalId: userId, ...others } = toIsoTimes(recordFields.pick(issue));
  return { issueId, userId, ...others };
}
