import { connect, type Socket } from 'node:net';

export interface Reply {
  readonly status: number;
  /** Whole seconds; undefined without a `Retry-After`. */
  readonly retryAfterSeconds: number | undefined;
  /** Of the whole body, however long. */
  readonly bytes: number;
  /** The body as Latin-1, up to `keptBytes`. */
  readonly body: string;
  /** Of the body, on the clock of `performance.now()`. */
  readonly firstByteMs: number;
}

/** A connection that stays open between requests, one at a time. */
export interface HttpConnection extends Disposable {
  /** Rejects when the connection is lost before the reply is whole. */
  get(path: string, headers?: string): Promise<Reply>;
  /** With a body of JSON in ASCII. */
  post(path: string, headers: string, body: string): Promise<Reply>;
}

/** Opens connections, and can end them all. */
export interface HttpClient {
  open(port: number): Promise<HttpConnection>;
  /** Whatever waits for a reply, or connects, is rejected. */
  close(): void;
}

/** More than any JSON reply that is asked for here; PDFs are only counted. */
const keptBytes = 16 * 1024;

/**
 * As little of HTTP/1.1 (RFC 9112) as a load generator needs that shares its machine with the server: replies with
 * a `Content-Length`. A client for real use costs as much as the server that is measured.
 * @param localAddress of this client alone, as it takes one port of it after another: when thousands are taken, the
 *   kernel searches for milliseconds until it finds a free one
 */
export function createHttpClient(localAddress: string): HttpClient {
  const sockets = new Set<Socket>();
  /** Sockets read one after another, and each chunk is looked at before the next one comes. */
  const buffer = Buffer.allocUnsafeSlow(64 * 1024);
  let isClosed = false;
  let nextPort = 10_000;

  return {
    async open(port) {
      if (isClosed) throw givenUp();
      let onChunk: (chunk: Buffer) => void = () => {};
      const { promise: connected, resolve, reject } = Promise.withResolvers<void>();
      let onLost = reject;
      const socket = connect({
        ...{ port, host: '127.0.0.1', localAddress, localPort: nextPort, noDelay: true },
        onread: {
          buffer,
          callback(size) {
            onChunk(buffer.subarray(0, size));
            return true;
          },
        },
      });
      nextPort += 1;
      sockets.add(socket);
      socket.once('connect', resolve);
      socket.on('error', (error) => onLost(error));
      socket.on('close', () => {
        sockets.delete(socket);
        onLost(isClosed ? givenUp() : new Error('the connection was closed'));
      });
      await connected;

      function send(request: string, headers: string, body = ''): Promise<Reply> {
        const reply = Promise.withResolvers<Reply>();
        if (socket.destroyed) reply.reject(isClosed ? givenUp() : new Error('the connection was closed'));
        onLost = reply.reject;
        onChunk = readReply(reply.resolve, reply.reject);
        socket.write(`${request} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${headers}\r\n${body}`, 'latin1');
        return reply.promise;
      }

      return {
        get: (path, headers = '') => send(`GET ${path}`, headers),
        post(path, headers, body) {
          const about = `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n`;
          return send(`POST ${path}`, headers + about, body);
        },
        [Symbol.dispose]: () => void socket.destroy(),
      };
    },
    close() {
      isClosed = true;
      for (const socket of sockets) socket.destroy();
    },
  };
}

const givenUp = () => new Error('no answer until the end');

function readReply(resolve: (reply: Reply) => void, reject: (error: Error) => void): (chunk: Buffer) => void {
  let head = '';
  let size = -1; // until the head is whole
  let bytes = 0;
  let body = '';
  let firstByteMs = 0;

  return (chunk) => {
    let rest = chunk;
    if (size < 0) {
      const before = head.length;
      head += chunk.toString('latin1');
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      rest = chunk.subarray(end + 4 - before);
      head = head.slice(0, end);
      const length = headerNumber(head, 'content-length');
      if (length === undefined) return reject(new Error(`a reply without Content-Length: ${head}`));
      size = length;
    }
    if (rest.length > 0) {
      if (bytes === 0) firstByteMs = performance.now();
      bytes += rest.length;
      if (body.length < keptBytes) body += rest.toString('latin1', 0, keptBytes - body.length);
    }
    if (bytes < size) return;
    const status = Number(head.slice('HTTP/1.1 '.length, 'HTTP/1.1 '.length + 3));
    resolve({ status, retryAfterSeconds: headerNumber(head, 'retry-after'), bytes, body, firstByteMs });
  };
}

function headerNumber(head: string, name: string): number | undefined {
  const value = new RegExp(`\r\n${name}: *(\\d+)`, 'i').exec(head)?.[1];
  return value === undefined ? undefined : Number(value);
}
