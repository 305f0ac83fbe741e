import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/**
 * Tells of each request once it has been answered: when the reply has left or, of a stream, when it begins, since that
 * ends when its reader goes. Only routes of streams have a hook for their beginning. Call it before routes are added.
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
