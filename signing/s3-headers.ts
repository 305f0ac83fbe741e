import type { UploadRequest } from './signer.ts';

/** What a URL signs of a request's headers. */
export interface SignedHeaders {
  /** Lower-case, in their order, joined by `;`. */
  readonly names: string;
  /** A line `name:value` for each, the last one too. */
  readonly lines: string;
}

/** The headers of a download: its URL works wherever a link does. */
export function downloadHeaders(host: string): SignedHeaders {
  return { names: 'host', lines: `host:${host}\n` };
}

/** The headers of an upload. `toSend` leaves out `content-length` and `host`: every HTTP client sets them itself. */
export function uploadHeaders(
  host: string,
  { size, sha256 }: Pick<UploadRequest, 'size' | 'sha256'>,
  conditionalPut: boolean,
): SignedHeaders & { readonly toSend: Readonly<Record<string, string>> } {
  const toSend = {
    'content-type': 'application/pdf',
    ...(conditionalPut ? { 'if-none-match': '*' } : {}),
    'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64'),
  };
  const signed = Object.entries({ 'content-length': String(size), host, ...toSend }).sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return {
    toSend,
    names: signed.map(([name]) => name).join(';'),
    lines: signed.map(([name, value]) => `${name}:${value}\n`).join(''),
  };
}
