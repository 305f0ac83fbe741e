import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: { readonly type: string; readonly data: Readonly<Record<string, string | null>> };
}

/** How a receiver answers. */
export type Answer = (response: ServerResponse) => void;

export const accepts: Answer = (response) => void response.writeHead(204).end();

/** A server that webhooks call. */
export async function startReceiver() {
  const received: Array<Received> = [];
  const state = { answer: accepts };
  const server = createServer(async (request, response) => {
    const chunks: Array<Buffer> = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    received.push({ headers: request.headers, text, body: JSON.parse(text) });
    state.answer(response);
  });
  const listen = (port = 0) => new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  const stop = () =>
    new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  await listen();
  const { port } = server.address() as AddressInfo;
  after(() => (server.listening ? stop() : undefined));
  return {
    url: `http://127.0.0.1:${port}/hook?from=lectern`,
    state,
    stop,
    restart: () => listen(port),
    /** Resolves at the next request. */
    next: async () => void (await once(server, 'request')),
    /** What came since the last call, in order of arrival. */
    take: (): ReadonlyArray<Received> => received.splice(0),
    /** The only one that came since the last call. */
    takeOne(): Received {
      const [one, ...others] = received.splice(0);
      assert.ok(one && others.length === 0, `${1 + others.length} requests, or none`);
      return one;
    },
  };
}
