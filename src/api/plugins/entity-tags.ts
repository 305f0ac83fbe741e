import type { FastifyInstance } from 'fastify';

/** Sends the entity tag of a reply, which stands in its body, as a header too (RFC 9110 §8.8.3). */
export function sendEntityTags(server: FastifyInstance): void {
  server.addHook('preSerialization', (_request, reply, payload, done) => {
    if (typeof payload === 'object' && payload !== null && 'etag' in payload) {
      reply.header('etag', payload.etag);
    }
    done(null, payload);
  });
}
