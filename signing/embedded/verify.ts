import { clientOf } from '../client-address.ts';
import { isFileName } from '../file-name.ts';
import type { KeyRing } from '../key-ring.ts';
import { isSameText } from '../node-cryptography.ts';
import { decodeCanonical, encodeObjectKey } from '../percent-encoding.ts';
import { splitUrl } from '../signed-url-form.ts';
import { invalidUrl, type Verification, type VerifiedUrl } from '../verification.ts';
import { downloadForm, signedTarget, uploadForm } from './url-format.ts';

/**
 * Checks that a request was signed by a key of the ring, for this method and client, and has not expired: parses it, signs it again and
 * compares.
 * Throws nothing.
 * The signature is checked before the expiry, so a forged URL reveals nothing.
 * @param target the request target exactly as the HTTP parser returned it, without a proxy's path prefix
 * @param addressOf returns the IP address of the client; called only for a URL for one client, which is refused without it
 */
export function verifyRequest(
  method: string,
  target: string,
  ring: KeyRing,
  nowMs: number,
  addressOf?: () => string | undefined,
): Verification {
  if (method !== 'GET' && method !== 'PUT') return invalidUrl('method');
  const parts = splitUrl(target, '/');
  if ('failure' in parts) return invalidUrl('malformed');
  const { path, query } = parts;
  const parameters = method === 'GET' ? downloadForm(query) : uploadForm(query);
  if (parameters === undefined) return invalidUrl('malformed');
  const key = ring.find(({ id }) => id === parameters.kid);
  if (key === undefined) return invalidUrl('key-unknown');
  // Compares the text: 43 characters encode two bits more than the HMAC has, so decoded, several signatures would match.
  const expected = signedTarget(key, method, `/${path}`, query.slice(0, query.lastIndexOf('&')));
  if (!isSameText(expected, target)) return invalidUrl('signature');
  const content = contentOf(path, parameters);
  if (content === undefined) return invalidUrl('encoding');
  if (nowMs >= content.expiresAtMs) return { failure: 'url-expired', content };
  if (content.kind === 'upload' || content.client === undefined) return content;
  return content.client === clientOf(addressOf?.() ?? '') ? content : { failure: 'url-wrong-place', content };
}

/** Verifies a whole URL, for example pasted by a person. Its parameters show the method. */
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

/** Undefined for a non-canonical encoding. */
function contentOf(
  path: string,
  parameters: NonNullable<ReturnType<typeof downloadForm> | ReturnType<typeof uploadForm>>,
): VerifiedUrl | undefined {
  const objectKey = decodeCanonical(path, encodeObjectKey);
  if (objectKey === undefined) return undefined;
  const { kid: keyId, expires } = parameters;
  const expiresAtMs = Number(expires) * 1000;
  if ('size' in parameters) {
    const { sha256, size } = parameters;
    return { kind: 'upload', objectKey, size: Number(size), sha256, keyId, expiresAtMs };
  }
  const { for: client, issue, name, download } = parameters;
  const fileName = name === undefined ? undefined : decodeCanonical(name);
  if (name !== undefined && (fileName === undefined || !isFileName(fileName))) return undefined;
  return {
    kind: 'download',
    objectKey,
    ...(fileName !== undefined && { fileName }),
    disposition: download === undefined ? 'inline' : 'attachment',
    ...(client !== undefined && { client }),
    ...(issue !== undefined && { correlation: { name: 'issue', value: issue } }),
    keyId,
    expiresAtMs,
  };
}
