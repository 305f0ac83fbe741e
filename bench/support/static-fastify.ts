import fastifyStatic from '@fastify/static';
import Fastify from 'fastify';

/** The files of a folder with Fastify's usual plug-in, without access control or a log. */
const server = Fastify();
await server.register(fastifyStatic, { root: process.env['ROOT'] as string });
await server.listen({ host: '127.0.0.1', port: Number(process.env['PORT']) });
