import { isFileName } from '../file-name.ts';
import type { KeyRing } from '../key-ring.ts';
import { decodeCanonical, encodeObjectKey } from '../percent-encoding.ts';
import { isSameText, splitUrl } from '../signed-url-form.ts';
import { invalidUrl, type Verification, type VerifiedUrl } from '../verification.ts';
import { downloadForm, downloadTarget, uploadForm, uploadTarget } from './url-format.ts';

/**
 * Whether a request was signed by a key of the ring, for this method, and is in time: it is taken apart, signed
 * again and compared as a whole. Throws nothing.
 * The signature is checked before the expiry: nobody learns anything from a URL that they made up.
 * @param target the request target exactly as the HTTP parser gave it, below any proxy's path prefix
 */
export function verifyRequest(method: string, target: string, ring: KeyRing, nowMs: number): Verification {
  if (method !== 'GET' && method !== 'PUT') return invalidUrl('method');
  const parts = splitUrl(target, '/');
  if ('failure' in parts) return invalidUrl('malformed');
  const { path, query } = parts;
  return method === 'GET'
    ? verifyDownload(path, query, target, ring, nowMs)
    : verifyUpload(path, query, target, ring, nowMs);
}

/** Verifies a whole URL as someone pasted it. Its method is not known then: its parameters tell. */
export function verifySignedUrl(url: string, filesUrl: string, ring: KeyRing, nowMs: number): Verification {
  const base = withoutTrailingSlash(filesUrl);
  const parts = splitUrl(url, `${base}/`);
  if ('failure' in parts) return parts;
  const method = uploadForm(parts.query) === undefined ? 'GET' : 'PUT';
  return verifyRequest(method, url.slice(base.length), ring, nowMs);
}

export function withoutTrailingSlash(url: string): string {
  return url.endsWith('/') ? url.slice(0, -1) : url;
}

function verifyDownload(
  path: string,
  query: string,
  target: string,
  ring: KeyRing,
  nowMs: number,
): Verification {
  const parameters = downloadForm(query);
  if (parameters === undefined) return invalidUrl('malformed');
  const key = ring.find(({ id }) => id === parameters.kid);
  if (key === undefined) return invalidUrl('key-unknown');
  const objectKey = decodeCanonical(path, encodeObjectKey);
  const fileName = decodeCanonical(parameters.name);
  if (objectKey === undefined || fileName === undefined || !isFileName(fileName)) {
    return invalidUrl('encoding');
  }
  const disposition = parameters.download === undefined ? 'inline' : 'attachment';
  const [issueId, expiresAtSeconds] = [parameters.issue, Number(parameters.expires)];
  const expected = downloadTarget(key, { objectKey, fileName, disposition, issueId, expiresAtSeconds });
  if (!isSameText(expected, target)) return invalidUrl('signature');
  const expiresAtMs = expiresAtSeconds * 1000;
  return inTime(
    { kind: 'download', objectKey, fileName, disposition, issueId, keyId: key.id, expiresAtMs },
    nowMs,
  );
}

function verifyUpload(
  path: string,
  query: string,
  target: string,
  ring: KeyRing,
  nowMs: number,
): Verification {
  const parameters = uploadForm(query);
  if (parameters === undefined) return invalidUrl('malformed');
  const key = ring.find(({ id }) => id === parameters.kid);
  if (key === undefined) return invalidUrl('key-unknown');
  const objectKey = decodeCanonical(path, encodeObjectKey);
  if (objectKey === undefined) return invalidUrl('encoding');
  const { sha256 } = parameters;
  const [size, expiresAtSeconds] = [Number(parameters.size), Number(parameters.expires)];
  const expected = uploadTarget(key, { objectKey, size, sha256, expiresAtSeconds });
  if (!isSameText(expected, target)) return invalidUrl('signature');
  const expiresAtMs = expiresAtSeconds * 1000;
  return inTime({ kind: 'upload', objectKey, size, sha256, keyId: key.id, expiresAtMs }, nowMs);
}

function inTime(content: VerifiedUrl, nowMs: number): Verification {
  return nowMs < content.expiresAtMs ? content : { failure: 'url-expired', content };
}
