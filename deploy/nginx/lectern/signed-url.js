// Verification of the embedded store's signed URL, version 1, like signing/embedded/ and as described in docs/signed-urls.md. For njs,
// whose language is ECMAScript 5.1 and parts of later editions.

// biome-ignore lint/style/useNodejsImportProtocol: njs does not know the `node:` names
import crypto from 'crypto';

const form =
  /^(\/[\w.~%/-]+)\?(expires=([1-9]\d{0,14})(?:&for=([\d.]{7,15}|[\da-f]{16}))?&issue=([\w-]{1,64})&kid=([\w-]{1,32})(&download=1)?&name=([\w.~%-]+)&v=1)&sig=([\w-]{43})$/;

/** Control characters, marks that change the direction of text, and path separators. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: njs does not know \p{Cc}
const forbiddenInName = /[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069/\\]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: njs does not know \p{Cc}
const forbiddenInKey = /[\x00-\x1f\x7f-\x9f\\]/;

/**
 * What the URL of a GET permits: `{objectKey, fileName, isAttachment, issueId, keyId, expiresAtMs}`, with `failure: 'url-expired'` if it
 * has expired, or `failure: 'url-wrong-place'` if it is for another client; or `{failure: 'url-invalid', why}`.
 * @param target the unchanged request target
 * @param keyFile the content of signing-keys.json
 * @param address of the client: a buffer of 4 or 16 bytes
 */
function verifyDownload(target, keyFile, nowMs, address) {
  const match = form.exec(target);
  // In njs, as in PCRE, `$` also matches before a final line break.
  if (match === null || match[0] !== target) return invalid('form');
  const path = match[1];
  const keyId = match[6];
  const key = findKey(keyFile, keyId);
  if (key === undefined) return invalid('key-unknown');
  if (!isSame(signature(key, path, match[2]), match[9])) return invalid('signature');
  const objectKey = decodeCanonical(path.slice(1), encodeObjectKey);
  const fileName = decodeCanonical(match[8], percentEncode);
  if (objectKey === undefined || fileName === undefined || !isFileName(fileName)) return invalid('encoding');
  const expiresAtMs = Number(match[3]) * 1000;
  return {
    objectKey: objectKey,
    fileName: fileName,
    isAttachment: match[7] !== undefined,
    issueId: match[5],
    keyId: keyId,
    expiresAtMs: expiresAtMs,
    failure:
      nowMs >= expiresAtMs ? 'url-expired' : isElsewhere(match[4], address) ? 'url-wrong-place' : undefined,
  };
}

/** Whether a URL is for another client, like clientOf in signing/client-address.ts. */
function isElsewhere(client, address) {
  if (client === undefined) return false;
  if (address === undefined) return true;
  const digits = address.toString('hex');
  const isMapped = digits.indexOf('00000000000000000000ffff') === 0;
  if (digits.length === 32 && !isMapped) return client !== digits.slice(0, 16);
  const bytes = address.slice(-4);
  return client !== `${bytes[0]}.${bytes[1]}.${bytes[2]}.${bytes[3]}`;
}

/** The names by which a URL may be revoked, like revocationNames in audit-log/issue-id.ts. */
function revocationNames(issueId) {
  // Seven characters of the expiry, then two or three tags and the unique part, eleven characters each.
  if (issueId.length !== 40 && issueId.length !== 51) return [issueId];
  return [issueId, issueId.slice(7, 18), issueId.slice(18, 29), issueId.slice(29, -11)].filter(Boolean);
}

/** A loop, because arrays of js_preload_object have no methods. */
function findKey(keyFile, id) {
  if (keyFile.version !== 1) return undefined;
  for (let i = 0; i < keyFile.keys.length; i++) if (keyFile.keys[i].id === id) return keyFile.keys[i];
  return undefined;
}

function signature(key, path, query) {
  return crypto
    .createHmac('sha256', Buffer.from(key.secret, 'base64url'))
    .update(`lectern-url-v1\nGET\n${path}\n${query}`)
    .digest('base64url');
}

/** Compares texts in constant time. */
function isSame(expected, given) {
  let difference = expected.length ^ given.length;
  for (let i = 0; i < expected.length; i++) difference |= expected.charCodeAt(i) ^ given.charCodeAt(i);
  return difference === 0;
}

/** The text that `encode` turns into exactly `encoded`, or undefined: each text has one encoding. */
function decodeCanonical(encoded, encode) {
  try {
    const text = decodeURIComponent(encoded);
    return encode(text) === encoded ? text : undefined;
  } catch (_) {
    return undefined; // not percent-encoding, or not UTF-8
  }
}

/** RFC 3986 §2.3: only unreserved characters stay. */
function percentEncode(text) {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function encodeObjectKey(key) {
  return key.split('/').map(percentEncode).join('/');
}

/** Like signing/file-name.ts. */
function isFileName(name) {
  return name !== '' && !forbiddenInName.test(name) && byteLength(name) <= 200;
}

/** Like src/storage/object-key.ts: the key is a path that stays below the folder of objects. */
function isObjectKey(key) {
  if (byteLength(key) > 1024 || forbiddenInKey.test(key)) return false;
  return key
    .split('/')
    .every((segment) => segment !== '' && segment !== '.' && segment !== '..' && byteLength(segment) <= 255);
}

function byteLength(text) {
  return Buffer.from(text).length;
}

function invalid(why) {
  return { failure: 'url-invalid', why: why };
}

// biome-ignore lint/style/noDefaultExport: the only export that njs has
export default { verifyDownload, revocationNames, isObjectKey, percentEncode };
