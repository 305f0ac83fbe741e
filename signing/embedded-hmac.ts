import { createHmac, timingSafeEqual } from 'node:crypto';
import { LecternError } from '../src/errors.ts';
import { checkIssueId, checkUpload } from './check-request.ts';
import { checkFileName, isFileName } from './file-name.ts';
import type { KeyRing, SigningKey } from './key-ring.ts';
import { decodeCanonical, encodeObjectKey, percentEncode } from './percent-encoding.ts';
import type {
  DownloadRequest,
  SignedUpload,
  SignedUrl,
  Signer,
  UploadRequest,
  UploadSigner,
  UrlReader,
} from './signer.ts';
import { invalidUrl, type Verification, type VerifiedUrl } from './verification.ts';

/**
 * The signed URL of the embedded store, version 1. The signature is the HMAC-SHA256 of `lectern-url-v1`,
 * the method, the raw path and the raw query before `&sig=`, joined by newlines; so it binds all of them.
 * Parameters stand in exactly the order of these two forms, each of them once. The signer writes the same.
 */
const downloadForm =
  /^(\/[\w.~%/-]+)\?(expires=([1-9]\d{0,14})&issue=([\w-]{1,64})&kid=([\w-]{1,32})(&download=1)?&name=([\w.~%-]+)&v=1)&sig=([\w-]{43})$/;
const uploadForm =
  /^(\/[\w.~%/-]+)\?(expires=([1-9]\d{0,14})&kid=([\w-]{1,32})&sha256=([\da-f]{64})&size=(0|[1-9]\d{0,14})&v=1)&sig=([\w-]{43})$/;

const maxNumber = 999_999_999_999_999; // 15 digits, as the forms have them

export interface EmbeddedHmacParts {
  /** Asked at every call, so a rotated key signs at once. */
  readonly ring: () => KeyRing;
  /** The public address of the file server, with a path prefix if a proxy strips one. */
  readonly filesUrl: string;
}

/** The embedded store's key is at hand, so it answers at once. */
export interface EmbeddedSigner extends Signer, UploadSigner, UrlReader {
  signDownload(request: DownloadRequest): SignedUrl;
  signUpload(request: UploadRequest): SignedUpload;
}

/**
 * A signer for the embedded store. Throws `file-name-invalid`, and `request-invalid` for an issue id, a number
 * or a hash that the URL cannot carry.
 */
export function createEmbeddedHmac({ ring, filesUrl }: EmbeddedHmacParts): EmbeddedSigner {
  const base = withoutTrailingSlash(filesUrl);

  function signed(
    method: string,
    key: SigningKey,
    objectKey: string,
    query: string,
    expires: number,
  ): SignedUrl {
    const path = `/${encodeObjectKey(objectKey)}`;
    const url = `${base}${path}?${query}&sig=${signature(key, method, path, query)}`;
    return { url, expiresAtMs: expires * 1000 };
  }

  return {
    signDownload(request) {
      const { objectKey, fileName, disposition, issueId, expiresAtSeconds } = request;
      checkFileName(fileName);
      checkIssueId(request);
      checkNumber('expiry', expiresAtSeconds, 1);
      const [key] = ring();
      const download = disposition === 'attachment' ? '&download=1' : '';
      const query = `expires=${expiresAtSeconds}&issue=${issueId}&kid=${key.id}${download}&name=${percentEncode(fileName)}&v=1`;
      return signed('GET', key, objectKey, query, expiresAtSeconds);
    },

    signUpload(request) {
      const { objectKey, size, sha256, expiresAtSeconds } = request;
      checkUpload(request);
      checkNumber('expiry', expiresAtSeconds, 1);
      checkNumber('size', size, 0);
      const [key] = ring();
      const query = `expires=${expiresAtSeconds}&kid=${key.id}&sha256=${sha256}&size=${size}&v=1`;
      return { ...signed('PUT', key, objectKey, query, expiresAtSeconds), headers: {} };
    },

    readUrl(url) {
      const verified = verifySignedUrl(url, filesUrl, ring(), 0);
      return 'failure' in verified && verified.failure === 'url-expired' ? verified.content : verified;
    },
  };
}

/**
 * Whether a request was signed by a key of the ring, for this method, and is in time. Throws nothing.
 * The signature is checked before the expiry: nobody learns anything from a URL that they made up.
 * @param target the request target exactly as the HTTP parser gave it, below any proxy's path prefix
 */
export function verifyRequest(method: string, target: string, ring: KeyRing, nowMs: number): Verification {
  if (method === 'GET') return verifyDownload(target, ring, nowMs);
  if (method === 'PUT') return verifyUpload(target, ring, nowMs);
  return invalidUrl('method');
}

/** Verifies a whole URL as someone pasted it. Its method is not known then, so both kinds are tried. */
export function verifySignedUrl(url: string, filesUrl: string, ring: KeyRing, nowMs: number): Verification {
  const base = withoutTrailingSlash(filesUrl);
  if (!url.startsWith(`${base}/`)) return invalidUrl('outside-files-url');
  const target = url.slice(base.length);
  return verifyRequest(uploadForm.test(target) ? 'PUT' : 'GET', target, ring, nowMs);
}

function verifyDownload(target: string, ring: KeyRing, nowMs: number): Verification {
  const match = downloadForm.exec(target);
  if (match === null) return invalidUrl('malformed');
  const [, path = '', query = '', expires, issueId = '', keyId = '', download, name = '', sig = ''] = match;
  const problem = signatureProblem(ring, keyId, 'GET', path, query, sig);
  if (problem !== undefined) return invalidUrl(problem);
  const objectKey = decodeCanonical(path.slice(1), encodeObjectKey);
  const fileName = decodeCanonical(name);
  if (objectKey === undefined || fileName === undefined || !isFileName(fileName))
    return invalidUrl('encoding');
  const disposition = download === undefined ? 'inline' : 'attachment';
  const expiresAtMs = Number(expires) * 1000;
  return inTime({ kind: 'download', objectKey, fileName, disposition, issueId, keyId, expiresAtMs }, nowMs);
}

function verifyUpload(target: string, ring: KeyRing, nowMs: number): Verification {
  const match = uploadForm.exec(target);
  if (match === null) return invalidUrl('malformed');
  const [, path = '', query = '', expires, keyId = '', sha256 = '', size, sig = ''] = match;
  const problem = signatureProblem(ring, keyId, 'PUT', path, query, sig);
  if (problem !== undefined) return invalidUrl(problem);
  const objectKey = decodeCanonical(path.slice(1), encodeObjectKey);
  if (objectKey === undefined) return invalidUrl('encoding');
  const expiresAtMs = Number(expires) * 1000;
  return inTime({ kind: 'upload', objectKey, size: Number(size), sha256, keyId, expiresAtMs }, nowMs);
}

function inTime(content: VerifiedUrl, nowMs: number): Verification {
  return nowMs < content.expiresAtMs ? content : { failure: 'url-expired', content };
}

function signature(key: SigningKey, method: string, path: string, query: string): string {
  return createHmac('sha256', key.secret)
    .update(`lectern-url-v1\n${method}\n${path}\n${query}`)
    .digest('base64url');
}

function signatureProblem(
  ring: KeyRing,
  keyId: string,
  method: string,
  path: string,
  query: string,
  sig: string,
): 'key-unknown' | 'signature' | undefined {
  const key = ring.find(({ id }) => id === keyId);
  if (key === undefined) return 'key-unknown';
  // The characters themselves: 43 of them carry two bits more than the HMAC, so decoded they would match twice.
  const expected = Buffer.from(signature(key, method, path, query), 'latin1');
  return timingSafeEqual(expected, Buffer.from(sig, 'latin1')) ? undefined : 'signature';
}

function checkNumber(name: string, value: number, min: number): void {
  if (Number.isInteger(value) && value >= min && value <= maxNumber) return;
  throw new LecternError(
    'request-invalid',
    `The ${name} must be a whole number from ${min} to ${maxNumber}.`,
  );
}

function withoutTrailingSlash(url: string): string {
  return url.endsWith('/') ? url.slice(0, -1) : url;
}
