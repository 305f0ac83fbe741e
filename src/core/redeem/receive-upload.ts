import type { Clock } from '../../lib/clock.ts';
import { LecternError } from '../../lib/errors.ts';
import type { StorageDriver } from '../../storage/driver.ts';
import { parseObjectKey } from '../../storage/object-key.ts';
import { authorize, type UrlCheck } from './authorize.ts';
import type { Exchange } from './exchange.ts';

export interface ReceiveUploadParts extends UrlCheck {
  readonly driver: StorageDriver;
  readonly clock: Clock;
  readonly maxBytes: number;
}

/**
 * Stores the body of a PUT under the key, with the size and the SHA-256 of its signed URL: 201, or 200 if these bytes are already stored.
 * Checks the URL and the size before reading the body.
 * @throws `url-invalid`, `url-expired`, `url-revoked`, `method-not-allowed`, `body-too-large`, and what `driver.put` throws;
 *   `request-invalid` for a Content-Range, as RFC 9110 §14.5 requires of servers without partial PUT
 */
export function createReceiveUpload(parts: ReceiveUploadParts): (exchange: Exchange) => Promise<void> {
  const { driver, clock, maxBytes } = parts;
  return async (exchange) => {
    const { request, response, record } = exchange;
    const { objectKey, size, sha256 } = authorize(exchange, 'upload', parts, clock.nowMs());
    const key = parseObjectKey(objectKey);
    if (request.headers['content-range'] !== undefined) throw notInParts();
    checkAnnounced(request.headers['content-length'], size, maxBytes);

    if (exchange.awaitsContinue) response.writeContinue();
    // Leaving the loop early must not destroy the request, or the client could not read the error.
    const body = request.iterator({ destroyOnReturn: false });
    record.outcome = await driver.put(key, body, { size, sha256 });
    record.bytes = size;

    response.statusCode = record.outcome === 'stored' ? 201 : 200;
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ size, sha256 }));
  };
}

const notInParts = () =>
  new LecternError('request-invalid', 'Send the whole file in one request, without a Content-Range header.');

function checkAnnounced(contentLength: string | undefined, size: number, maxBytes: number): void {
  if (size > maxBytes) throw new LecternError('body-too-large', `Upload at most ${maxBytes} bytes.`);
  if (contentLength === String(size)) return;
  throw new LecternError(
    'upload-size-mismatch',
    `This link is for exactly ${size} bytes. Send that many, with a Content-Length header.`,
  );
}
