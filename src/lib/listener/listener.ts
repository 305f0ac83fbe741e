import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { problemMediaType, problemOf, safeHeaders, unreadable, unreadableReply } from '../errors.ts';
import { type ConnectionLimits, limitConnections } from './limit-connections.ts';
import { type Answer, oneAtATime } from './one-at-a-time.ts';

/** RFC 9110 §7.2 with the `host` of RFC 3986 §3.2.2. */
const host = /^(?:\[[\da-f:.]+\]|[\w.~!$&'()*+,;=%-]*)(?::\d*)?$/i;

/**
 * Whether a request is one of HTTP/1 where Node's parser does not look: at the version (RFC 9110 §2.5), at an asterisk
 * for a target (RFC 9112 §3.2.4), and at the Host, which there is once at most (§3.2).
 */
function isReadable({ httpVersionMajor, method, url, rawHeaders }: IncomingMessage): boolean {
  if (httpVersionMajor !== 1) return false;
  if (url === '*' && method !== 'OPTIONS') return false;
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? '';
    if (name.length !== 4 || name.toLowerCase() !== 'host') continue;
    hosts += 1;
    if (hosts > 1 || !host.test(rawHeaders[at + 1] ?? '')) return false;
  }
  return true;
}

/** Answers such a request as one that the parser cannot read, and closes. */
function refuseUnreadable(response: ServerResponse, requestId: string): void {
  const problem = problemOf(unreadable(), requestId);
  const body = JSON.stringify(problem);
  response.writeHead(problem.status, {
    Connection: 'close',
    'Content-Type': problemMediaType,
    'Content-Length': Buffer.byteLength(body),
    'X-Request-Id': requestId,
    ...safeHeaders,
  });
  response.end(body);
}

export interface ListenerParts extends ConnectionLimits {
  readonly answer: Answer;
  /** From the first byte of a request to the last of its body, in milliseconds. */
  readonly requestTimeoutMs: number;
  /** How long a connection stays open between requests, in milliseconds: above the 60 s of common proxies, so that they close first. */
  readonly keepAliveMs: number;
  /** Called for what was answered as no HTTP; `code` is the parser's. */
  readonly onUnreadable?: (requestId: string, code: string | undefined) => void;
}

export interface Patience {
  /** A head has so long to arrive, also the first of a new connection. */
  readonly headersTimeoutMs: number;
  /** A connection on which nothing has moved for so long is given up, also that of a client which stopped reading. */
  readonly stalledMs: number;
  /** How much later than its time a request may be given up. */
  readonly lookEveryMs: number;
}

const patience: Patience = { headersTimeoutMs: 20_000, stalledMs: 120_000, lookEveryMs: 5_000 };

/**
 * An HTTP server that a stranger cannot fill up: connections are limited in number, and each of them in time and in
 * the requests that wait on it.
 */
export function createListener(
  parts: ListenerParts,
  { headersTimeoutMs, stalledMs, lookEveryMs } = patience,
): Server {
  const { answer, requestTimeoutMs, keepAliveMs, onRefuse, onUnreadable } = parts;
  const server = createServer({
    headersTimeout: headersTimeoutMs,
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: keepAliveMs,
    connectionsCheckingInterval: lookEveryMs,
  });
  const answerReadable: Answer = (request, response, awaitsContinue) => {
    if (isReadable(request)) return answer(request, response, awaitsContinue);
    const requestId = randomUUID();
    refuseUnreadable(response, requestId);
    onUnreadable?.(requestId, undefined);
  };
  const { take, cutOff } = oneAtATime(answerReadable, () => onRefuse('pipelining'));
  limitConnections(server, parts);
  server.on('request', (request, response) => take(request, response, false));
  server.on('checkContinue', (request, response) => take(request, response, true));
  const reject = (socket: Socket, code: string | undefined) =>
    cutOff(socket, (isAnswered) => {
      const requestId = randomUUID();
      if (rejectUnreadable(socket, isAnswered, requestId)) onUnreadable?.(requestId, code);
    });
  server.on('connect', (_request, socket) => reject(socket as Socket, undefined));
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'HPE_CLOSED_CONNECTION') return; // bytes after the last request, which Node answers and closes
    reject(socket as Socket, error.code);
  });
  server.setTimeout(stalledMs);
  return server;
}

/**
 * Answers what the HTTP parser could not read, or not in time, with a 400 that repeats none of it, and closes. When that
 * has an answer already, or the client is gone, it only closes.
 * @returns whether it answered
 */
function rejectUnreadable(socket: Socket, isAnswered: boolean, requestId: string): boolean {
  if (!socket.writable || isAnswered) {
    socket.destroy();
    return false;
  }
  socket.end(unreadableReply(requestId), () => socket.destroy());
  return true;
}

const yearSeconds = 365 * 24 * 60 * 60;

/**
 * The header that keeps browsers on https from now on (RFC 6797), for a listener whose public address is https; none for
 * others, which must not send it (§7.2). Not for subdomains: those are not Lectern's.
 */
export function strictTransportOf(publicUrl: string): Readonly<Record<string, string>> {
  const isSecure = publicUrl.startsWith('https:');
  return isSecure ? { 'Strict-Transport-Security': `max-age=${yearSeconds}` } : {};
}
