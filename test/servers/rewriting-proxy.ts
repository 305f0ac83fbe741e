import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { patientServer } from '../support/ports.ts';

/** What a proxy changes in requests and replies that it should forward unchanged. */
export interface Rewriting {
  /** The Host header that it sends: nginx sends the name of the upstream by default. */
  readonly host?: string;
  /** Removed from the beginning of the path. */
  readonly prefix?: string;
  /** Headers of the request that it drops, in lower case. */
  readonly dropsRequest?: ReadonlyArray<string>;
  /** Headers of the reply that it drops: those whose lower-case names start with this. */
  readonly dropsReply?: string;
  /** Caches whole files, and serves them to everyone who requests the same path or URL. */
  readonly cachesBy?: 'path' | 'url';
}

export interface RewritingProxy {
  readonly url: string;
  stop(): void;
}

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A proxy in front of an HTTP server that forwards everything except what `rewriting` changes. */
export async function startRewritingProxy(target: string, rewriting: Rewriting): Promise<RewritingProxy> {
  const kept = new Map<string, Reply>();

  async function replyTo(asked: IncomingMessage): Promise<Reply> {
    const name = nameInCache(asked.url ?? '', rewriting);
    const fromCache = ['GET', 'HEAD'].includes(asked.method ?? '') && !asked.headers.range && kept.get(name);
    if (fromCache) return fromCache;
    const reply = await passOn(asked, target, rewriting);
    if (rewriting.cachesBy && asked.method === 'GET' && reply.status === 200) kept.set(name, reply);
    return reply;
  }

  const server = createServer(patientServer, async (asked, response) => {
    const { status, headers, body } = await replyTo(asked);
    response.writeHead(
      status,
      without(headers, (name) => isDropped(name, rewriting.dropsReply)),
    );
    response.end(asked.method === 'HEAD' ? undefined : body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function passOn(asked: IncomingMessage, target: string, rewriting: Rewriting): Promise<Reply> {
  const { host, prefix = '', dropsRequest = [] } = rewriting;
  const path = (asked.url ?? '').replace(prefix, '');
  const headers = without(asked.headers, (name) => dropsRequest.includes(name));
  const { hostname, port } = new URL(target);
  const sent = request({
    ...{ hostname, port, path, setHost: false },
    method: asked.method ?? 'GET',
    headers: host === undefined ? headers : { ...headers, host },
  });
  sent.end(await buffer(asked));
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: answer.statusCode ?? 502, headers: answer.headers, body: await buffer(answer) };
}

function nameInCache(url: string, { cachesBy }: Rewriting): string {
  return cachesBy === 'path' ? (url.split('?')[0] ?? '') : url;
}

const isDropped = (name: string, start: string | undefined) => start !== undefined && name.startsWith(start);

function without(headers: IncomingHttpHeaders, leavesOut: (name: string) => boolean): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !leavesOut(name)));
}
