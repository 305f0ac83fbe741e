import assert from 'node:assert/strict';
import { createHmac, hash } from 'node:crypto';

/**
 * Checks the signature by the Amazon S3 API Reference, "Authenticating Requests: Using Query Parameters", and returns
 * the times that the URL names.
 */
export function assertSignedForS3(url: URL, secretAccessKey: string) {
  const { toSign, scope, signature } = signedV4(url, 'Amz');
  const key = scope.reduce<Buffer | string>(
    (signingKey, step) => hmac(signingKey, step),
    `AWS4${secretAccessKey}`,
  );
  assert.equal(signature, hmac(key, toSign).toString('hex'));
  const date = String(url.searchParams.get('X-Amz-Date'));
  return {
    lifetimeSeconds: Number(url.searchParams.get('X-Amz-Expires')),
    signedAtMs: Date.parse(date.replace(/^(....)(..)(..T..)(..)/, '$1-$2-$3:$4:')),
  };
}

/** The parts of a V4 URL; Google adopted the steps of AWS. */
export function signedV4(url: URL, vendor: 'Amz' | 'Goog') {
  const parameter = (name: string) => String(url.searchParams.get(`X-${vendor}-${name}`));
  const [query, signature = ''] = url.search.slice(1).split(`&X-${vendor}-Signature=`);
  const canonical = ['GET', url.pathname, query, `host:${url.host}`, '', 'host', 'UNSIGNED-PAYLOAD'];
  const [, ...scope] = parameter('Credential').split('/');
  const lines = [
    parameter('Algorithm'),
    parameter('Date'),
    scope.join('/'),
    hash('sha256', canonical.join('\n')),
  ];
  return { toSign: lines.join('\n'), scope, signature };
}

/** HMAC-SHA256. */
export function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
