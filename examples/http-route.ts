/** A route that answers who may read with a link of their own; the storage delivers the bytes. */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { freshWindow } from 'lectern-signing';
import { createS3Signer } from 'lectern-signing/s3';

const { AWS_ACCESS_KEY_ID = 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY = 'made up' } = process.env;
const signer = createS3Signer({
  bucket: 'examplebucket',
  credentials: { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY },
});

/** In the place of a look-up of who asks and what they may read: until when the document is open, by path. */
const readableUntilMs = new Map([
  ['/documents/open', Date.now() + 120_000],
  ['/documents/closed', Date.now() - 1000],
]);

const server = createServer(({ method, url: path = '' }, reply) => {
  const validUntilMs = readableUntilMs.get(path) ?? 0;
  const window = freshWindow({ nowMs: Date.now(), ttlSeconds: 300, validUntilMs });
  if (method !== 'GET' || window === undefined) return void reply.writeHead(404).end();
  const { url, expiresAtMs } = signer.signDownload({
    objectKey: `${path.slice(1)}.pdf`,
    fileName: 'document.pdf',
    disposition: 'inline',
    correlation: { name: 'x-request-id', value: randomUUID() }, // record it before the reply leaves
    ...window,
  });
  reply.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  reply.end(JSON.stringify({ url, expiresAt: new Date(expiresAtMs).toISOString() }));
}).listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}/documents/open\n`);
});
