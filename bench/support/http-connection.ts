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
export interface HttpConnection {
  /** Rejects when the connection is lost before the reply is whole. */
  get(path: string, headers?: string): Promise<Reply>;
  close(): void;
}

/** More than any JSON reply that is asked for here; PDFs are only counted. */
const keptBytes = 16 * 1024;
/** Sockets read one after another, and each chunk is looked at before the next one comes. */
const sharedBuffer = Buffer.allocUnsafeSlow(64 * 1024);

/**
 * As little of HTTP/1.1 (RFC 9112) as a load generator needs that shares its machine with the server: replies with
 * a `Content-Length`. A client for real use costs as much as the server that is measured.
 */
export async function openHttp(port: number): Promise<HttpConnection> {
  let onChunk: (chunk: Buffer) => void = () => {};
  let onLost: (error: Error) => void = () => {};
  const { promise: connected, resolve, reject } = Promise.withResolvers<void>();
  onLost = reject;
  const socket: Socket = connect({
    ...{ port, host: '127.0.0.1', noDelay: true },
    onread: {
      buffer: sharedBuffer,
      callback(size) {
        onChunk(sharedBuffer.subarray(0, size));
        return true;
      },
    },
  });
  socket.once('connect', resolve);
  socket.on('error', (error) => onLost(error));
  socket.on('close', () => onLost(new Error('the connection was closed')));
  await connected;

  return {
    get(path, headers = '') {
      const reply = Promise.withResolvers<Reply>();
      if (socket.destroyed) reply.reject(new Error('the connection was closed'));
      onLost = reply.reject;
      onChunk = readReply(reply.resolve, reply.reject);
      socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${headers}\r\n`, 'latin1');
      return reply.promise;
    },
    close: () => void socket.destroy(),
  };
}

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
