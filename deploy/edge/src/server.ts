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

/** Writes the log line of deploy/nginx when a reply has ended, for `lectern downloads import`. The query, which is signed, is not in it. */
function logged(
  request: Request,
  client: string | undefined,
  response: Response,
  startedMs: number,
): Response {
  const { pathname, searchParams } = new URL(request.url);
  const { body, headers, status } = response;
  let bytes = 0;
  const write = () => {
    const endedMs = Date.now();
    const line = {
      ...{ time: new Date(endedMs).toISOString(), requestId: headers.get('X-Request-Id'), client },
      // A chat program may have encoded the "?".
      ...{
        method: request.method,
        path: pathname.split(/%(?:3f|23|3b|26|3d|25)/i, 1)[0]?.slice(0, 200),
        status,
      },
      issueId: status < 400 ? searchParams.get('issue') : '',
      ...{ bytes, seconds: (endedMs - startedMs) / 1000 },
    };
    // biome-ignore lint/suspicious/noConsole: this is the log
    console.log(JSON.stringify(line));
  };
  if (body === null) {
    write();
    return response;
  }
  async function* counted(from: AsyncIterable<Uint8Array>) {
    try {
      for await (const chunk of from) {
        yield chunk;
        bytes += chunk.length;
      }
    } finally {
      write();
    }
  }
  return new Response(ReadableStream.from(counted(body)), response);
}

// biome-ignore lint/style/noDefaultExport: what "deno serve" takes
export default {
  async fetch(request: Request, { remoteAddr: { hostname } }: ServeInfo) {
    const startedMs = Date.now();
    return logged(request, hostname, await handle(request, hostname, undefined), startedMs);
  },
};
