import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';
import { createLecternClient } from '../../client/src/index.ts';
import { patientServer } from '../support/ports.ts';

export type Reply = (response: ServerResponse) => void;

/** An impatient client gives up after this time without a byte. */
export const impatientMs = 500;

/**
 * A server that gives the replies in order and repeats the last one; the requests that it received, and clients of it.
 */
export async function scripted(...replies: ReadonlyArray<Reply>) {
  const seen: Array<IncomingMessage> = [];
  const server = createServer(patientServer, (request, response) => {
    seen.push(request);
    replies[Math.min(seen.length, replies.length) - 1]?.(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const clientWith = (timeoutMs: number) => createLecternClient({ baseUrl: url, timeoutMs });
  return { client: clientWith(10_000), impatient: clientWith(impatientMs), seen, url };
}
