import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { basePathOf } from '../lib/public-address.ts';
import { pageHeaders, readBuilt } from './built-pages.ts';

/** Where `npm run build` puts the web app. */
export const builtWebApp = dirname(fileURLToPath(import.meta.resolve('#web/index.html')));

/** Stands in the built page where the nonce of a reply goes (Vite's `html.cspNonce`). */
const noncePlaceholder = 'LECTERN_CSP_NONCE';

/** Stands there where the page learns which pages may frame it. */
const embedOriginsPlaceholder = 'LECTERN_EMBED_ORIGINS';

/** Stands there before the path of every file, and in the page that asks for the API. */
const basePathPlaceholder = 'LECTERN_BASE_PATH';

/** What a platform shows in a frame, see docs/embedding.md. All other pages are never framed. */
const isForFrames = (url: string) => url.startsWith('/embed/');

const notBuilt =
  'The web app is not built. Run "npm run build", and start again. The API is at /api/v1, see /docs.\n';

const common = { index: false, serveDotFiles: false, preCompressed: true, decorateReply: false } as const;

/** Answers a request for a page of the app. */
export type ShowPage = (request: FastifyRequest, reply: FastifyReply) => FastifyReply;

export interface WebAppParts {
  readonly publicUrl: string;
  /** Origins that signed URLs lead to: what the app fetches PDFs from and uploads them to. */
  readonly fileOrigins: ReadonlyArray<string>;
  /** Origins of the pages that may frame what is below `/embed/`. */
  readonly embedOrigins: ReadonlyArray<string>;
  readonly folder?: string;
}

/**
 * The built web app: one page at every address that the app routes by itself, and its files, whose names change
 * with their content, so they are kept for good. What is compressed was compressed when it was built.
 */
export function createWebApp({ publicUrl, fileOrigins, embedOrigins, folder = builtWebApp }: WebAppParts): {
  readonly plugin: FastifyPluginAsync;
  readonly showPage: ShowPage;
} {
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
    server.get('/', { exposeHeadRoute: true, schema: { hide: true } }, showPage);
    if (page === undefined) return;
    await server.register(fastifyStatic, {
      ...common,
      root: join(folder, 'assets'),
      prefix: '/assets/',
      maxAge: '1y',
      immutable: true,
      setHeaders(reply, path) {
        // A worker is held by the policy that comes with its own script.
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
  return { plugin, showPage };
}

/** The images of some PDFs are decoded by WebAssembly, which comes from here too. */
const workerPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

/** Content Security Policy Level 3 and Trusted Types: scripts only from here, and none made of text. */
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
