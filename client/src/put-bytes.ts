import { LecternApiError } from './lectern-error.ts';

export interface PutRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Blob;
  /** Bytes sent so far. */
  readonly onProgress: (done: number) => void;
  readonly signal?: AbortSignal | undefined;
  /** The connection counts as broken after this many milliseconds without progress. */
  readonly stalledAfterMs: number;
}

/** `there-already`: an earlier attempt succeeded, and nothing is overwritten. `broken`: can be retried. */
export type PutOutcome = 'stored' | 'there-already' | 'broken';

/** Statuses of storages that refuse to overwrite: S3 and Azure 412, Azure and Lectern 409. */
const thereAlready = new Set([409, 412]);

/**
 * Sends bytes to a signed upload URL. Only XMLHttpRequest reports how much has been sent; without it, as in Node, the body is streamed and
 * the bytes read are counted.
 * @throws LecternApiError `storage-full` when the storage is full, `upload-failed` for other refusals
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

/** The subset of XMLHttpRequest that is used, so that this compiles without browser types. */
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

/** Returns the status; 0 without a response. */
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

/** Returns the status; 0 without a response. */
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

/** A connection can die silently, and the sender would wait for many minutes. */
function watchForStall(stalledAfterMs: number, onStall: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => clearTimeout(timer);
  const moved = () => {
    stop();
    timer = setTimeout(onStall, stalledAfterMs);
  };
  return { moved, stop };
}
