import { Readable } from 'node:stream';
import Fastify from 'fastify';

/** The reference for streams: server-sent events for anyone, sent to all streams on request. */
const server = Fastify({ forceCloseConnections: true });
const streams = new Set<Readable>();

server.get('/api/v1/tasks/:taskId/changes', async (_request, reply) => {
  const stream = new Readable({ read() {} });
  streams.add(stream);
  stream.once('close', () => streams.delete(stream));
  stream.push('retry: 5000\n\n');
  return reply.type('text/event-stream').send(stream);
});
server.get('/healthz', async () => 'ok');
server.post('/changed', async () => {
  for (const stream of streams) stream.push('event: changed\ndata: {}\n\n');
  return 'ok';
});
await server.listen({ host: '127.0.0.1', port: Number(process.env['PORT']) });
