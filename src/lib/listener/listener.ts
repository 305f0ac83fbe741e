import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { problemMediaType, problemOf, safeHeaders, unreadable, unreadableReply } from '../errors.ts';
import { type ConnectionLimits, limitConnections } from './limit-connections.ts';
import { oneAtATime, type RequestHandler } from './one-at-a-time.ts';

/** RFC 9110 §7.2, with `host` of RFC 3986 §3.2.2. */
const host = /^(?:\[[\da-f:.]+\]|[\w.~!$&'()*+,;=%-]*)(?::\d*)?$/i;

/**
 * Checks what Node's parser does not: the HTTP version (RFC 9110 §2.5), `*` as a target (RFC 9112 §3.2.4), and at most one, valid Host
 * (§3.2).
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

/** Sends the same response as for unparsable requests, and closes. */
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
  readonly answer: RequestHandler;
  /** From the first byte of a request to the last of its body, in milliseconds. */
  readonly requestTimeoutMs: number;
  /** How long a connection stays open between requests, in milliseconds: above the 60 s of common proxies, so that they close first. */
  readonly keepAliveMs: number;
  /** Called for each response to unreadable bytes; `code` comes from the parser. */
  readonly onUnreadable?: (requestId: string, code: string | undefined) => void;
}

export interface Patience {
  /** Time limit for a request's head, also for the first on a new connection. */
  readonly headersTimeoutMs: number;
  /** A connection without progress for this long is closed, also if its client stopped reading. */
  readonly stalledMs: number;
  /** Interval of the timeout checks, and so the longest delay of a timeout. */
  readonly lookEveryMs: number;
}

const patience: Patience = { headersTimeoutMs: 20_000, stalledMs: 120_000, lookEveryMs: 5_000 };

/** An HTTP server that strangers cannot exhaust: limits the number of connections, and for each its time and its waiting requests. */
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
  const answerReadable: RequestHandler = (request, response, awaitsContinue) => {
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
    if (error.code === 'HPE_CLOSED_CONNECTION') return; // bytes after the last request: Node responds and closes
    reject(socket as Socket, error.code);
  });
  server.setTimeout(stalledMs);
  return server;
}

/**
 * Sends a 400 for what the HTTP parser could not read, or not in time, without repeating any of it, and closes. Only closes if a response
 * was sent, the client is gone or nothing arrived: browsers open connections in advance, and would take the 400 for the response to the
 * request that they are about to send; after a close they send it again.
 * @returns whether it sent the 400
 */
function rejectUnreadable(socket: Socket, isAnswered: boolean, requestId: string): boolean {
  if (!socket.writable || isAnswered || socket.bytesRead === 0) {
    socket.destroy();
    return false;
  }
  socket.end(unreadableReply(requestId), () => socket.destroy());
  return true;
}

const yearSeconds = 365 * 24 * 60 * 60;

/**
 * The header that keeps browsers on https (RFC 6797), if the public address is https; http listeners must not send it (§7.2). Excludes
 * subdomains, which do not belong to Lectern.
 */
export function strictTransportOf(publicUrl: string): Readonly<Record<string, string>> {
  const isSecure = publicUrl.startsWith('https:');
  return isSecure ? { 'Strict-Transport-Security': `max-age=${yearSeconds}` } : {};
}
