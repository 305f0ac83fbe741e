import { parseBasicTime } from './basic-time.ts';
import { canonicalRequest, stringToSign } from './gcs-canonical.ts';
import { downloadHeaders, signedHeaders, uploadHeaders } from './gcs-headers.ts';
import { credentialParameters, type GcsPen } from './gcs-signature.ts';
import { decodeCanonical, encodeObjectKey } from './percent-encoding.ts';
import type { SignedUrlContent } from './signer.ts';
import { type InvalidUrl, invalidUrl } from './verification.ts';

/** Where the objects of a bucket lie. */
export interface GcsAddress {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Host and port as a client sends them in `Host`: without the scheme's own port. */
  readonly host: string;
  /** `/{bucket}/`, percent-encoded. */
  readonly folder: string;
}

/** The parameters of every URL, in their order, then those of a download or of an upload. */
const urlForm =
  /^([^?#]+)\?((X-Goog-Algorithm=[\w-]+&X-Goog-Credential=[\w.~%-]+)&X-Goog-Date=((\d{8})T\d{6}Z)&X-Goog-Expires=([1-9]\d{0,5})&X-Goog-SignedHeaders=(?:host&response-content-disposition=[\w.~%-]+&response-content-type=application%2Fpdf&x-lectern-issue=([\w-]{1,64})|content-type%3Bhost%3Bx-goog-content-length-range%3Bx-goog-if-generation-match&x-lectern-size=(\d{1,16})))&X-Goog-Signature=((?:[\da-f]{2})+)$/;

/**
 * What a URL of `createGcsSigner` says, if this pen signed it for this bucket; in time or not.
 * `key-unknown`: another account or algorithm, or IAM signed, whose key is not here to verify anything with.
 */
export function readGcsUrl(
  url: string,
  { origin, host, folder }: GcsAddress,
  pen: GcsPen,
): SignedUrlContent | InvalidUrl {
  if (!url.startsWith(origin + folder)) return invalidUrl('outside-files-url');
  const match = urlForm.exec(url.slice(origin.length));
  if (match === null) return invalidUrl('malformed');
  const [, path = '', query = '', credential, date = '', day = '', lifetime, issueId, size, hex = ''] = match;
  if (pen.verify === undefined || credential !== credentialParameters(pen, day)) {
    return invalidUrl('key-unknown');
  }

  const method = issueId === undefined ? 'PUT' : 'GET';
  const headers = method === 'GET' ? downloadHeaders(host) : uploadHeaders(host, Number(size)).canonical;
  const canonical = canonicalRequest({ method, path, query, headers, signedHeaders: signedHeaders[method] });
  if (!pen.verify(stringToSign(pen.algorithm, date, canonical), day, hex)) return invalidUrl('signature');

  const objectKey = decodeCanonical(path.slice(folder.length), encodeObjectKey);
  if (objectKey === undefined) return invalidUrl('encoding');
  const expiresAtMs = parseBasicTime(date) + Number(lifetime) * 1000;
  return issueId === undefined
    ? { kind: 'upload', objectKey, expiresAtMs }
    : { kind: 'download', objectKey, issueId, expiresAtMs };
}
