import { createEdgeHandler, createOrigin, keysOf, type OneRange, rangeWithin } from './handler.ts';
import { createRevocations } from './revocations.ts';

/** An R2 bucket that is bound to the Worker. */
interface Bucket {
  get(key: string): Promise<{ readonly body: ReadableStream; readonly size: number } | null>;
}

interface Environment {
  /** `id:secret,id:secret`: the signing keys of Lectern. */
  readonly LECTERN_SIGNING_KEYS: string;
  readonly LECTERN_PUBLIC_URL: string;
  /** Default: LECTERN_PUBLIC_URL. */
  readonly API_URL?: string;
  /** Comma-separated. */
  readonly LECTERN_EMBED_ORIGINS?: string;
  /** An API key of the scope `edge`. */
  readonly LECTERN_API_KEY: string;
  /** Default: 30. */
  readonly REVOCATIONS_MAX_AGE_SECONDS?: string;
  /** The bucket of Lectern; or else ORIGIN_URL, Lectern's file server or nginx. */
  readonly BUCKET?: Bucket;
  readonly ORIGIN_URL?: string;
}

interface Execution {
  waitUntil(promise: Promise<unknown>): void;
}

interface Context {
  readonly request: Request;
  readonly execution: Execution;
}

/** A cache of this data center. Unlike the default one, no request reaches a named cache without the Worker. */
interface NamedCache {
  match(request: Request): Promise<Response | undefined>;
  put(request: Request, response: Response): Promise<void>;
}
declare const caches: { open(name: string): Promise<NamedCache> };

/** A Worker's environment never changes, so one handler is enough. */
let handler: ReturnType<typeof openHandler> | undefined;

function openHandler(environment: Environment) {
  const { BUCKET: bucket, ORIGIN_URL = '', LECTERN_PUBLIC_URL: publicUrl } = environment;
  const keys = keysOf(environment.LECTERN_SIGNING_KEYS);
  const origin = createOrigin(ORIGIN_URL, keys);

  /** The key is the object alone, on the host of the Worker. */
  const keyOf = (path: string, request: Request, range?: string) =>
    new Request(new URL(path, request.url), range === undefined ? {} : { headers: { Range: range } });

  async function ofBucket(from: Bucket, path: string): Promise<Response> {
    const object = await from.get(decodeURIComponent(path.slice(1)));
    if (object === null) return new Response(null, { status: 404 });
    return new Response(object.body, { headers: { 'Content-Length': `${object.size}` } });
  }

  /** A whole object, which is in the cache before the reply ends; `isStored` waits for it. */
  async function wholeOf(
    path: string,
    { request, execution }: Context,
    isStored: boolean,
  ): Promise<Response> {
    const cache = await caches.open('lectern');
    const found = await cache.match(keyOf(path, request));
    if (found !== undefined) return found;
    const given = await (bucket === undefined ? origin(path) : ofBucket(bucket, path));
    if (given.status !== 200) return given;
    // Bytes never change under a key.
    const headers = new Headers({ 'Cache-Control': 'public, max-age=31536000, immutable' });
    headers.set('Content-Length', given.headers.get('Content-Length') ?? '');
    const whole = new Response(given.body, { headers });
    const storing = cache.put(keyOf(path, request), whole.clone());
    if (isStored) await storing;
    else execution.waitUntil(storing);
    return whole;
  }

  async function open(path: string, asked: OneRange | undefined, context: Context): Promise<Response> {
    const whole = await wholeOf(path, context, asked !== undefined);
    const size = Number(whole.headers.get('Content-Length'));
    if (asked === undefined || whole.status !== 200) return whole;
    const range = rangeWithin(asked, size);
    if (range === undefined) {
      return new Response(null, { status: 416, headers: { 'Content-Range': `bytes */${size}` } });
    }
    const { first, last } = range;
    if (first > 0 || last < size - 1) {
      const cache = await caches.open('lectern');
      const part = await cache.match(keyOf(path, context.request, `bytes=${first}-${last}`));
      // A cache may ignore a range, and so may a server (RFC 9110 §14.2).
      if (part?.status !== 206) return whole;
      return part;
    }
    const headers = { 'Content-Length': `${size}`, 'Content-Range': `bytes ${first}-${last}/${size}` };
    return new Response(whole.body, { status: 206, headers });
  }

  return createEdgeHandler<Context>({
    keys,
    publicUrl,
    embedOrigins: (environment.LECTERN_EMBED_ORIGINS ?? '').split(',').flatMap((each) => each.trim() || []),
    isRevoked: createRevocations({
      url: environment.API_URL ?? publicUrl,
      key: environment.LECTERN_API_KEY,
      maxAgeSeconds: Number(environment.REVOCATIONS_MAX_AGE_SECONDS ?? 30),
    }),
    open,
  });
}

// biome-ignore lint/style/noDefaultExport: the entry point of a Worker
export default {
  fetch(request: Request, environment: Environment, execution: Execution): Promise<Response> {
    handler ??= openHandler(environment);
    const address = request.headers.get('CF-Connecting-IP') ?? undefined;
    return handler(request, address, { request, execution });
  },
};
