import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { LecternError } from '../../lib/errors.ts';
import { shareFor } from '../../lib/share-for.ts';
import type { ApiParts } from '../api-parts.ts';
import { tagged } from '../api-routes.ts';
import { problems } from '../problem-replies.ts';
import { shape } from '../shapes.ts';

const Status = shape('Status', {
  status: Type.Literal('ok'),
  version: Type.String({ description: 'Version of Lectern.' }),
});

/** Monitoring asks every few seconds; other clients may ask more often. */
const metricsMaxAgeMs = 1000;

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Whether a request has `Authorization: Bearer TOKEN` (RFC 6750 §2.1), compared in constant time. */
const bears = (token: string, authorization = '') =>
  timingSafeEqual(digest(authorization.replace(/^Bearer +/i, '')), digest(token));

type OperationParts = Pick<ApiParts, 'metrics' | 'metricsToken' | 'checkReady' | 'version'>;

/** For load balancers and monitoring; needs no session and returns no secrets. */
export function operationRoutes(
  { metrics, metricsToken, checkReady, version }: OperationParts,
  { isStopping }: { isStopping: () => boolean },
): FastifyPluginAsyncTypebox {
  const readMetrics = shareFor(metricsMaxAgeMs, async () => {
    const read = await metrics.read();
    return { contentType: read.contentType, text: await read.metrics() };
  });
  return tagged('operations', async (server) => {
    server.get(
      '/healthz',
      {
        exposeHeadRoute: true,
        config: { cost: 'light' },
        schema: {
          operationId: 'getHealth',
          summary: 'Check that the process runs',
          description: 'Liveness: always returns 200. Load balancers should poll `/readyz`.',
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
        config: { cost: 'light' },
        schema: {
          operationId: 'getReadiness',
          summary: 'Check that the server can take requests',
          description:
            'Readiness, for load balancers: the database responds in time, is migrated and writable, and the server is not stopping. The `detail` of a 503 says what is wrong.',
          security: [],
          response: { 200: Status, ...problems(503) },
        },
      },
      async () => {
        if (isStopping())
          throw new LecternError('unavailable', 'The server is stopping. Try again in a moment.');
        await checkReady();
        return { status: 'ok' as const, version };
      },
    );
    server.get(
      '/metrics',
      {
        config: { cost: 'light' },
        schema: {
          operationId: 'getMetrics',
          summary: 'Get metrics for Prometheus',
          description:
            'At most a second old. If the server has `LECTERN_METRICS_TOKEN`, send it as `Authorization: Bearer`.',
          security: [],
          response: {
            ...problems(401),
            200: {
              description: 'Prometheus text format.',
              content: { 'text/plain': { schema: Type.String() } },
            },
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
  });
}
