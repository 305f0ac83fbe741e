import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { patientServer } from '../support/ports.ts';

interface Stored {
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly generation: number;
}

export interface FakeGcs {
  /** `http://127.0.0.1:{port}` */
  readonly endpoint: string;
  createBucket(name: string): void;
  /** Stops answering. The answer resolves when the clients have given up all `requests`. */
  hang(requests: number): Promise<void>;
  stop(): void;
}

/**
 * A fake of the part of the Cloud Storage JSON API (v1) that the driver needs: it shows that the driver does what we
 * think the API requires, not what Google does. It has no authentication, and stores nothing beyond the process.
 */
export async function startFakeGcs(): Promise<FakeGcs> {
  const buckets = new Map<string, Map<string, Stored>>();
  let generation = 0;
  let hang: ((response: ServerResponse) => void) | undefined;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', 'http://fake');
    const [, upload, bucketName = '', object] =
      /^(\/upload)?\/storage\/v1\/b\/([^/]+)\/o(?:\/([^/]+))?$/.exec(url.pathname) ?? [];
    const bucket = buckets.get(decodeURIComponent(bucketName));
    if (bucket === undefined) return refuse(response, 404, 'The specified bucket does not exist.');
    if (upload) return insert(bucket, url.searchParams, request, response);
    if (object === undefined) return list(bucket, url.searchParams, response);

    const name = decodeURIComponent(object);
    const stored = bucket.get(name);
    const asked = url.searchParams.get('generation');
    if (stored === undefined || (asked !== null && asked !== String(stored.generation))) {
      return refuse(response, 404, `No such object: ${bucketName}/${name}`);
    }
    if (request.method === 'DELETE') {
      bucket.delete(name);
      response.writeHead(204).end();
    } else if (url.searchParams.get('alt') === 'media') {
      sendBytes(stored, request.headers.range, response);
    } else {
      sendJson(response, 200, resource(name, stored));
    }
  }

  /** Objects: insert, in one request (`uploadType=media`, or `multipart` as Google's own client sends it). */
  async function insert(
    bucket: Map<string, Stored>,
    query: URLSearchParams,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const name = query.get('name') ?? '';
    const body = await buffer(request); // rejects when the request is cut short
    const contentType = request.headers['content-type'] ?? '';
    const part =
      query.get('uploadType') === 'multipart' ? lastPart(body, contentType) : { bytes: body, contentType };
    if (query.get('ifGenerationMatch') === '0' && bucket.has(name)) {
      return refuse(response, 412, 'At least one of the pre-conditions you specified did not hold.');
    }
    generation += 1;
    const stored = { ...part, generation };
    bucket.set(name, stored);
    sendJson(response, 200, resource(name, stored));
  }

  const server = createServer(patientServer, (request, response) => {
    if (hang) {
      request.resume(); // only a reading server notices that the client has disconnected
      hang(response);
      return;
    }
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    createBucket: (name) => buckets.set(name, new Map()),
    hang(requests) {
      return new Promise((resolve) => {
        let missing = requests;
        hang = (response) => {
          response.once('close', () => {
            missing -= 1;
            if (missing === 0) resolve();
          });
        };
      });
    },
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Objects: list. Names are in the order of their UTF-8 bytes; a page token is the last name before the page. */
function list(bucket: Map<string, Stored>, query: URLSearchParams, response: ServerResponse): void {
  const prefix = query.get('prefix') ?? '';
  const after = Buffer.from(query.get('pageToken') ?? '', 'base64url');
  const names = [...bucket.keys()]
    .filter((name) => name.startsWith(prefix) && Buffer.compare(Buffer.from(name), after) > 0)
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const page = names.slice(0, Number(query.get('maxResults') ?? 1000));
  const items = page.flatMap((name) => {
    const stored = bucket.get(name);
    return stored ? [resource(name, stored)] : [];
  });
  const more = page.length < names.length;
  sendJson(response, 200, {
    kind: 'storage#objects',
    ...(items.length > 0 ? { items } : {}),
    ...(more ? { nextPageToken: Buffer.from(page.at(-1) ?? '').toString('base64url') } : {}),
  });
}

function sendBytes(
  { bytes, contentType }: Stored,
  range: string | undefined,
  response: ServerResponse,
): void {
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
  if (first === undefined) {
    response.writeHead(200, { 'content-type': contentType, 'content-length': bytes.length }).end(bytes);
    return;
  }
  const part = bytes.subarray(Number(first), Number(last) + 1);
  if (part.length === 0) {
    refuse(response, 416, 'The requested range cannot be satisfied.');
    return;
  }
  response
    .writeHead(206, {
      'content-type': contentType,
      'content-length': part.length,
      'content-range': `bytes ${first}-${Number(first) + part.length - 1}/${bytes.length}`,
    })
    .end(part);
}

function resource(name: string, { bytes, contentType, generation }: Stored) {
  const md5Hash = createHash('md5').update(bytes).digest('base64');
  return {
    kind: 'storage#object',
    name,
    size: String(bytes.length),
    generation: String(generation),
    contentType,
    md5Hash,
  };
}

/** The second part of a multipart/related body: RFC 2387, RFC 2046 §5.1. */
function lastPart(body: Buffer, contentType: string): { bytes: Buffer; contentType: string } {
  const boundary = /boundary=([^;]+)/.exec(contentType)?.[1] ?? '';
  const start = body.indexOf(`--${boundary}`, boundary.length + 2);
  const headEnd = body.indexOf('\r\n\r\n', start);
  const head = body.toString('utf8', start, headEnd);
  const end = body.lastIndexOf(`\r\n--${boundary}--`);
  return {
    bytes: body.subarray(headEnd + 4, end),
    contentType: /content-type: *(\S+)/i.exec(head)?.[1] ?? 'application/octet-stream',
  };
}

function refuse(response: ServerResponse, status: number, message: string): void {
  sendJson(response, status, { error: { code: status, message, errors: [{ message, domain: 'global' }] } });
}

function sendJson(response: ServerResponse, status: number, value: object): void {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=UTF-8' })
    .end(JSON.stringify(value));
}
