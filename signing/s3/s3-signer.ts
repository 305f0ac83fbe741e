import { fromHex, toBase64 } from '../bytes.ts';
import { checkHeader, checkUpload, createCorrelationWriter, windowOf } from '../check-request.ts';
import { type Cryptography, type Eventually, type Maybe, then } from '../cryptography.ts';
import { encodeObjectKey, percentEncode } from '../percent-encoding.ts';
import { sevenDays } from '../provider-limits.ts';
import { createResponseParameters, responseParameterNames } from '../response-parameters.ts';
import type {
  DeleteSigner,
  DownloadRequest,
  HeadSigner,
  ObjectRequest,
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
  type Method,
  type SignedHeaders,
  type SigningWindow,
  signedHeaders,
  signedTarget,
} from '../sigv4.ts';
import { createSigV4Reader, type ReadUpload, uploadParameters } from '../sigv4-read-url.ts';
import { type S3Bucket, s3Address, s3Region } from './address.ts';
import { createReadyCredential, type S3Credentials, secondsLeft } from './credentials.ts';

export interface S3Options extends S3Bucket {
  /** A function is asked at every call, so renewed credentials sign at once. */
  readonly credentials: S3Credentials | (() => S3Credentials);
  /** Of uploads whose request names none. Default: none, so that an uploader may send any. */
  readonly contentType?: string | undefined;
  /**
   * Whether the service knows `If-None-Match: *` at a PUT, so that an upload URL never overwrites. Default:
   * true. Without it (Swift's s3api answers 501) the same bytes, or any where checksums are not checked, can
   * be put again until the URL expires.
   */
  readonly conditionalPut?: boolean | undefined;
  /**
   * An upload URL repeats in its query what its headers bind it to, so that `readUrl` can verify it. S3 ignores
   * parameters that begin with `x-`. Default: `x-`, as in `x-size`.
   */
  readonly uploadParameterPrefix?: string | undefined;
}

/** The credentials are at hand, so it answers at once. */
export interface S3Signer extends Signer, UploadSigner, HeadSigner, DeleteSigner, UrlReader {
  signDownload(request: DownloadRequest): SignedUrl;
  signUpload(request: UploadRequest): SignedUpload;
  signHead(request: ObjectRequest): SignedUrl;
  signDelete(request: ObjectRequest): SignedUrl;
}

/** The signer of `lectern-signing/s3` and `lectern-signing/web`, over one kind of cryptography. */
export function s3SignerOver(cryptography: Cryptography, options: S3Options): Eventually<S3Signer> {
  const {
    conditionalPut = true,
    contentType: usualType,
    uploadParameterPrefix: uploadPrefix = 'x-',
  } = options;
  const region = s3Region(options);
  const { origin, host, folder } = s3Address(options);
  const currentCredentials = () =>
    typeof options.credentials === 'function' ? options.credentials() : options.credentials;
  const readyCredential = createReadyCredential(cryptography, region);
  const signingWindow = createSigningWindows(aws, region);
  const correlationParameter = createCorrelationWriter();
  const responseParameters = createResponseParameters(responseParameterNames);
  const hostHeader = signedHeaders({ host });
  const readSigV4Url = createSigV4Reader({
    ...{ cryptography, dialect: aws, region, origin, folder, hostHeader, uploadPrefix },
    uploadHeaders(upload, names) {
      const contentType = upload.contentType ?? (names.includes('content-type') ? usualType : undefined);
      const isConditional = names.includes('if-none-match');
      return signedUploadHeaders(upload.size, toSend({ ...upload, contentType }, isConditional));
    },
  });

  /** `content-length` and `host` are signed too, and every HTTP client sets them itself. */
  function signedUploadHeaders(size: number | undefined, headers: Record<string, string>): SignedHeaders {
    return signedHeaders({ ...(size !== undefined && { 'content-length': String(size) }), host, ...headers });
  }

  function windowFor(request: ObjectRequest | UploadRequest): SigningWindow {
    const current = currentCredentials();
    const { signedAtSeconds, expiresAtSeconds } = windowOf(request, sevenDays);
    const lifetime = Math.min(expiresAtSeconds - signedAtSeconds, secondsLeft(current, signedAtSeconds));
    return signingWindow(readyCredential(current), signedAtSeconds, lifetime);
  }

  function signed(
    window: SigningWindow,
    method: Method,
    objectKey: string,
    headers: SignedHeaders,
    parameters: string,
  ): Maybe<SignedUrl> {
    const path = folder + encodeObjectKey(objectKey);
    const expiresAtMs = (window.signedAtSeconds + window.lifetimeSeconds) * 1000;
    const target = signedTarget(cryptography, aws, window, { method, path, headers, parameters });
    return then(target, (signedPath) => ({ url: origin + signedPath, expiresAtMs }));
  }

  const signedObject = (method: Method, request: ObjectRequest) =>
    signed(
      windowFor(request),
      method,
      request.objectKey,
      hostHeader,
      correlationParameter(request.correlation),
    );

  return {
    signDownload(request) {
      const window = windowFor(request);
      const parameters =
        responseParameters(request, window.lifetimeSeconds) + correlationParameter(request.correlation);
      return signed(window, 'GET', request.objectKey, hostHeader, parameters);
    },

    signUpload(request) {
      checkUpload(request);
      const { objectKey, size, sha256, contentType = usualType } = request;
      const headers = toSend({ contentType, sha256 }, conditionalPut);
      const repeated = {
        contentType: contentType === usualType ? undefined : percentEncode(`${contentType}`),
        size,
        sha256,
      };
      const signing = signed(
        windowFor(request),
        'PUT',
        objectKey,
        signedUploadHeaders(size, headers),
        uploadParameters(uploadPrefix, repeated),
      );
      return then(signing, (url) => ({ ...url, headers }));
    },

    signHead: (request) => signedObject('HEAD', request),
    signDelete: (request) => signedObject('DELETE', request),
    readUrl: (url) => readSigV4Url(url, readyCredential(currentCredentials())),
  };
}

/** What an uploader has to send. Throws `header-invalid`. */
function toSend(
  { contentType, sha256 }: Pick<ReadUpload, 'contentType' | 'sha256'>,
  isConditional: boolean,
): Record<string, string> {
  if (contentType !== undefined) checkHeader(contentType);
  return {
    ...(contentType !== undefined && { 'content-type': contentType }),
    ...(isConditional && { 'if-none-match': '*' }),
    ...(sha256 !== undefined && { 'x-amz-checksum-sha256': toBase64(fromHex(sha256)) }),
  };
}
