import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { LecternError } from '../../lib/errors.ts';
import { shareFor } from '../../lib/share-for.ts';
import type { ApiParts } from '../api-parts.ts';
import { problems } from '../problem-replies.ts';
import { shape } from '../shapes.ts';

const Status = shape('Status', {
  status: Type.Literal('ok'),
  version: Type.String({ description: 'Version of Lectern that this process runs.' }),
});

/** Monitoring asks every few seconds; others may ask as well. */
const metricsFreshMs = 1000;

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Whether a request has `Authorization: Bearer TOKEN` (RFC 6750 §2.1), in a time that tells nothing of the token. */
const bears = (token: string, authorization = '') =>
  timingSafeEqual(digest(authorization.replace(/^Bearer +/i, '')), digest(token));

type OperationParts = Pick<ApiParts, 'metrics' | 'metricsToken' | 'checkReady' | 'version'>;

/** For load balancers and monitoring; no session, nothing secret. */
export function operationRoutes(
  { metrics, metricsToken, checkReady, version }: OperationParts,
  { isStopping }: { isStopping: () => boolean },
): FastifyPluginAsyncTypebox {
  const readMetrics = shareFor(metricsFreshMs, async () => {
    const read = await metrics.read();
    return { contentType: read.contentType, text: await read.metrics() };
  });
  return async (server) => {
    server.get(
      '/healthz',
      {
        exposeHeadRoute: true,
        schema: {
          operationId: 'getHealth',
          tags: ['operations'],
          summary: 'Liveness',
          description: 'Returns 200 while the process runs. Load balancers should poll `/readyz`.',
          security: [],
          response: { 200: Status },
        },
      },
      async () => ({ status: 'ok' as const, version }),
    );
    server.get(
      '/readyz',
      {
        exposeHeadRoute: true,
        schema: {
          operationId: 'getReadiness',
          tags: ['operations'],
          summary:
            'Readiness: the database responds in time, is up to date and writable, and the server is not stopping',
          description: 'For load balancers. The `detail` of a 503 says what is wrong.',
          security: [],
          response: { 200: Status, ...problems(503) },
        },
      },
      async () => {
        if (isStopping()) throw new LecternError('unavailable', 'The server is stopping.');
        await checkReady();
        return { status: 'ok' as const, version };
      },
    );
    server.get(
      '/metrics',
      {
        schema: {
          operationId: 'getMetrics',
          tags: ['operations'],
          summary: 'Prometheus metrics',
          description:
            'At most a second old. Where the server has `LECTERN_METRICS_TOKEN`, only with it, as `Authorization: Bearer`.',
          security: [],
          response: {
            ...problems(401),
            200: { description: 'Text format', content: { 'text/plain': { schema: Type.String() } } },
          },
        },
      },
      async ({ headers }, reply) => {
        if (metricsToken !== undefined && !bears(metricsToken, headers.authorization)) {
          throw new LecternError(
            'unauthenticated',
            'Send LECTERN_METRICS_TOKEN as "Authorization: Bearer TOKEN".',
          );
        }
        const { contentType, text } = await readMetrics();
        reply.type(contentType);
        return text;
      },
    );
  };
}
