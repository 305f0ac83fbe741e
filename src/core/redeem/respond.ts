import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { problemOf } from '../../lib/errors.ts';
import { createCors } from './cors.ts';
import type { Exchange, ExchangeRecord } from './exchange.ts';
import { createReceiveUpload, type ReceiveUploadParts } from './receive-upload.ts';
import { createRedeem, type RedeemParts } from './redeem.ts';
import { methodNotAllowed, refuse } from './refuse.ts';
import { commonHeaders } from './response-headers.ts';

export interface RespondParts extends RedeemParts, ReceiveUploadParts {
  /** Its address as browsers see it. */
  readonly publicUrl: string;
  /** Origins whose pages may read the replies and frame the PDFs. */
  readonly allowedOrigins: ReadonlyArray<string>;
  /** Called once per exchange, when its reply has left or its connection is lost. */
  readonly onEnd: (exchange: Exchange) => void;
}

export type Respond = (
  request: IncomingMessage,
  response: ServerResponse,
  awaitsContinue: boolean,
) => Promise<void>;

/**
 * Answers every request: by its method, and by problem details when that throws. Never rejects, and ends
 * when the reply has left.
 */
export function createRespond(parts: RespondParts): Respond {
  const cors = createCors(parts.allowedOrigins);
  const redeem = createRedeem(parts);
  const receiveUpload = createReceiveUpload(parts);
  const common = commonHeaders(parts.publicUrl, parts.allowedOrigins);

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
    const exchange = { request, response, requestId, startedMs, awaitsContinue, record };
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
    parts.onEnd(exchange);
  };
}
