// src/core/redeem for nginx: this decides, and nginx's static module sends the bytes.

// biome-ignore lint/style/useNodejsImportProtocol: njs does not know the `node:` names
import crypto from 'crypto';
// biome-ignore lint/style/useNodejsImportProtocol: the same
import fs from 'fs';
import preconditions from 'preconditions.js';
import problem from 'problem.js';
import responseHeaders from 'response-headers.js';
import signedUrl from 'signed-url.js';

/** Handles GET and OPTIONS. */
function answer(r) {
  if (r.method === 'OPTIONS') return preflight(r);
  const nowMs = Date.now();
  const url = verify(r, nowMs);
  if (url.reason === 'key-unknown' && r.variables.lectern_passes_on === 'on') {
    r.variables.lectern_outcome = 'passed-on';
    return r.internalRedirect('@lectern');
  }
  if (url.failure !== undefined) return problem.refuse(r, url.failure);
  const refusal = findRevocation(r.variables.lectern_revoked_folder, url.issueId);
  if (refusal !== undefined) return problem.refuse(r, refusal);
  if (hasBody(r)) return problem.refuse(r, 'request-invalid');
  if (!signedUrl.isObjectKey(url.objectKey)) return problem.refuse(r, 'object-key-invalid');
  const object = find(r.variables.request_filename);
  if (object.failure !== undefined) return problem.refuse(r, object.failure);
  return send(r, url, object.size, nowMs);
}

/** Evaluates preconditions and the range in the order of RFC 9110 §13.2.2. */
function send(r, url, size, nowMs) {
  const etag = `"${signedUrl.encodeObjectKey(url.objectKey)}"`;
  const ifRange = r.headersIn['If-Range'];
  const isMatched = preconditions.matchesAny(r.headersIn['If-None-Match'], etag);
  const range =
    ifRange === undefined || ifRange === etag
      ? preconditions.chooseRange(r.headersIn['Range'], size)
      : 'whole';
  if (!isMatched && range === 'unsatisfiable') {
    r.headersOut['Content-Range'] = `bytes */${size}`;
    return problem.refuse(
      r,
      'range-not-satisfiable',
      `The file has ${size} bytes. Request a range within it.`,
    );
  }
  responseHeaders.setCommon(r);
  r.variables.lectern_etag = etag;
  r.headersOut['Cache-Control'] =
    `private, max-age=${Math.floor((url.expiresAtMs - nowMs) / 1000)}, immutable`;
  if (isMatched) {
    r.variables.lectern_outcome = 'not-modified';
    r.status = 304; // `return` would add a Content-Length
    r.sendHeader();
    return r.finish();
  }
  r.headersOut['Content-Disposition'] = signedUrl.contentDisposition(url);
  r.headersOut['Accept-Ranges'] = 'bytes'; // nginx sends it in neither location
  r.variables.lectern_outcome = range === 'part' ? 'partial' : 'ok';
  return r.internalRedirect(`@${range}`);
}

function preflight(r) {
  notePath(r, target(r));
  if (!responseHeaders.mayRead(r)) return problem.refuse(r, 'method-not-allowed');
  responseHeaders.setCommon(r);
  responseHeaders.setPreflight(r);
  r.variables.lectern_outcome = 'preflight';
  return r.return(204);
}

/** The body of a 405, for `return`: with `js_content`, nginx would read the request body first. */
function refuseMethod(r) {
  notePath(r, target(r));
  return problem.prepare(r, 'method-not-allowed');
}

/** For a file that was found but that the static module could not open. */
function refuseGone(r) {
  const failure = verify(r, Date.now()).failure;
  return problem.refuse(r, failure === undefined ? 'object-not-found' : failure);
}

/** For requests that nginx rejects, for example with half a percent-encoding in the path. */
function refuseUnreadable(r) {
  const method = requestLine(r)[0];
  if (method !== 'GET') return problem.refuse(r, method === '' ? 'request-invalid' : 'method-not-allowed');
  const url = verify(r, Date.now());
  if (url.failure !== undefined) return problem.refuse(r, url.failure);
  return problem.refuse(r, signedUrl.isObjectKey(url.objectKey) ? 'request-invalid' : 'object-key-invalid');
}

/** For a file that nginx cannot open, and for requests forwarded to a Lectern that is not running. */
function refuseUnavailable(r) {
  notePath(r, target(r));
  return problem.refuse(r, 'storage-unavailable');
}

/** Verifies the unchanged request line, and sets the log variables. */
function verify(r, nowMs) {
  const raw = target(r);
  const keys = lectern_signing_keys.version === 1 ? lectern_signing_keys.keys : [];
  const request = { target: raw, nowMs: nowMs, address: r.remoteAddress };
  const url = signedUrl.verifyDownload(request, keys, hmac);
  notePath(r, raw);
  r.variables.lectern_why = url.reason === undefined ? '' : url.reason;
  r.variables.lectern_issue = url.issueId === undefined ? '' : url.issueId;
  r.variables.lectern_key = url.keyId === undefined ? '' : url.keyId;
  return url;
}

function hmac(secret, text) {
  return crypto.createHmac('sha256', Buffer.from(secret, 'base64url')).update(text).digest('base64url');
}

/** Like src/lib/log.ts: the path also ends at a `?` that a chat program encoded. */
function notePath(r, raw) {
  const end = raw.search(/[?#;&=]|%(?:3f|23|3b|26|3d|25)/i);
  r.variables.lectern_path = (end === -1 ? raw : raw.slice(0, end)).slice(0, 200);
}

/** The unchanged path and query, also of a target in absolute form (RFC 9112 §3.2.2). */
function target(r) {
  const words = requestLine(r);
  return words.length > 1 ? words[1].replace(/^https?:\/\/[^/?#]+(?=\/)/i, '') : '';
}

function requestLine(r) {
  return (r.variables.request || '').split(' ');
}

function hasBody(r) {
  return r.headersIn['Transfer-Encoding'] !== undefined || Number(r.headersIn['Content-Length'] || 0) > 0;
}

/**
 * Undefined for a URL that is not revoked. Lectern keeps an empty file for each revocation. If their folder is missing, the revocations are
 * unknown, so every URL is refused.
 */
function findRevocation(folder, issueId) {
  try {
    if (!fs.statSync(folder).isDirectory()) return 'storage-unavailable';
    const isRevoked = (name) => isThere(`${folder}/${name}`);
    return signedUrl.revocationNames(issueId).some(isRevoked) ? 'url-revoked' : undefined;
  } catch (_) {
    return 'storage-unavailable';
  }
}

function isThere(path) {
  try {
    fs.statSync(path);
    return true;
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}

/** `{size}` of a regular file that nginx can read, or `{failure}`. */
function find(path) {
  try {
    const stats = fs.lstatSync(path);
    if (!stats.isFile()) return { failure: 'object-not-found' };
    fs.accessSync(path, fs.constants.R_OK);
    return { size: stats.size };
  } catch (error) {
    const isAbsent = ['ENOENT', 'ENOTDIR', 'ELOOP'].includes(error.code);
    return { failure: isAbsent ? 'object-not-found' : 'storage-unavailable' };
  }
}

// biome-ignore lint/style/noDefaultExport: the only export that njs has
export default { answer, refuseMethod, refuseGone, refuseUnreadable, refuseUnavailable };
