import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';
import { patientServer } from './ports.ts';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;
export type ServerInTurn = Awaited<ReturnType<typeof inTurn>>;

/** A server that gives the answers in order and repeats the last one, and the requests that it received. */
export async function inTurn(...answers: ReadonlyArray<Answer>) {
  const seen: Array<IncomingMessage> = [];
  const server = createServer(patientServer, (request, response) => {
    seen.push(request);
    answers[Math.min(seen.length, answers.length) - 1]?.(request, response);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}
