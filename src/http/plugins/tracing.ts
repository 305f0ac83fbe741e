import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ServedRequest, Tracing } from '../../tracing.ts';

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
  const end = (request: FastifyRequest, { statusCode }: FastifyReply) =>
    served.get(request)?.end({ route: request.routeOptions.url, status: statusCode });
  server.addHook('onSend', (request, reply, _payload, done) => {
    if (request.routeOptions.config.isStream) end(request, reply);
    done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    if (!request.routeOptions.config.isStream) end(request, reply);
    done();
  });
}
