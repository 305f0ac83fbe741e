/** A document that the provider needs, with the command that applies it. */
export interface Policy {
  readonly title: string;
  readonly how: string;
  readonly document: string;
}

export interface PolicyRequest {
  /** Origin of the pages that read PDFs. */
  readonly webOrigin: string;
  readonly ttlSeconds: number;
}

/** Headers that PDF viewers in a page send, and read from a reply, across origins. */
export const allowedHeaders = ['Range', 'If-Range', 'If-Match', 'If-None-Match', 'Content-Type'];
export const exposedHeaders = ['Accept-Ranges', 'Content-Range', 'Content-Length', 'ETag'];
/** How long a browser may keep the answer to a preflight. */
export const maxAgeSeconds = 600;

export const json = (value: unknown) => JSON.stringify(value, null, 2);
