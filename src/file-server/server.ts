import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AccessLogParts, createAccessLog } from './access-log.ts';
import { trackConnections } from './connections.ts';
import { rejectUnreadable } from './reject-unreadable.ts';
import { createRespond, type RespondParts } from './respond.ts';

export interface FileServerParts extends Omit<RespondParts, 'onEnd'>, AccessLogParts {
  /** Further connections are closed as they come. Default: as many as the system allows. */
  readonly maxConnections?: number;
}

export interface FileServer {
  /**
   * Starts to listen; port 0 takes a free one, and `backlog` is that of `net.Server.listen`.
   * @returns the address
   */
  listen(host: string, port: number, backlog?: number): Promise<AddressInfo>;
  /** Accepts no more, finishes what streams for up to `graceMs`, then cuts it off. */
  close(graceMs: number): Promise<void>;
}

const limits = {
  headersTimeout: 20_000,
  requestTimeout: 30 * 60_000, // for a large upload over a slow line
  keepAliveTimeout: 65_000, // above the 60 s of common proxies, so that they close first
};

/** A connection on which nothing has moved for so long is given up, also that of a client which stopped reading. */
const stalledMs = 120_000;

/**
 * The listener for signed URLs. It sends PDFs and receives uploads, and knows nothing of accounts and tasks.
 * All times are milliseconds.
 */
export function createFileServer(parts: FileServerParts): FileServer {
  const respond = createRespond({ ...parts, onEnd: createAccessLog(parts) });
  const server = createServer(limits);
  if (parts.maxConnections !== undefined) server.maxConnections = parts.maxConnections;
  const connections = trackConnections(server);

  const answer = (awaitsContinue: boolean) => (request: IncomingMessage, response: ServerResponse) => {
    connections.track(request.socket, respond(request, response, awaitsContinue));
  };
  server.on('request', answer(false));
  server.on('checkContinue', answer(true));
  server.on('clientError', (error, socket) => rejectUnreadable(error, socket, connections, parts.log));
  server.setTimeout(stalledMs);

  return {
    async listen(host, port, backlog) {
      server.listen(port, host, backlog);
      await once(server, 'listening'); // throws what keeps it from listening
      return server.address() as AddressInfo;
    },
    close: connections.close,
  };
}
