import {
  checkHeader,
  checkNoClient,
  checkUpload,
  createCorrelationWriter,
  notSupported,
  windowOf,
} from '../check-request.ts';
import { type Eventually, type Maybe, type RsaCryptography, then } from '../cryptography.ts';
import { encodeObjectKey, percentEncode } from '../percent-encoding.ts';
import { sevenDays } from '../provider-limits.ts';
import { createResponseParameters, responseParameterNames } from '../response-parameters.ts';
import type {
  DeleteSigner,
  HeadSigner,
  ObjectRequest,
  SignedUrl,
  Signer,
  UploadRequest,
  UploadSigner,
} from '../signer.ts';
import {
  createSigningWindows,
  google,
  type Method,
  repeatedParameters,
  type SignedHeaders,
  signedHeaders,
  signedTarget,
  type UploadBinding,
} from '../sigv4.ts';
import { type GcsSignatureBy, gcsKey, gcsRegion } from './gcs-key.ts';

export interface GcsOptionsBy<PrivateKey> {
  readonly bucket: string;
  /** Scheme, host and port for browsers. Default: https://storage.googleapis.com. */
  readonly endpoint?: string | undefined;
  readonly signature: GcsSignatureBy<PrivateKey>;
  /** Default for uploads whose request has none. Default: none, so uploaders may send any type. */
  readonly contentType?: string | undefined;
  /**
   * With a prefix such as `x-mine-`, an upload URL repeats in its query what its headers bind (`x-mine-size`), so that `createGcsUrlReader`
   * can parse it. Default: none, and upload URLs cannot be parsed.
   */
  readonly uploadParameterPrefix?: string | undefined;
}

export interface GcsSigner extends Signer, UploadSigner, HeadSigner, DeleteSigner {}

/** The signer behind `lectern-signing/gcs` and `lectern-signing/web`, for one kind of cryptography. */
export function gcsSignerOver<PrivateKey>(
  cryptography: RsaCryptography<PrivateKey>,
  options: GcsOptionsBy<PrivateKey>,
): Eventually<GcsSigner> {
  const { contentType: usualType, uploadParameterPrefix: uploadPrefix } = options;
  const { origin, host, folder } = gcsAddress(options);
  const key = gcsKey(cryptography, options.signature);
  const signingWindow = createSigningWindows(google, gcsRegion);
  // The XML API documents no other overrides.
  const correlationParameter = createCorrelationWriter();
  const responseParameters = createResponseParameters({ contentType: responseParameterNames.contentType });
  const hostHeader = signedHeaders({ host });
  function signed(
    method: Method,
    request: ObjectRequest | UploadRequest,
    headers: SignedHeaders,
    parametersFor: (lifetimeSeconds: number) => string,
  ): Maybe<SignedUrl> {
    const { signedAtSeconds, expiresAtSeconds } = windowOf(request, sevenDays);
    const lifetime = expiresAtSeconds - signedAtSeconds;
    const window = signingWindow(key, signedAtSeconds, lifetime);
    const path = folder + encodeObjectKey(request.objectKey);
    const parameters = parametersFor(lifetime);
    const target = signedTarget(cryptography, google, window, { method, path, headers, parameters });
    return then(target, (signedPath) => ({ url: origin + signedPath, expiresAtMs: expiresAtSeconds * 1000 }));
  }

  const signedObject = (method: Method, request: ObjectRequest) =>
    signed(method, request, hostHeader, () => correlationParameter(request.correlation));

  return {
    signDownload(request) {
      checkNoClient(request);
      return signed(
        'GET',
        request,
        hostHeader,
        (lifetime) => responseParameters(request, lifetime) + correlationParameter(request.correlation),
      );
    },

    signUpload(request) {
      checkUpload(request);
      if (request.sha256 !== undefined)
        throw notSupported(
          'Google Cloud Storage cannot bind an upload to a SHA-256: check it after the upload.',
        );
      const { size, contentType = usualType } = request;
      const headers = toSend({ contentType, size });
      const repeated = contentType === usualType ? undefined : percentEncode(`${contentType}`);
      const parameters = repeatedParameters(uploadPrefix, { 'content-type': repeated, size });
      const signing = signed('PUT', request, signedHeaders({ host, ...headers }), () => parameters);
      return then(signing, (url) => ({ ...url, headers }));
    },

    signHead: (request) => signedObject('HEAD', request),
    signDelete: (request) => signedObject('DELETE', request),
  };
}

export function gcsAddress({
  bucket,
  endpoint = 'https://storage.googleapis.com',
}: Pick<GcsOptionsBy<never>, 'bucket' | 'endpoint'>) {
  // Google's clients sign the host without its port.
  const { origin, hostname: host } = new URL(endpoint);
  return { origin, host, folder: `/${percentEncode(bucket)}/` };
}

/** An upload never replaces an object: no generation of it may exist. Throws `header-invalid`. */
export function toSend({
  contentType,
  size,
}: Pick<UploadBinding, 'contentType' | 'size'>): Record<string, string> {
  if (contentType !== undefined) checkHeader(contentType);
  return {
    ...(contentType !== undefined && { 'content-type': contentType }),
    ...(size !== undefined && { 'x-goog-content-length-range': `${size},${size}` }),
    'x-goog-if-generation-match': '0',
  };
}
