import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';

/** A request of `fetch`, as undici describes it (its documentation, "Diagnostics Channel Support"). */
interface FetchRequest {
  addHeader(name: string, value: string): void;
}

/**
 * Adds header fields to every request that this process sends, by `fetch` or `node:http`, whatever library sends it.
 * @returns a function that ends it
 */
export function propagateTraceContext(outgoing: () => Readonly<Record<string, string>>): () => void {
  const onFetch = (message: unknown) => {
    const { request } = message as { request: FetchRequest };
    for (const [name, value] of Object.entries(outgoing())) request.addHeader(name, value);
  };
  const onHttp = (message: unknown) => {
    const { request } = message as { request: ClientRequest };
    for (const [name, value] of Object.entries(outgoing())) request.setHeader(name, value);
  };
  subscribe('undici:request:create', onFetch);
  subscribe('http.client.request.created', onHttp);
  return () => {
    unsubscribe('undici:request:create', onFetch);
    unsubscribe('http.client.request.created', onHttp);
  };
}
