import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { LecternError } from '../../errors.ts';
import type { ApiParts } from '../api-parts.ts';
import { problems, shape } from '../schemas.ts';

const Status = shape('Status', {
  status: Type.Literal('ok'),
  version: Type.String({ description: 'Version of Lectern that this process runs.' }),
});

/** For load balancers and monitoring; no session, nothing secret. */
export function operationRoutes(
  { metrics, checkReady, version }: ApiParts,
  { isStopping }: { isStopping: () => boolean },
): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.get(
      '/healthz',
      {
        exposeHeadRoute: true,
        schema: {
          operationId: 'getHealth',
          tags: ['operations'],
          summary: 'Liveness',
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
          security: [],
          response: {
            200: { description: 'Text format', content: { 'text/plain': { schema: Type.String() } } },
          },
        },
      },
      async (_request, reply) => {
        const read = await metrics.read();
        reply.type(read.contentType);
        return read.metrics() as never;
      },
    );
  };
}
