import { fromHex, toBase64 } from '../bytes.ts';
import {
  checkHeader,
  checkNoClient,
  checkUpload,
  createCorrelationWriter,
  windowOf,
} from '../check-request.ts';
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
} from '../signer.ts';
import {
  aws,
  createSigningWindows,
  type Method,
  repeatedParameters,
  type SignedHeaders,
  type SigningWindow,
  signedHeaders,
  signedTarget,
  type UploadBinding,
} from '../sigv4.ts';
import { type S3Bucket, s3Address, s3Region } from './address.ts';
import { createReadyCredential, type S3Credentials, secondsLeft } from './credentials.ts';

export interface S3Options extends S3Bucket {
  /** A function is called for every URL, so renewed credentials sign immediately. */
  readonly credentials: S3Credentials | (() => S3Credentials);
  /** Default for uploads whose request has none. Default: none, so uploaders may send any type. */
  readonly contentType?: string | undefined;
  /**
   * Whether the service supports `If-None-Match: *` on a PUT, so that an upload URL never overwrites. Default: true. Without it (Swift's
   * s3api returns 501) the same bytes, or any if checksums are not checked, can be put again until the URL expires.
   */
  readonly conditionalPut?: boolean | undefined;
  /**
   * With a prefix such as `x-mine-`, an upload URL repeats in its query what its headers bind (`x-mine-size`), so that `createS3UrlReader`
   * can parse it. Default: none, and upload URLs cannot be parsed.
   */
  readonly uploadParameterPrefix?: string | undefined;
}

/** The credentials are local, so the methods are synchronous. */
export interface S3Signer extends Signer, UploadSigner, HeadSigner, DeleteSigner {
  signDownload(request: DownloadRequest): SignedUrl;
  signUpload(request: UploadRequest): SignedUpload;
  signHead(request: ObjectRequest): SignedUrl;
  signDelete(request: ObjectRequest): SignedUrl;
}

/** The signer behind `lectern-signing/s3` and `lectern-signing/web`, for one kind of cryptography. */
export function s3SignerOver(cryptography: Cryptography, options: S3Options): Eventually<S3Signer> {
  const { conditionalPut = true, contentType: usualType, uploadParameterPrefix: uploadPrefix } = options;
  const region = s3Region(options);
  const { origin, host, folder } = s3Address(options);
  const readyCredential = createReadyCredential(cryptography, region);
  const signingWindow = createSigningWindows(aws, region);
  const correlationParameter = createCorrelationWriter();
  const responseParameters = createResponseParameters(responseParameterNames);
  const hostHeader = signedHeaders({ host });
  function windowFor(request: ObjectRequest | UploadRequest): SigningWindow {
    const current = currentCredentials(options);
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
      checkNoClient(request);
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
        'content-type': contentType === usualType ? undefined : percentEncode(`${contentType}`),
        sha256,
        size,
      };
      const signing = signed(
        windowFor(request),
        'PUT',
        objectKey,
        signedUploadHeaders(host, size, headers),
        repeatedParameters(uploadPrefix, repeated),
      );
      return then(signing, (url) => ({ ...url, headers }));
    },

    signHead: (request) => signedObject('HEAD', request),
    signDelete: (request) => signedObject('DELETE', request),
  };
}

export const currentCredentials = ({ credentials }: S3Options): S3Credentials =>
  typeof credentials === 'function' ? credentials() : credentials;

/** `content-length` and `host` are signed too, but every HTTP client sets them. */
export function signedUploadHeaders(
  host: string,
  size: number | undefined,
  headers: Record<string, string>,
): SignedHeaders {
  return signedHeaders({ ...(size !== undefined && { 'content-length': String(size) }), host, ...headers });
}

/** Headers that an uploader must send. Throws `header-invalid`. */
export function toSend(
  { contentType, sha256 }: Pick<UploadBinding, 'contentType' | 'sha256'>,
  isConditional: boolean,
): Record<string, string> {
  if (contentType !== undefined) checkHeader(contentType);
  return {
    ...(contentType !== undefined && { 'content-type': contentType }),
    ...(isConditional && { 'if-none-match': '*' }),
    ...(sha256 !== undefined && { 'x-amz-checksum-sha256': toBase64(fromHex(sha256)) }),
  };
}
