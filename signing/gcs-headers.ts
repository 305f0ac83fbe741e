/** The names of the headers that a URL signs, as `X-Goog-SignedHeaders` and the canonical request list them. */
export const signedHeaders = {
  GET: 'host',
  PUT: 'content-type;host;x-goog-content-length-range;x-goog-if-generation-match',
} as const;

/** The canonical headers of a download: a line each, the last one too. */
export function downloadHeaders(host: string): string {
  return `host:${host}\n`;
}

/** The canonical headers of an upload of `size` bytes, and those of them that a client does not set by itself. */
export function uploadHeaders(host: string, size: number) {
  const headers = {
    'content-type': 'application/pdf',
    'x-goog-content-length-range': `${size},${size}`,
    // No generation of the object may exist: the upload never replaces one.
    'x-goog-if-generation-match': '0',
  };
  const canonical = `content-type:${headers['content-type']}
host:${host}
x-goog-content-length-range:${headers['x-goog-content-length-range']}
x-goog-if-generation-match:${headers['x-goog-if-generation-match']}
`;
  return { headers, canonical };
}
