import type { IncomingMessage, ServerResponse } from 'node:http';
import { problemMediaType, problemOf, safeHeaders, unreadable } from '../errors.ts';

/** RFC 9110 §7.2 with the `host` of RFC 3986 §3.2.2. */
const host = /^(?:\[[\da-f:.]+\]|[\w.~!$&'()*+,;=%-]*)(?::\d*)?$/i;

/**
 * Whether a request is one of HTTP/1 where Node's parser does not look: at the version (RFC 9110 §2.5), at an asterisk
 * for a target (RFC 9112 §3.2.4), and at the Host, which there is once at most (§3.2).
 */
export function isReadable({ httpVersionMajor, method, url, rawHeaders }: IncomingMessage): boolean {
  if (httpVersionMajor !== 1) return false;
  if (url === '*' && method !== 'OPTIONS') return false;
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] as string;
    if (name.length !== 4 || name.toLowerCase() !== 'host') continue;
    hosts += 1;
    if (hosts > 1 || !host.test(rawHeaders[at + 1] as string)) return false;
  }
  return true;
}

/** Answers such a request as one that the parser cannot read, and closes. */
export function refuseUnreadable(response: ServerResponse, requestId: string): void {
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
