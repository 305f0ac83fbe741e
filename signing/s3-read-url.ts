import { timingSafeEqual } from 'node:crypto';
import { parseBasicTime } from './basic-time.ts';
import { decodeCanonical, encodeObjectKey, percentEncode } from './percent-encoding.ts';
import type { S3Address } from './s3-address.ts';
import { canonicalRequest, credentialScope, signature, signingKey, stringToSign } from './s3-canonical.ts';
import type { S3Credentials } from './s3-credentials.ts';
import { downloadHeaders, uploadHeaders } from './s3-headers.ts';
import type { SignedUrlContent } from './signer.ts';
import { type InvalidUrl, invalidUrl } from './verification.ts';

/** The parameters of every URL, in their order, then those of a download or of an upload. */
const urlForm =
  /^([^?#]+)\?(X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=([\w.~%-]+)&X-Amz-Date=((\d{8})T\d{6}Z)&X-Amz-Expires=([1-9]\d{0,5})(?:&X-Amz-Security-Token=[\w.~%-]+)?&X-Amz-SignedHeaders=(?:host&response-cache-control=[\w.~%-]+&response-content-disposition=[\w.~%-]+&response-content-type=application%2Fpdf&x-lectern-issue=([\w-]{1,64})|content-length%3Bcontent-type%3Bhost%3B(if-none-match%3B)?x-amz-checksum-sha256&x-lectern-sha256=([\da-f]{64})&x-lectern-size=(0|[1-9]\d{0,15})))&X-Amz-Signature=([\da-f]{64})$/;

/**
 * What a URL of `createS3Signer` says, if these credentials signed it for this bucket; in time or not.
 * `key-unknown`: other credentials, or those of another region.
 */
export function readS3Url(
  url: string,
  address: S3Address,
  region: string,
  { accessKeyId, secretAccessKey }: S3Credentials,
): SignedUrlContent | InvalidUrl {
  const folder = address.pathOf('');
  if (!url.startsWith(address.origin + folder)) return invalidUrl('outside-files-url');
  const match = urlForm.exec(url.slice(address.origin.length));
  if (match === null) return invalidUrl('malformed');
  const [, path = '', query = '', credential, date = '', day = '', lifetime] = match;
  const [issueId, conditional, sha256 = '', size, sig = ''] = match.slice(7);
  const scope = credentialScope(day, region);
  if (credential !== percentEncode(`${accessKeyId}/${scope}`)) return invalidUrl('key-unknown');

  const canonical =
    issueId === undefined
      ? canonicalRequest(
          'PUT',
          path,
          query,
          uploadHeaders(address.host, { size: Number(size), sha256 }, conditional !== undefined),
        )
      : canonicalRequest('GET', path, query, downloadHeaders(address.host));
  const expected = signature(signingKey(secretAccessKey, day, region), stringToSign(date, scope, canonical));
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(sig))) return invalidUrl('signature');

  const objectKey = decodeCanonical(path.slice(folder.length), encodeObjectKey);
  if (objectKey === undefined) return invalidUrl('encoding');
  const expiresAtMs = parseBasicTime(date) + Number(lifetime) * 1000;
  return issueId === undefined
    ? { kind: 'upload', objectKey, expiresAtMs }
    : { kind: 'download', objectKey, issueId, expiresAtMs };
}
