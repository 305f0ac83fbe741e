import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { includes, type Profile } from '../lib/profile.ts';
import { basePathOf } from '../lib/public-address.ts';
import { pageHeaders, readBuilt } from './built-pages.ts';

/** Where `npm run build` puts the web app. */
export const builtWebApp = dirname(fileURLToPath(import.meta.resolve('#web/index.html')));

/** Placeholder in the built page for the nonce of a reply (Vite's `html.cspNonce`). */
const noncePlaceholder = 'LECTERN_CSP_NONCE';

/** Placeholder for the origins of pages that may frame it. */
const embedOriginsPlaceholder = 'LECTERN_EMBED_ORIGINS';

/** Placeholder for the base path, before the path of every file and of the API. */
const basePathPlaceholder = 'LECTERN_BASE_PATH';

/** Pages that a platform may show in a frame, see docs/embedding.md. */
const isForFrames = (url: string) => url.startsWith('/embed/');

const notBuilt =
  'The web app is not built. Run "npm run build", then restart Lectern. The API is at /api/v1, see /docs.\n';

const common = { index: false, serveDotFiles: false, preCompressed: true, decorateReply: false } as const;

/** Replies with the page of the app. */
export type ShowPage = (request: FastifyRequest, reply: FastifyReply) => FastifyReply;

export interface WebAppParts {
  readonly publicUrl: string;
  /** Origins of signed URLs, from which the app fetches PDFs and to which it uploads them. */
  readonly fileOrigins: ReadonlyArray<string>;
  /** Origins of the pages that may frame pages below `/embed/`. */
  readonly embedOrigins: ReadonlyArray<string>;
  readonly profile: Profile;
  readonly folder?: string;
}

/**
 * The built web app: one page for every path that the app routes, and its files, which browsers may cache forever because
 * their names change with their content. Compressed files come from the build.
 */
export function createWebApp(parts: WebAppParts): {
  readonly plugin: FastifyPluginAsync;
  /** Whether the profile has the page of a path. */
  readonly hasPage: (url: string) => boolean;
  readonly showPage: ShowPage;
} {
  const { publicUrl, fileOrigins, embedOrigins, profile, folder = builtWebApp } = parts;
  const isWhole = includes(profile, 'platform');
  const page = readBuilt(join(folder, 'index.html'))?.replaceAll(basePathPlaceholder, basePathOf(publicUrl));
  const policyFor = createPolicy(fileOrigins);
  const headers = pageHeaders(publicUrl);

  const showPage: ShowPage = (request, reply) => {
    if (page === undefined) return reply.code(503).type('text/plain; charset=utf-8').send(notBuilt);
    const nonce = randomBytes(16).toString('base64');
    const framers = isForFrames(request.url) ? embedOrigins : [];
    return reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', policyFor(nonce, framers))
      .headers(headers)
      .header('cache-control', 'no-cache')
      .send(page.replaceAll(noncePlaceholder, nonce).replace(embedOriginsPlaceholder, framers.join(' ')));
  };

  const plugin: FastifyPluginAsync = async (server) => {
    if (isWhole) server.get('/', { exposeHeadRoute: true, schema: { hide: true } }, showPage);
    if (page === undefined) return;
    await server.register(fastifyStatic, {
      ...common,
      root: join(folder, 'assets'),
      prefix: '/assets/',
      maxAge: '1y',
      immutable: true,
      setHeaders(reply, path) {
        // A worker has the policy of its own script.
        if (path.includes('worker')) reply.header('content-security-policy', workerPolicy);
      },
    });
    await server.register(fastifyStatic, {
      ...common,
      root: folder,
      wildcard: false,
      globIgnore: ['assets/**', 'index.html*', '**/*.br', '**/*.gz'],
    });
  };
  return { plugin, hasPage: (url) => isWhole || isForFrames(url), showPage };
}

/** WebAssembly from this server decodes the images of some PDFs. */
const workerPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

/** Content Security Policy Level 3 and Trusted Types: scripts only from this server, none made from strings. */
function createPolicy(
  fileOrigins: ReadonlyArray<string>,
): (nonce: string, framers: ReadonlyArray<string>) => string {
  const origins = ["'self'", ...new Set(fileOrigins)].join(' ');
  return (nonce, framers) =>
    [
      "default-src 'none'",
      "script-src 'self' 'wasm-unsafe-eval'",
      `style-src 'self' 'nonce-${nonce}'`,
      "img-src 'self' data: blob:",
      "font-src 'self' data: blob:",
      `connect-src ${origins}`,
      "worker-src 'self'",
      "manifest-src 'self'",
      "form-action 'none'",
      "base-uri 'none'",
      `frame-ancestors ${framers.length === 0 ? "'none'" : framers.join(' ')}`,
      "require-trusted-types-for 'script'",
      'trusted-types default',
    ].join('; ');
}
