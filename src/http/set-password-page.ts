import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyPluginAsync } from 'fastify';
import { setPasswordPath } from '../accounts/auth-settings.ts';

const folder = join(import.meta.dirname, 'set-password');

/** By path. The script and the styles are files of their own, so that the page's policy needs no exception. */
const files = {
  [setPasswordPath]: { name: 'page.html', type: 'text/html; charset=utf-8' },
  [`${setPasswordPath}/page.js`]: { name: 'page.js', type: 'text/javascript; charset=utf-8' },
  [`${setPasswordPath}/page.css`]: { name: 'page.css', type: 'text/css; charset=utf-8' },
};

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * The page behind a link to set a password. The token stands in the fragment, which only the page's own
 * script reads; no other site is asked for anything, and none may frame it.
 */
export function setPasswordPage(): FastifyPluginAsync {
  return async (server) => {
    for (const [path, { name, type }] of Object.entries(files)) {
      const bytes = readFileSync(join(folder, name));
      server.get(path, { schema: { hide: true } }, (_request, reply) =>
        reply
          .type(type)
          .header('content-security-policy', policy)
          .header('cache-control', 'no-cache')
          .send(bytes),
      );
    }
  };
}
