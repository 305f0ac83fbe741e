import { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { upTo } from './up-to.ts';

/** A reply in a stream of bytes by RFC 9112 §2.1 and §6.3, read without Node's own parser. */
export interface RawReply {
  readonly status: number;
  /** By names in lower case; repeated headers are joined by a comma. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

const patienceMs = 20_000;
const headEnd = '\r\n\r\n';
const noContent = { body: Buffer.alloc(0), length: 0 };

/**
 * Reads on when a write fails: a server that answers and closes before it has read everything resets the connection
 * (RFC 9112 §9.6), and its answer may be here already. Node would destroy the socket, and with it the answer.
 */
export class ReadingSocket extends Socket {
  override _write(chunk: unknown, encoding: BufferEncoding, done: () => void): void {
    super._write(chunk, encoding, () => done());
  }

  override _writev(
    chunks: Array<{ readonly chunk: unknown; readonly encoding: BufferEncoding }>,
    done: () => void,
  ): void {
    super._writev?.(chunks, () => done());
  }
}

/** Sends bytes unchanged, packet by packet, and returns everything that is received until the server closes. */
export async function exchangeRaw(port: number, ...packets: ReadonlyArray<string | Buffer>): Promise<Buffer> {
  const socket = new ReadingSocket().connect(port, '127.0.0.1');
  const received: Array<Buffer> = [];
  const { promise: closed, resolve, reject } = Promise.withResolvers<void>();
  socket.on('data', (chunk: Buffer) => received.push(chunk));
  socket.on('error', () => {}); // Of reading: the reset comes after all that was received.
  socket.on('close', () => resolve());
  socket.setTimeout(patienceMs, () => reject(new Error('the server does not close the connection')));
  socket.setNoDelay(true);
  try {
    for (const packet of packets) {
      if (socket.writable) socket.write(toBytes(packet));
      await setImmediate();
    }
    await closed;
  } finally {
    socket.destroy();
  }
  return Buffer.concat(received);
}

/** Every reply of a server, including interim ones. Throws when there is anything else. */
export function repliesIn(bytes: Buffer): ReadonlyArray<RawReply> {
  const replies: Array<RawReply> = [];
  for (let rest = bytes; rest.length > 0; ) {
    const taken = takeReply(rest);
    if (taken === undefined) throw new Error(`no complete reply: ${rest.toString('latin1', 0, 200)}`);
    replies.push(taken.reply);
    rest = rest.subarray(taken.length);
  }
  return replies;
}

/** A kept-alive connection: one request after another, and a new one when the server closes it. */
export function keepConnection(port: number) {
  let socket: Socket | undefined;
  let received: Buffer = Buffer.alloc(0);
  let isClosed = true;
  let wake = () => {};

  function open(): Socket {
    const own = new ReadingSocket().connect(port, '127.0.0.1');
    received = Buffer.alloc(0);
    isClosed = false;
    own.on('error', () => {});
    own.on('data', (chunk: Buffer) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      wake();
    });
    own.on('close', () => {
      if (socket === own) isClosed = true;
      wake();
    });
    own.setTimeout(patienceMs, () => own.destroy());
    return own;
  }

  return {
    /** `undefined` when the server closed without a reply. The reply to a HEAD has a length, and no body. */
    async ask(bytes: string | Buffer, isHead = false): Promise<RawReply | undefined> {
      if (socket === undefined || isClosed) socket = open();
      const own = socket;
      own.write(toBytes(bytes));
      const bound = upTo(100_000);
      while (bound()) {
        const taken = takeReply(received, isHead);
        if (taken !== undefined) {
          const { reply } = taken;
          const isLast = reply.headers.get('connection') === 'close';
          // A server that cannot parse a request does not know that it is a HEAD, and closes after its reply.
          if (taken.length < received.length && !(isHead && isLast))
            throw new Error('two replies to one request');
          received = Buffer.alloc(0);
          if (isLast) {
            socket = undefined;
            own.destroy();
          }
          return reply;
        }
        if (isClosed) break;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return undefined;
    },
    close: () => socket?.destroy(),
  };
}

const toBytes = (bytes: string | Buffer) =>
  typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes;

/** The first reply and its length in bytes; undefined while it is incomplete. */
function takeReply(
  bytes: Buffer,
  isHead = false,
): { readonly reply: RawReply; readonly length: number } | undefined {
  const end = bytes.indexOf(headEnd);
  if (end === -1) return undefined;
  const [statusLine = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
  const [, status] = /^HTTP\/1\.1 (\d{3})(?: |$)/.exec(statusLine) ?? [];
  if (status === undefined) throw new Error(`no status line: ${statusLine.slice(0, 200)}`);
  const headers = new Map<string, string>();
  for (const line of lines) {
    const [, name, value = ''] = /^([\w-]+):[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
    if (name === undefined) throw new Error(`no header: ${line.slice(0, 200)}`);
    const known = headers.get(name.toLowerCase());
    headers.set(name.toLowerCase(), known === undefined ? value : `${known}, ${value}`);
  }
  const start = end + headEnd.length;
  const content = isHead ? noContent : takeContent(bytes.subarray(start), Number(status), headers);
  if (content === undefined) return undefined;
  return {
    reply: { status: Number(status), headers, body: content.body },
    length: start + content.length,
  };
}

function takeContent(bytes: Buffer, status: number, headers: ReadonlyMap<string, string>) {
  if (status < 200 || status === 204 || status === 304) return noContent;
  if (headers.has('transfer-encoding')) return takeChunks(bytes);
  const length = Number(headers.get('content-length'));
  if (!Number.isInteger(length)) throw new Error('a reply without a length');
  return bytes.length < length ? undefined : { body: bytes.subarray(0, length), length };
}

function takeChunks(bytes: Buffer) {
  const chunks: Array<Buffer> = [];
  for (let at = 0; ; ) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd === -1) return undefined;
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    const [start, end] = [lineEnd + 2, lineEnd + 2 + size];
    if (bytes.length < end + 2) return undefined;
    chunks.push(bytes.subarray(start, end));
    at = end + 2;
    if (size === 0) return { body: Buffer.concat(chunks), length: at };
  }
}
