import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { clientOf } from '../../lib/client-address.ts';
import { problemOf } from '../../lib/errors.ts';
import type { ConnectionLimits } from '../../lib/listener/limit-connections.ts';
import { allOrigins, type PageOrigins } from '../../lib/page-origins.ts';
import { methodNotAllowed } from './authorize.ts';
import { type Exchange, type ExchangeRecord, isRefusal } from './exchange.ts';
import { commonHeaders } from './headers.ts';
import { createReceiveUpload, type ReceiveUploadParts } from './receive-upload.ts';
import { createRedeem, type RedeemParts } from './redeem.ts';
import { createRefuse, type RefuseParts } from './refuse.ts';

/** The CORS protocol of the Fetch standard (https://fetch.spec.whatwg.org/#http-cors-protocol), without credentials. */
interface Cors {
  /** Headers of every reply. They let pages of known origins read it, including errors. */
  headersFor(origin: string | undefined): Map<string, string>;
  /** Further headers for a preflight; undefined if the origin is unknown. */
  preflightFor(origin: string | undefined): Map<string, string> | undefined;
}

const exposedHeaders =
  'Accept-Ranges, Content-Range, Content-Length, Content-Disposition, ETag, X-Request-Id';

const preflightHeaders = (methods: string) =>
  new Map([
    ['Access-Control-Allow-Methods', methods],
    ['Access-Control-Allow-Headers', 'Range, If-Range, If-None-Match, Content-Type'],
    ['Access-Control-Max-Age', '7200'], // seconds; the longest that Chromium caches
  ]);

/** Compares origins exactly. */
function createCors(origins: PageOrigins): Cors {
  const readers = allOrigins(origins);
  const mayRead = (origin: string | undefined): origin is string => readers.some((each) => each === origin);

  return {
    headersFor(origin) {
      const headers = new Map([['Vary', 'Origin']]); // caches must keep the origins apart
      if (mayRead(origin)) {
        headers.set('Access-Control-Allow-Origin', origin);
        headers.set('Access-Control-Expose-Headers', exposedHeaders);
      }
      return headers;
    },
    preflightFor(origin) {
      if (!mayRead(origin)) return undefined;
      return preflightHeaders(origin === origins.webOrigin ? 'GET, PUT' : 'GET');
    },
  };
}

export interface RespondParts extends RedeemParts, ReceiveUploadParts, RefuseParts {
  /** The server's address as browsers see it. */
  readonly publicUrl: string;
  readonly limits: Pick<ConnectionLimits, 'trustedProxies'>;
  /** Called once per exchange, when its reply has left or its connection is lost. */
  readonly onEnd: (exchange: Exchange) => void;
}

export type Respond = (
  request: IncomingMessage,
  response: ServerResponse,
  awaitsContinue: boolean,
) => Promise<void>;

/** Replies to every request by its method, or with a refusal if that throws. Never rejects, and resolves when the reply has left. */
export function createRespond(parts: RespondParts): Respond {
  const cors = createCors(parts);
  const redeem = createRedeem(parts);
  const receiveUpload = createReceiveUpload(parts);
  const refuse = createRefuse(parts);
  const common = commonHeaders(parts.publicUrl, allOrigins(parts));

  async function dispatch(exchange: Exchange): Promise<void> {
    const { request } = exchange;
    if (request.method === 'GET') return redeem(exchange);
    if (request.method === 'PUT') return receiveUpload(exchange);
    if (request.method === 'OPTIONS') return preflight(exchange);
    throw methodNotAllowed();
  }

  async function preflight({ request, response, record }: Exchange): Promise<void> {
    const permitted = cors.preflightFor(request.headers.origin);
    if (permitted === undefined) throw methodNotAllowed();
    record.outcome = 'preflight';
    response.setHeaders(permitted);
    response.writeHead(204).end();
  }

  return async (request, response, awaitsContinue) => {
    const requestId = randomUUID();
    const record: ExchangeRecord = { outcome: 'ok', bytes: 0 };
    const startedMs = parts.clock.nowMs();
    const client = clientOf(request, parts.limits.trustedProxies);
    const exchange = { request, response, requestId, client, startedMs, awaitsContinue, record };
    const { promise: replied, resolve } = Promise.withResolvers<void>();
    response.once('close', resolve);
    response.setHeader('X-Request-Id', requestId);
    response.setHeaders(common);
    response.setHeaders(cors.headersFor(request.headers.origin));
    try {
      await dispatch(exchange);
    } catch (error) {
      record.outcome = problemOf(error, requestId).code;
      record.error = error;
      refuse(exchange, error);
    }
    await replied;
    // The connection broke while the reply was being sent. A refusal keeps its code.
    if (!response.writableFinished && !isRefusal(record.outcome)) record.outcome = 'aborted';
    parts.onEnd(exchange);
  };
}
