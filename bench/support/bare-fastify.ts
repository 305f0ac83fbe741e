import cluster from 'node:cluster';
import Fastify from 'fastify';

/**
 * The reference: only the same reply, with the same kind of serializer; with PDF_BYTES also a PDF of that size, from memory; with WORKERS
 * in that many processes.
 */
const [port, body] = [Number(process.env['PORT']), JSON.parse(process.env['BODY'] as string)];
const pdf = Buffer.alloc(Number(process.env['PDF_BYTES'] ?? 0));
const workers = Number(process.env['WORKERS'] ?? 1);

const schemaOf = (value: unknown): object => {
  if (value === null) return { type: 'null' };
  if (Array.isArray(value)) return { type: 'array', items: schemaOf(value[0]) };
  if (typeof value !== 'object') return { type: typeof value };
  const properties = Object.entries(value).map(([name, member]) => [name, schemaOf(member)]);
  return { type: 'object', properties: Object.fromEntries(properties) };
};

if (cluster.isPrimary && workers > 1) {
  for (let count = 0; count < workers; count += 1) cluster.fork();
} else {
  const server = Fastify();
  server.get('/api/v1/tasks/:taskId', { schema: { response: { 200: schemaOf(body) } } }, async () => body);
  server.get('/documents/*', async (_request, reply) => reply.type('application/pdf').send(pdf));
  await server.listen({ host: '127.0.0.1', port });
}
