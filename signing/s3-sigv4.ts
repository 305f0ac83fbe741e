import { checkIssueId, checkUpload } from './check-request.ts';
import { contentDispositionParameter } from './content-disposition.ts';
import { percentEncode } from './percent-encoding.ts';
import { type S3Bucket, s3Address } from './s3-address.ts';
import { canonicalRequest, signature, stringToSign } from './s3-canonical.ts';
import { createS3Grants, type S3Credentials, type S3Grant } from './s3-credentials.ts';
import { downloadHeaders, type SignedHeaders, uploadHeaders } from './s3-headers.ts';
import { readS3Url } from './s3-read-url.ts';
import type {
  DownloadRequest,
  SignedUpload,
  SignedUrl,
  Signer,
  UploadRequest,
  UploadSigner,
  UrlReader,
} from './signer.ts';

export { s3PublicUrl } from './s3-address.ts';
export type { S3Credentials } from './s3-credentials.ts';

export interface S3SignerParts extends S3Bucket {
  /** Asked at every call, so renewed credentials sign at once. */
  readonly credentials: () => S3Credentials;
  /**
   * Whether the service knows `If-None-Match: *` at a PUT, so that an upload URL never overwrites. Default:
   * true. Without it (Swift's s3api answers 501) the same bytes, or any where checksums are not checked, can
   * be put again until the URL expires.
   */
  readonly conditionalPut?: boolean;
}

/** The credentials are at hand, so it answers at once. */
export interface S3Signer extends Signer, UploadSigner, UrlReader {
  signDownload(request: DownloadRequest): SignedUrl;
  signUpload(request: UploadRequest): SignedUpload;
}

/**
 * A signer for Amazon S3 and what speaks its protocol: AWS Signature Version 4 in query parameters, for at
 * most seven days, and no longer than the credentials live. Parameters stand in the order of their names, so
 * the query of the URL is the canonical one.
 * Throws `file-name-invalid`, `request-invalid` for what the URL cannot carry, and `storage-unavailable` when
 * the credentials have ended.
 */
export function createS3Signer({ credentials, conditionalPut = true, ...bucket }: S3SignerParts): S3Signer {
  const address = s3Address(bucket);
  const grantOf = createS3Grants(credentials, bucket.region);
  const hostHeader = downloadHeaders(address.host);

  function signed(
    method: 'GET' | 'PUT',
    { date, scope, key, expiresAtMs }: S3Grant,
    objectKey: string,
    query: string,
    headers: SignedHeaders,
  ): SignedUrl {
    const path = address.pathOf(objectKey);
    const sig = signature(key, stringToSign(date, scope, canonicalRequest(method, path, query, headers)));
    return { url: `${address.origin}${path}?${query}&X-Amz-Signature=${sig}`, expiresAtMs };
  }

  return {
    signDownload(request) {
      checkIssueId(request);
      const grant = grantOf(request);
      const disposition = contentDispositionParameter(request);
      const query = `${grant.query}host&response-cache-control=private%2C%20max-age%3D${grant.lifetimeSeconds}%2C%20immutable&response-content-disposition=${disposition}&response-content-type=application%2Fpdf&x-lectern-issue=${request.issueId}`;
      return signed('GET', grant, request.objectKey, query, hostHeader);
    },

    signUpload(request) {
      checkUpload(request);
      const { objectKey, sha256, size } = request;
      const grant = grantOf(request);
      const headers = uploadHeaders(address.host, request, conditionalPut);
      // The storage has both from the headers; a reader of the URL alone has them from here.
      const query = `${grant.query}${percentEncode(headers.names)}&x-lectern-sha256=${sha256}&x-lectern-size=${size}`;
      return { ...signed('PUT', grant, objectKey, query, headers), headers: headers.toSend };
    },

    readUrl: (url) => readS3Url(url, address, bucket.region, credentials()),
  };
}
