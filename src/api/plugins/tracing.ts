import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ServedRequest, Tracing } from '../../lib/tracing.ts';
import { whenAnswered } from './when-answered.ts';

/** Puts a span around every request. Hooks that are added before this one are no part of it. */
export function traceRequests(server: FastifyInstance, tracing: Tracing): void {
  if (tracing.serve === undefined) return;
  const { serve } = tracing;
  const served = new WeakMap<FastifyRequest, ServedRequest>();
  server.addHook('onRequest', (request, _reply, done) => {
    const began = serve(request.method, request.headers);
    served.set(request, began);
    began.run(done);
  });
  // Node reads a body as a part of the connection, and not of the request.
  server.addHook('preValidation', (request, _reply, done) => {
    (served.get(request) as ServedRequest).run(done);
  });
  whenAnswered(server, (request, { statusCode }) =>
    served.get(request)?.end({ route: request.routeOptions.url, status: statusCode }),
  );
}
