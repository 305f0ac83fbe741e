import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyPluginAsync } from 'fastify';
import { pageHeaders, readBuilt } from './built-pages.ts';

const firstPage = fileURLToPath(import.meta.resolve('#manual/index.html'));
const notBuilt = 'The manual is not built. Run "npm run docs", and start again.\n';

/** The documentation as `npm run docs` has made a site of it, at `/manual/`. */
export const manual =
  (publicUrl: string): FastifyPluginAsync =>
  async (server) => {
    const page = readBuilt(firstPage);
    if (page === undefined) {
      server.get('/manual/*', { schema: { hide: true } }, (_request, reply) =>
        reply.code(503).type('text/plain; charset=utf-8').send(notBuilt),
      );
      return;
    }
    const headers = { 'content-security-policy': policyFor(page), ...pageHeaders(publicUrl) };
    await server.register(fastifyStatic, {
      root: dirname(firstPage),
      prefix: '/manual',
      redirect: true,
      extensions: ['html'],
      decorateReply: false,
      serveDotFiles: false,
      cacheControl: false,
      setHeaders(reply, path) {
        for (const [name, value] of Object.entries(headers)) reply.header(name, value);
        // Names of assets change with their content.
        const isAsset = path.includes('/assets/');
        reply.header('cache-control', isAsset ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  };

/**
 * Content Security Policy Level 3. All pages have the same few scripts inline, which choose light or dark before
 * anything is painted, and code blocks have the colours of their words inline.
 */
function policyFor(page: string): string {
  const inline = [...page.matchAll(/<script(?![^>]* src=)[^>]*>([\s\S]*?)<\/script>/g)].map(
    ([, code = '']) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`,
  );
  return [
    "default-src 'none'",
    ["script-src 'self'", ...inline].join(' '),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
