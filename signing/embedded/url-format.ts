import { createHmac } from 'node:crypto';
import type { SigningKey } from '../key-ring.ts';
import { encodeObjectKey, percentEncode } from '../percent-encoding.ts';
import { encodedText, signedUrlForm } from '../signed-url-form.ts';
import type { DownloadRequest, UploadRequest } from '../signer.ts';

/**
 * The signed URL of the embedded store, version 1. Its signature is the HMAC-SHA256 of `lectern-url-v1`, the method,
 * the raw path and the raw query before `&sig=`, joined by newlines; so it binds all of them.
 */
const keyId = /^[\w-]{1,32}$/;
const expires = /^[1-9]\d{0,14}$/;
const version = /^1$/;
const sig = /^[\w-]{43}$/;

/** Reads the query of a download. */
export const downloadForm = signedUrlForm({
  expires,
  issue: /^[\w-]{1,64}$/,
  kid: keyId,
  download: { optional: /^1$/ },
  name: encodedText,
  v: version,
  sig,
});

/** Reads the query of an upload. */
export const uploadForm = signedUrlForm({
  expires,
  kid: keyId,
  sha256: /^[\da-f]{64}$/,
  size: /^(?:0|[1-9]\d{0,14})$/,
  v: version,
  sig,
});

/** 15 digits, as the forms have them. */
export const maxNumber = 999_999_999_999_999;

type Download = Omit<DownloadRequest, 'signedAtSeconds'>;
type Upload = Omit<UploadRequest, 'signedAtSeconds'>;

/** The path and query of a download, signed. */
export function downloadTarget(key: SigningKey, download: Download): string {
  const { objectKey, fileName, disposition, issueId, expiresAtSeconds } = download;
  const attachment = disposition === 'attachment' ? '&download=1' : '';
  const query = `expires=${expiresAtSeconds}&issue=${issueId}&kid=${key.id}${attachment}&name=${percentEncode(fileName)}&v=1`;
  return signedTarget(key, 'GET', objectKey, query);
}

/** The path and query of an upload, signed. */
export function uploadTarget(key: SigningKey, upload: Upload): string {
  const { objectKey, size, sha256, expiresAtSeconds } = upload;
  const query = `expires=${expiresAtSeconds}&kid=${key.id}&sha256=${sha256}&size=${size}&v=1`;
  return signedTarget(key, 'PUT', objectKey, query);
}

function signedTarget(key: SigningKey, method: 'GET' | 'PUT', objectKey: string, query: string): string {
  const path = `/${encodeObjectKey(objectKey)}`;
  const signature = createHmac('sha256', key.secret)
    .update(`lectern-url-v1\n${method}\n${path}\n${query}`)
    .digest('base64url');
  return `${path}?${query}&sig=${signature}`;
}
