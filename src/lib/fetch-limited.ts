import { withTimeout } from './timeout.ts';

/** A person may wait for it, and each pending request occupies one of the process's request slots. */
export const fetchTimeLimitMs = 5000;
/** Providers send some thousands. */
const maxBytes = 256 * 1024;

/**
 * Fetches a document of another server, such as its keys. Follows no redirects, which would carry secrets elsewhere, or trust keys from
 * elsewhere.
 * @throws Error without a whole response in time, or above `maxBytes`; the rest is not read
 */
export function fetchLimited(
  url: string,
  init: RequestInit,
): Promise<Pick<Response, 'ok' | 'status'> & { readonly text: string }> {
  return withTimeout(fetchTimeLimitMs, async (signal) => {
    const response = await fetch(url, { ...init, redirect: 'manual', signal });
    const chunks: Array<Uint8Array> = [];
    let bytes = 0;
    for await (const chunk of response.body ?? []) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new Error(`the response has more than ${maxBytes} bytes`);
      chunks.push(chunk);
    }
    const { ok, status } = response;
    return { ok, status, text: Buffer.concat(chunks).toString('utf8') };
  });
}
