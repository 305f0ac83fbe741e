import { Type } from 'typebox';
import type { ApiParts } from '../../api/api-parts.ts';
import type { ApiRoutes } from '../../api/api-routes.ts';
import { Time } from '../../api/schemas.ts';
import { issuedUrlFilter } from '../../api/scopes/issued-urls.ts';
import { object, shape } from '../../api/shapes.ts';
import { isoTime } from '../../lib/clock.ts';
import { LecternError } from '../../lib/errors.ts';

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

export function issuedUrlCountRoutes({ issuedUrls, clock }: ApiParts): ApiRoutes {
  return (server) => {
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
  };
}
