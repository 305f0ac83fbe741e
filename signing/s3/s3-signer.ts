import { checkIssueId, checkUpload, lifetimeSeconds } from '../check-request.ts';
import { contentDispositionParameter } from '../content-disposition.ts';
import { encodeObjectKey } from '../percent-encoding.ts';
import { providerLimits } from '../provider-limits.ts';
import { encodedText } from '../signed-url-form.ts';
import type {
  DownloadRequest,
  SignedUpload,
  SignedUrl,
  Signer,
  UploadRequest,
  UploadSigner,
  UrlReader,
} from '../signer.ts';
import {
  aws,
  createSigningWindows,
  type SignedHeaders,
  type SigningWindow,
  signedHeaders,
  unsignedUrl,
} from '../sigv4.ts';
import { createSigV4Reader, type UrlKind } from '../sigv4-read-url.ts';
import { type S3Bucket, s3Address } from './address.ts';
import { createReadyCredential, type S3Credential, type S3Credentials, secondsLeft } from './credentials.ts';

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

type Window = SigningWindow<S3Credential>;
type Upload = Pick<UploadRequest, 'size' | 'sha256'>;

const downloadParameters = {
  'X-Amz-SignedHeaders': /^host$/,
  'response-cache-control': encodedText,
  'response-content-disposition': encodedText,
  'response-content-type': /^application%2Fpdf$/,
  'x-lectern-issue': /^[\w-]{1,64}$/,
};
const uploadParameters = {
  'X-Amz-SignedHeaders':
    /^content-length%3Bcontent-type%3Bhost%3B(?:if-none-match%3B)?x-amz-checksum-sha256$/,
  'x-lectern-sha256': /^[\da-f]{64}$/,
  'x-lectern-size': /^(?:0|[1-9]\d{0,15})$/,
};

/**
 * A signer for Amazon S3 and what speaks its protocol: AWS Signature Version 4 in query parameters, for at
 * most seven days, and no longer than the credentials live. Parameters stand in the order of their names, so
 * the query of the URL is the canonical one.
 * Throws `file-name-invalid`, `object-key-invalid`, `issue-id-invalid`, `upload-invalid`, `lifetime-invalid`, and
 * `credentials-expired` when the credentials end less than a second after the time of signing.
 */
export function createS3Signer({ credentials, conditionalPut = true, ...bucket }: S3SignerParts): S3Signer {
  const { origin, host, folder } = s3Address(bucket);
  const readyCredential = createReadyCredential(bucket.region);
  const windowOf = createSigningWindows(aws, bucket.region);
  const hostHeader = signedHeaders({ host });
  const downloadUrls: UrlKind<S3Credential, typeof downloadParameters> = {
    kind: 'download',
    parameters: downloadParameters,
    sign(window, objectKey, parameters) {
      const disposition = parameters['response-content-disposition'];
      return downloadUrl(window, objectKey, disposition, parameters['x-lectern-issue']);
    },
  };
  const uploadUrls: UrlKind<S3Credential, typeof uploadParameters> = {
    kind: 'upload',
    parameters: uploadParameters,
    sign(window, objectKey, parameters) {
      const isConditional = parameters['X-Amz-SignedHeaders'].includes('if-none-match');
      const [sha256, size] = [parameters['x-lectern-sha256'], Number(parameters['x-lectern-size'])];
      return uploadUrl(window, objectKey, { sha256, size }, uploadHeaders(sha256, isConditional));
    },
  };
  const readSigV4Url = createSigV4Reader<S3Credential>({
    dialect: aws,
    folder: origin + folder,
    windowOf,
    kinds: [downloadUrls, uploadUrls],
  });

  function windowFor(request: DownloadRequest | UploadRequest): Window {
    const { signedAtSeconds } = request;
    const current = credentials();
    const asked = lifetimeSeconds(request, providerLimits.s3.maxTtlSeconds);
    const lifetime = Math.min(asked, secondsLeft(current, signedAtSeconds));
    return windowOf(readyCredential(current), signedAtSeconds, lifetime);
  }

  function signedUrl(
    window: Window,
    method: 'GET' | 'PUT',
    objectKey: string,
    headers: SignedHeaders,
    parameters: string,
  ): string {
    const path = folder + encodeObjectKey(objectKey);
    const { url, toSign } = unsignedUrl(aws, window, { method, path, headers, parameters });
    return origin + url + window.credential.sign(toSign, window.day);
  }

  /** @param disposition percent-encoded */
  function downloadUrl(window: Window, objectKey: string, disposition: string, issueId: string): string {
    const parameters = `&response-cache-control=private%2C%20max-age%3D${window.lifetimeSeconds}%2C%20immutable&response-content-disposition=${disposition}&response-content-type=application%2Fpdf&x-lectern-issue=${issueId}`;
    return signedUrl(window, 'GET', objectKey, hostHeader, parameters);
  }

  /** The storage has size and SHA-256 from the headers; a reader of the URL alone has them from its parameters. */
  function uploadUrl(
    window: Window,
    objectKey: string,
    { size, sha256 }: Upload,
    toSend: Readonly<Record<string, string>>,
  ): string {
    const headers = signedHeaders({ 'content-length': String(size), host, ...toSend });
    const parameters = `&x-lectern-sha256=${sha256}&x-lectern-size=${size}`;
    return signedUrl(window, 'PUT', objectKey, headers, parameters);
  }

  return {
    signDownload(request) {
      checkIssueId(request);
      const window = windowFor(request);
      const disposition = contentDispositionParameter(request);
      const url = downloadUrl(window, request.objectKey, disposition, request.issueId);
      return { url, expiresAtMs: endOf(window) };
    },

    signUpload(request) {
      checkUpload(request);
      const window = windowFor(request);
      const headers = uploadHeaders(request.sha256, conditionalPut);
      const url = uploadUrl(window, request.objectKey, request, headers);
      return { url, expiresAtMs: endOf(window), headers };
    },

    readUrl: (url) => readSigV4Url(url, readyCredential(credentials())),
  };
}

/** Without `content-length` and `host`, which are signed too: every HTTP client sets them itself. */
function uploadHeaders(sha256: string, isConditional: boolean): Readonly<Record<string, string>> {
  return {
    'content-type': 'application/pdf',
    ...(isConditional ? { 'if-none-match': '*' } : {}),
    'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64'),
  };
}

/** Unix milliseconds. */
function endOf({ signedAtSeconds, lifetimeSeconds: lifetime }: Window): number {
  return (signedAtSeconds + lifetime) * 1000;
}
