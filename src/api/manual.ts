import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyPluginAsync } from 'fastify';
import { basePathOf } from '../lib/public-address.ts';
import { pageHeaders, readBuilt } from './built-pages.ts';

const firstPage = fileURLToPath(import.meta.resolve('#manual/index.html'));
const notBuilt = 'The manual is not built. Run "npm run docs", then restart Lectern.\n';

export const isManualBuilt = (): boolean => readBuilt(firstPage) !== undefined;

/** Serves the site that `npm run docs` builds, at `/manual/`. */
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
    const basePath = basePathOf(publicUrl);
    const headers = {
      'content-security-policy': policyFor(moved(page, basePath)),
      ...pageHeaders(publicUrl),
    };
    for (const [from, to] of [
      ['/manual', '/manual/'],
      // VitePress puts its base before every link.
      ['/manual/docs', '/docs'],
    ] as const) {
      server.get(from, { schema: { hide: true } }, (_request, reply) => reply.redirect(basePath + to));
    }
    if (basePath !== '') {
      server.addHook('onSend', async (_request, reply, payload) => {
        const isText = /^(?:text|application)\/(?:html|css|javascript)\b/.test(
          String(reply.getHeader('content-type')),
        );
        if (!isText || !(payload instanceof Readable)) return payload;
        const content = moved(await text(payload), basePath);
        reply.header('content-length', Buffer.byteLength(content));
        return content;
      });
    }
    await server.register(fastifyStatic, {
      root: dirname(firstPage),
      prefix: '/manual/',
      extensions: ['html'],
      decorateReply: false,
      serveDotFiles: false,
      cacheControl: false,
      acceptRanges: basePath === '',
      setHeaders(reply, path) {
        for (const [name, value] of Object.entries(headers)) reply.header(name, value);
        // Names of assets change with their content.
        const isAsset = path.includes('/assets/');
        reply.header('cache-control', isAsset ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  };

/** VitePress fixes the base path at build time. */
const moved = (content: string, basePath: string): string =>
  content.replaceAll(/(?<=["'`(])\/manual\//g, `${basePath}/manual/`);

/**
 * Content Security Policy Level 3. All pages have the same inline scripts, which choose light or dark before the first
 * paint, and code blocks have inline colors.
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
