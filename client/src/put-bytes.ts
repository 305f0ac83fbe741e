import { LecternApiError } from './lectern-error.ts';

export interface PutRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Blob;
  /** Bytes sent so far. */
  readonly onProgress: (done: number) => void;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds in which nothing moves until the connection counts as broken. */
  readonly stalledAfterMs: number;
}

/** `there-already`: an earlier attempt arrived, and nothing is overwritten. `broken`: it may be tried again. */
export type PutOutcome = 'stored' | 'there-already' | 'broken';

/** Statuses by which storages refuse to overwrite: S3 and Azure 412, Azure and Lectern 409. */
const thereAlready = new Set([409, 412]);

/**
 * Sends bytes by a signed upload URL. Only XMLHttpRequest tells how much has left the browser; where there is none,
 * as in Node, the body is read as a stream, and what was read counts.
 * @throws LecternApiError `storage-full` when it has no room, `upload-failed` when it refuses otherwise
 */
export async function putBytes(request: PutRequest, send: typeof fetch): Promise<PutOutcome> {
  const { XMLHttpRequest } = globalThis as { readonly XMLHttpRequest?: XhrClass };
  const status = await (XMLHttpRequest ? putByXhr(request, new XMLHttpRequest()) : putByFetch(request, send));
  if (status === 507) {
    throw new LecternApiError('storage-full', 'The file storage has no room for this file.', { status });
  }
  if (status === 0 || status >= 500) return 'broken';
  if (status < 300) return 'stored';
  if (thereAlready.has(status)) return 'there-already';
  throw new LecternApiError('upload-failed', `The storage refused the upload with status ${status}.`, {
    status,
  });
}

/** What of the browser's XMLHttpRequest is used, so that this compiles without the types of a browser. */
interface Xhr {
  readonly status: number;
  readonly upload: { onprogress: ((event: { readonly loaded: number }) => void) | null };
  onload: (() => void) | null;
  onerror: (() => void) | null;
  onabort: (() => void) | null;
  onloadend: (() => void) | null;
  open(method: string, url: string): void;
  setRequestHeader(name: string, value: string): void;
  send(body: Blob): void;
  abort(): void;
}
type XhrClass = new () => Xhr;

/** The status; 0 when there was no answer. */
function putByXhr(request: PutRequest, xhr: Xhr): Promise<number> {
  const { url, headers, body, onProgress, signal, stalledAfterMs } = request;
  return new Promise((resolve, reject) => {
    const abort = () => xhr.abort();
    const stall = watchForStall(stalledAfterMs, abort);
    xhr.open('PUT', url);
    for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value);
    xhr.upload.onprogress = ({ loaded }) => {
      stall.moved();
      onProgress(loaded);
    };
    xhr.onload = () => resolve(xhr.status);
    xhr.onerror = () => resolve(0);
    xhr.onabort = () => (signal?.aborted ? reject(signal.reason) : resolve(0));
    xhr.onloadend = () => {
      stall.stop();
      signal?.removeEventListener('abort', abort);
    };
    if (signal?.aborted) return reject(signal.reason);
    signal?.addEventListener('abort', abort, { once: true });
    xhr.send(body);
    stall.moved();
  });
}

/** The status; 0 when there was no answer. */
async function putByFetch(
  { url, headers, body, onProgress, signal, stalledAfterMs }: PutRequest,
  send: typeof fetch,
): Promise<number> {
  const ending = new AbortController();
  const stall = watchForStall(stalledAfterMs, () => ending.abort());
  let done = 0;
  const counted = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      done += chunk.length;
      stall.moved();
      onProgress(done);
      controller.enqueue(chunk);
    },
  });
  const init: RequestInit & { duplex: 'half' } = {
    method: 'PUT',
    headers: { ...headers, 'content-length': String(body.size) },
    body: body.stream().pipeThrough(counted),
    duplex: 'half',
    signal: signal ? AbortSignal.any([signal, ending.signal]) : ending.signal,
  };
  stall.moved();
  try {
    return (await send(url, init)).status;
  } catch {
    signal?.throwIfAborted();
    return 0;
  } finally {
    stall.stop();
  }
}

/** A connection may die without a word, and whoever sends would wait for it for many minutes. */
function watchForStall(stalledAfterMs: number, onStall: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => clearTimeout(timer);
  const moved = () => {
    stop();
    timer = setTimeout(onStall, stalledAfterMs);
  };
  return { moved, stop };
}
