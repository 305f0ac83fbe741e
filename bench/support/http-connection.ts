import { connect, type Socket } from 'node:net';

export interface Reply {
  readonly status: number;
  /** Whole seconds; undefined without a `Retry-After`. */
  readonly retryAfterSeconds: number | undefined;
  /** Length of the whole body. */
  readonly bytes: number;
  /** The body as Latin-1, up to `keptBytes`. */
  readonly body: string;
  /** Of the body, on the clock of `performance.now()`. */
  readonly firstByteMs: number;
}

/** A keep-alive connection for sequential requests. */
export interface HttpConnection extends Disposable {
  /** Rejects when the connection is lost before the reply is complete. */
  get(path: string, headers?: string): Promise<Reply>;
  /** With a body of JSON in ASCII. */
  post(path: string, headers: string, body: string): Promise<Reply>;
}

/** Opens connections, and can close them all. */
export interface HttpClient {
  open(port: number): Promise<HttpConnection>;
  /** Rejects all pending requests and connections. */
  close(): void;
}

/** More than any JSON reply requested here; PDFs are only counted. */
const keptBytes = 16 * 1024;

/**
 * The minimum of HTTP/1.1 (RFC 9112) for a load generator on the same machine as the server: only replies with a `Content-Length`. A
 * general client would cost as much as the server under test.
 * @param localAddress must be unique to this client, which uses its ports in sequence: with thousands in use, the kernel needs milliseconds
 * to find a free one
 */
export function createHttpClient(localAddress: string): HttpClient {
  const sockets = new Set<Socket>();
  /** Shared, because sockets read one after another, and each chunk is processed before the next. */
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
  let size = -1; // until the head is complete
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
