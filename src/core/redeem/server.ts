import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { formatAddress } from '../../lib/client-address.ts';
import { type ErrorCode, unreadable } from '../../lib/errors.ts';
import type { ConnectionLimits } from '../../lib/listener/limit-connections.ts';
import { createListener } from '../../lib/listener/listener.ts';
import { noTracing, type Tracing } from '../../lib/tracing.ts';
import type { Delivery } from '../issue/url-reads.ts';
import { type AccessLogParts, createAccessLog } from './access-log.ts';
import { trackConnections } from './connections.ts';
import { type Exchange, isRefusal, type Outcome } from './exchange.ts';
import { createRespond, type Respond, type RespondParts } from './respond.ts';

export interface FileServerParts extends Omit<RespondParts, 'onEnd'>, AccessLogParts {
  readonly limits: ConnectionLimits;
  readonly tracing?: Tracing;
  /** Called when a request other than an upload or a preflight has ended. */
  readonly onRedeem?: (outcome: Outcome) => void;
  /** Called when a PUT has ended. */
  readonly onUpload?: (outcome: Outcome) => void;
  /** Called when a reply that carried a PDF, or a part of it, has ended. Must not throw or take long. */
  readonly onDelivery?: ((delivery: Delivery) => void) | undefined;
  readonly onRefusedUrl?: OnRefusedUrl | undefined;
}

/** Called when a URL that we signed was refused. Must not throw or take long. */
export type OnRefusedUrl = (issueId: string, code: ErrorCode) => void;

export interface FileServer {
  /**
   * Starts listening. Port 0 takes a free one; `backlog` is as in `net.Server.listen`.
   * @returns the address
   */
  listen(host: string, port: number, backlog?: number): Promise<AddressInfo>;
  /** Accepts no more connections, finishes running replies for up to `graceMs`, then cuts them off. */
  close(graceMs: number): Promise<void>;
}

const requestTimeoutMs = 30 * 60_000; // for a large upload over a slow line
const keepAliveMs = 65_000;

/** The listener for signed URLs. It sends PDFs and receives uploads, and knows no accounts or tasks. */
export function createFileServer(parts: FileServerParts): FileServer {
  const logExchange = createAccessLog(parts);
  const onEnd = (exchange: Exchange) => {
    logExchange(exchange);
    reportOutcome(parts, exchange);
    reportDelivery(parts, exchange);
  };
  const respond = traced(createRespond({ ...parts, onEnd }), parts.tracing ?? noTracing);
  const server = createListener({
    ...parts.limits,
    requestTimeoutMs,
    keepAliveMs,
    answer: (request, response, awaitsContinue) =>
      connections.track(request.socket, respond(request, response, awaitsContinue)),
    onUnreadable(requestId, parserError) {
      const { status, code } = unreadable();
      parts.log.warn({ requestId, status, outcome: code, parserError }, 'unreadable request');
    },
  });
  const connections = trackConnections(server);

  return {
    async listen(host, port, backlog) {
      server.listen(port, host, backlog);
      await once(server, 'listening'); // rejects if it cannot listen
      return server.address() as AddressInfo;
    },
    close: connections.close,
  };
}

function reportOutcome(
  { onRedeem, onUpload }: Pick<FileServerParts, 'onRedeem' | 'onUpload'>,
  { request, record: { outcome } }: Exchange,
): void {
  if (outcome === 'preflight') return;
  const report = request.method === 'PUT' ? onUpload : onRedeem;
  report?.(outcome);
}

function reportDelivery({ onDelivery, onRefusedUrl }: FileServerParts, exchange: Exchange): void {
  const { requestId, client, startedMs, record } = exchange;
  const { issueId, outcome, bytes, size } = record;
  if (issueId === undefined) return;
  if (isRefusal(outcome)) {
    onRefusedUrl?.(issueId, outcome);
    return;
  }
  if (onDelivery === undefined) return;
  if (outcome === 'aborted' && bytes === 0) return;
  const address = client && formatAddress(client);
  onDelivery({ issueId, requestId, atMs: startedMs, bytes, size, address });
}

/** All paths are object keys. */
const route = '/{objectKey}';

function traced(respond: Respond, { serve }: Tracing): Respond {
  if (serve === undefined) return respond;
  return async (request, response, awaitsContinue) => {
    const served = serve(request.method ?? '', request.headers);
    await served.run(() => respond(request, response, awaitsContinue));
    served.end({ route, status: response.statusCode });
  };
}
