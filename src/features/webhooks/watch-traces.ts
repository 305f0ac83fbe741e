import type { FastifyInstance } from 'fastify';
import type { Webhooks } from './webhooks.ts';

/** Adds an event for each issue that a trace found, before the reply leaves. */
export function watchTraces(server: FastifyInstance, { happened }: Pick<Webhooks, 'happened'>): void {
  server.addHook('onRoute', (route) => {
    if (route.schema?.operationId !== 'traceIssuedUrl') return;
    route.preSerialization = [
      ...[route.preSerialization ?? []].flat(),
      async (_request, reply, payload) => {
        const { issues = [] } = payload as {
          issues?: ReadonlyArray<Readonly<Record<'issueId' | 'userId' | 'taskId', string | null>>>;
        };
        if (reply.statusCode !== 200) return payload;
        for (const { issueId, userId, taskId } of issues) {
          await happened('issue.traced', { issueId, userId, taskId });
        }
        return payload;
      },
    ];
  });
}
