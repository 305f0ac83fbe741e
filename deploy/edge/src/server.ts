import { createEdgeHandler, createOrigin, keysOf, type OneRange } from './handler.ts';
import { createRevocations } from './revocations.ts';

/**
 * A module for `deno serve`, with the environment variables of the Worker. It keeps no copies: put a cache behind it, or use it where the
 * origin is near.
 */
const { env } = process;
const publicUrl = env['LECTERN_PUBLIC_URL'] ?? '';
const keys = keysOf(env['LECTERN_SIGNING_KEYS'] ?? '');
const origin = createOrigin(env['ORIGIN_URL'] ?? '', keys);

const handle = createEdgeHandler<undefined>({
  keys,
  publicUrl,
  embedOrigins: (env['LECTERN_EMBED_ORIGINS'] ?? '').split(',').flatMap((each) => each.trim() || []),
  isRevoked: createRevocations({
    url: env['API_URL'] ?? publicUrl,
    key: env['LECTERN_API_KEY'] ?? '',
    maxAgeSeconds: Number(env['REVOCATIONS_MAX_AGE_SECONDS'] ?? 30),
  }),
  open: (path, range) => origin(path, range && headerOf(range)),
});

const headerOf = ({ first, last }: OneRange) => `bytes=${first ?? ''}-${last ?? ''}`;

/** Of Deno; the address of the client is that of the connection. */
interface ServeInfo {
  readonly remoteAddr: { readonly hostname?: string };
}

// biome-ignore lint/style/noDefaultExport: what "deno serve" takes
export default {
  fetch: (request: Request, { remoteAddr }: ServeInfo) => handle(request, remoteAddr.hostname, undefined),
};
