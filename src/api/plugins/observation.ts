import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { externalIdOf } from '../../database/external-ids.ts';
import { loggablePath } from '../../lib/log.ts';
import type { ServedRequest, Tracing } from '../../lib/tracing.ts';
import type { ApiParts } from '../api-parts.ts';

/** Puts a span around every request. Hooks added before this one are outside the span. */
export function traceRequests(server: FastifyInstance, tracing: Tracing): void {
  if (tracing.serve === undefined) return;
  const { serve } = tracing;
  const served = new WeakMap<FastifyRequest, ServedRequest>();
  server.addHook('onRequest', (request, _reply, done) => {
    const began = serve(request.method, request.headers);
    served.set(request, began);
    began.run(done);
  });
  // Node reads a body in the async context of the connection, not of the request.
  server.addHook('preValidation', (request, _reply, done) => {
    const began = served.get(request);
    if (began) began.run(done);
    else done();
  });
  whenAnswered(server, (request, { statusCode }) =>
    served.get(request)?.end({ route: request.routeOptions.url, status: statusCode }),
  );
}

/** Logs and counts a request. */
export function logRequest(
  { log, metrics }: Pick<ApiParts, 'log' | 'metrics'>,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const route = request.routeOptions.url ?? 'unknown';
  metrics.onRequest(route, request.method, reply.statusCode, reply.elapsedTime / 1000);
  log.info(
    {
      requestId: request.id,
      method: request.method,
      path: pathOf(request),
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    },
    'request',
  );
}

/**
 * The path, with a person's external id replaced: a log outlives a deleted account, and must not name its owner.
 */
function pathOf({ url, params, routeOptions }: FastifyRequest): string {
  const { userId = '' } = Object(params) as { userId?: string };
  const own = externalIdOf(userId) === undefined ? userId : 'ext:unknown';
  const names = (routeOptions.url ?? '').split('/');
  const segments = loggablePath(url).split('/');
  return segments.map((segment, at) => (names[at] === ':userId' ? own : segment)).join('/');
}

/**
 * Calls `tell` once for each answered request: when the reply has been sent or, for a stream, when it begins, because it
 * ends only when its reader leaves. Call it before routes are added.
 */
export function whenAnswered(
  server: FastifyInstance,
  tell: (request: FastifyRequest, reply: FastifyReply) => void,
): void {
  server.addHook('onRoute', (route) => {
    if (!route.config?.isStream) return;
    const begin = (request: FastifyRequest, reply: FastifyReply, _payload: unknown, done: () => void) => {
      tell(request, reply);
      done();
    };
    route.onSend = [...[route.onSend ?? []].flat(), begin];
  });
  server.addHook('onResponse', (request, reply, done) => {
    if (!request.routeOptions.config.isStream) tell(request, reply);
    done();
  });
}
