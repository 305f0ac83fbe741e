import { Type } from 'typebox';
import { isoTime } from '../../lib/clock.ts';
import type { ApiParts } from '../api-parts.ts';
import type { ApiRoutes } from '../api-routes.ts';
import { problems } from '../problem-replies.ts';
import { Time } from '../schemas.ts';
import { object, orNull, shape } from '../shapes.ts';
import { summarizeMetrics } from '../summarize-metrics.ts';

const Count = Type.Integer({ minimum: 0 });
const counts = (description: string) => Type.Record(Type.String(), Count, { description });
const Seconds = orNull(Type.Number({ minimum: 0 }));

const Summary = shape('MetricsSummary', {
  serverTime: Time,
  version: Type.String({ description: 'Version of Lectern.' }),
  uptimeSeconds: Type.Integer({ minimum: 0, description: 'Of the process that replied.' }),
  requests: object({
    total: Count,
    byStatusClass: counts('By `2xx`, `3xx`, `4xx`, `5xx`.'),
    p50Seconds: Seconds,
    p99Seconds: Seconds,
  }),
  signIns: object({ succeeded: Count, refused: Count }, { description: 'With a password.' }),
  issuedUrls: object({ stable: Count, fresh: Count }),
  redemptions: counts('By outcome. Empty if an object store delivers the files.'),
  uploads: counts('By outcome. Empty if an object store takes the files.'),
  overloadRefusals: counts('By the cause of the overload.'),
  residentMemoryBytes: orNull(Type.Number()),
  eventLoopLagP99Seconds: orNull(
    Type.Number({ description: 'Over the last minute; the average of all workers.' }),
  ),
});

/** A few of the metrics, for a page for admins. */
export function metricsSummaryRoutes({ metrics, clock, version }: ApiParts): ApiRoutes {
  return (server) => {
    server.get(
      '/metrics-summary',
      {
        config: { access: 'admin', cost: 'report' },
        schema: {
          operationId: 'getMetricsSummary',
          tags: ['operations'],
          summary: 'Get key figures from `/metrics`',
          description: 'For admins. Since this instance started, across its workers.',
          response: { 200: Summary, ...problems(503) },
        },
      },
      async () => ({
        serverTime: isoTime(clock.nowMs()),
        version,
        uptimeSeconds: Math.floor(process.uptime()),
        ...summarizeMetrics(await (await metrics.read()).getMetricsAsJSON()),
      }),
    );
  };
}
