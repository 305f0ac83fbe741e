import { checkIssueId, checkUpload, lifetimeSeconds } from '../check-request.ts';
import { contentDispositionParameter } from '../content-disposition.ts';
import { encodedMediaType, mediaTypeParameter } from '../media-type.ts';
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
import { createSigV4Reader, type LocalCredential, urlKind } from '../sigv4-read-url.ts';
import { type S3Bucket, s3Address } from './address.ts';
import { createReadyCredential, type S3Credentials, secondsLeft } from './credentials.ts';

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

type Window = SigningWindow<LocalCredential>;

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
  const windowOf = createSigningWindows<LocalCredential>(aws, bucket.region);
  const hostHeader = signedHeaders({ host });
  const readSigV4Url = createSigV4Reader({
    dialect: aws,
    region: bucket.region,
    origin,
    folder,
    download: urlKind(
      {
        'X-Amz-SignedHeaders': /^host$/,
        'response-cache-control': encodedText,
        'response-content-disposition': encodedText,
        'response-content-type': encodedMediaType,
        'x-lectern-issue': /^[\w-]{1,64}$/,
      },
      () => hostHeader,
    ),
    upload: urlKind(
      {
        'X-Amz-SignedHeaders':
          /^content-length%3Bcontent-type%3Bhost%3B(?:if-none-match%3B)?x-amz-checksum-sha256$/,
        'x-lectern-sha256': /^[\da-f]{64}$/,
        'x-lectern-size': /^(?:0|[1-9]\d{0,15})$/,
      },
      (parameters) => {
        const isConditional = parameters['X-Amz-SignedHeaders'].includes('if-none-match');
        const toSend = uploadHeaders(parameters['x-lectern-sha256'], isConditional);
        return signedUploadHeaders(Number(parameters['x-lectern-size']), toSend);
      },
    ),
  });

  /** `content-length` and `host` are signed too, and every HTTP client sets them itself. */
  function signedUploadHeaders(size: number, toSend: Readonly<Record<string, string>>): SignedHeaders {
    return signedHeaders({ 'content-length': String(size), host, ...toSend });
  }

  function windowFor(request: DownloadRequest | UploadRequest): Window {
    const { signedAtSeconds } = request;
    const current = credentials();
    const asked = lifetimeSeconds(request, providerLimits.s3.maxTtlSeconds);
    const lifetime = Math.min(asked, secondsLeft(current, signedAtSeconds));
    return windowOf(readyCredential(current), signedAtSeconds, lifetime);
  }

  function signed(
    window: Window,
    method: 'GET' | 'PUT',
    objectKey: string,
    headers: SignedHeaders,
    parameters: string,
  ): SignedUrl {
    const path = folder + encodeObjectKey(objectKey);
    const { url, toSign } = unsignedUrl(aws, window, { method, path, headers, parameters });
    return {
      url: origin + url + window.credential.sign(toSign, window.day),
      expiresAtMs: (window.signedAtSeconds + window.lifetimeSeconds) * 1000,
    };
  }

  return {
    signDownload(request) {
      checkIssueId(request);
      const window = windowFor(request);
      const parameters = `&response-cache-control=private%2C%20max-age%3D${window.lifetimeSeconds}%2C%20immutable&response-content-disposition=${contentDispositionParameter(request)}&response-content-type=${mediaTypeParameter(request.objectKey)}&x-lectern-issue=${request.issueId}`;
      return signed(window, 'GET', request.objectKey, hostHeader, parameters);
    },

    signUpload(request) {
      checkUpload(request);
      const { objectKey, size, sha256 } = request;
      const headers = uploadHeaders(sha256, conditionalPut);
      // The storage has both from the headers; a reader of the URL alone has them from here.
      const parameters = `&x-lectern-sha256=${sha256}&x-lectern-size=${size}`;
      const allHeaders = signedUploadHeaders(size, headers);
      return { ...signed(windowFor(request), 'PUT', objectKey, allHeaders, parameters), headers };
    },

    readUrl: (url) => readSigV4Url(url, readyCredential(credentials())),
  };
}

/** What an uploader is told to send. */
function uploadHeaders(sha256: string, isConditional: boolean): Readonly<Record<string, string>> {
  return {
    'content-type': 'application/pdf',
    ...(isConditional ? { 'if-none-match': '*' } : {}),
    'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64'),
  };
}
