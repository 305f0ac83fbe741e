import type { IncomingMessage, ServerResponse } from 'node:http';
import { problemMediaType, problemOf } from '../../lib/errors.ts';
import { allOrigins, type PageOrigins } from '../../lib/page-origins.ts';
import type { Exchange } from './exchange.ts';
import { framedBy } from './headers.ts';
import { asksForPage, refusalPage, refusalPagePolicy } from './refusal-page.ts';

// Limits on reading the rest of a refused upload (see `endUnread`).
const lingerMs = 2_000;
const lingerBytes = 1024 * 1024;

export interface RefuseParts extends PageOrigins {
  /** Address of the web app: LECTERN_PUBLIC_URL. */
  readonly appUrl: string;
}

export type Refuse = (exchange: Exchange, error: unknown) => void;

/**
 * Replies with RFC 9457 problem details, or with HTML if a browser shows the reply to a person. A reply that has begun can only be cut off,
 * which clients notice.
 */
export function createRefuse({ appUrl, ...origins }: RefuseParts): Refuse {
  const framers = allOrigins(origins);

  return ({ request, response, requestId, record: { issueId } }, error) => {
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const problem = problemOf(error, requestId);
    const { headers } = request;
    let [mediaType, body] = [problemMediaType, JSON.stringify(problem)];
    if (asksForPage(headers.accept)) {
      const { code, status } = problem;
      const fetchDest = [headers['sec-fetch-dest']].flat()[0];
      const asked = { acceptLanguage: headers['accept-language'], fetchDest };
      mediaType = 'text/html; charset=utf-8';
      body = refusalPage({ code, status, requestId, issueId }, asked, appUrl);
      response.setHeader('Content-Security-Policy', framedBy(framers, refusalPagePolicy(requestId)));
    }
    if (problem.status === 503) response.setHeader('Retry-After', 1);
    if (problem.status === 405) response.setHeader('Allow', 'GET');
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Content-Type', mediaType);
    response.setHeader('Content-Length', Buffer.byteLength(body));
    response.statusCode = problem.status;
    if (hasUnreadBody(request)) endUnread(request, response, body);
    else response.end(body);
  };
}

/** Whether a request announced a body that has not fully arrived. */
export function hasUnreadBody({ headers, complete }: IncomingMessage): boolean {
  return !complete && ('transfer-encoding' in headers || Number(headers['content-length'] ?? 0) > 0);
}

/**
 * Ends a reply while the client may still be sending. Closing immediately would reset the connection, and the client could lose the reply.
 * So this sends the whole reply, and reads on for a while, within limits, before closing. RFC 9112 §9.6.
 */
function endUnread(request: IncomingMessage, response: ServerResponse, body: string): void {
  response.setHeader('Connection', 'close');
  response.write(body);
  const end = () => {
    clearTimeout(timer);
    response.end();
  };
  const timer = setTimeout(end, lingerMs);
  let unreadBytes = lingerBytes;
  request.on('data', (chunk: Buffer) => {
    unreadBytes -= chunk.length;
    if (unreadBytes <= 0) request.pause();
  });
  request.once('end', end);
  request.once('close', end);
}
