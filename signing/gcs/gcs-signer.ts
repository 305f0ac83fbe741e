import {
  checkHeader,
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
  UrlReader,
} from '../signer.ts';
import {
  createSigningWindows,
  google,
  type Method,
  type SignedHeaders,
  signedHeaders,
  signedTarget,
} from '../sigv4.ts';
import { createSigV4Reader, type ReadUpload, uploadParameters } from '../sigv4-read-url.ts';
import { type GcsSignatureBy, gcsKey, gcsRegion } from './gcs-key.ts';

export interface GcsOptionsBy<PrivateKey> {
  readonly bucket: string;
  /** Scheme, host and port as browsers see them. Default: https://storage.googleapis.com. */
  readonly endpoint?: string | undefined;
  readonly signature: GcsSignatureBy<PrivateKey>;
  /** Of uploads whose request names none. Default: none, so that an uploader may send any. */
  readonly contentType?: string | undefined;
  /**
   * An upload URL repeats in its query what its headers bind it to, so that `readUrl` can verify it. Default: `x-`,
   * as in `x-size`.
   */
  readonly uploadParameterPrefix?: string | undefined;
}

export interface GcsSigner extends Signer, UploadSigner, HeadSigner, DeleteSigner, UrlReader {}

/** The signer of `lectern-signing/gcs` and `lectern-signing/web`, over one kind of cryptography. */
export function gcsSignerOver<PrivateKey>(
  cryptography: RsaCryptography<PrivateKey>,
  options: GcsOptionsBy<PrivateKey>,
): Eventually<GcsSigner> {
  const { bucket, endpoint = 'https://storage.googleapis.com', signature } = options;
  const { contentType: usualType, uploadParameterPrefix: uploadPrefix = 'x-' } = options;
  // Google's clients sign the host without its port.
  const { origin, hostname: host } = new URL(endpoint);
  const folder = `/${percentEncode(bucket)}/`;
  const key = gcsKey(cryptography, signature);
  const signingWindow = createSigningWindows(google, gcsRegion);
  // The XML API documents no other overrides.
  const correlationParameter = createCorrelationWriter();
  const responseParameters = createResponseParameters({ contentType: responseParameterNames.contentType });
  const hostHeader = signedHeaders({ host });
  const readSigV4Url = createSigV4Reader({
    ...{ cryptography, dialect: google, region: gcsRegion, origin, folder, hostHeader, uploadPrefix },
    uploadHeaders(upload, names) {
      const contentType = upload.contentType ?? (names.includes('content-type') ? usualType : undefined);
      return signedHeaders({ host, ...toSend({ ...upload, contentType }) });
    },
  });

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
    signDownload: (request) =>
      signed(
        'GET',
        request,
        hostHeader,
        (lifetime) => responseParameters(request, lifetime) + correlationParameter(request.correlation),
      ),

    signUpload(request) {
      checkUpload(request);
      if (request.sha256 !== undefined)
        throw notSupported('Google Cloud Storage binds no upload to a SHA-256.');
      const { size, contentType = usualType } = request;
      const headers = toSend({ contentType, size });
      const repeated = contentType === usualType ? undefined : percentEncode(`${contentType}`);
      const parameters = uploadParameters(uploadPrefix, { contentType: repeated, size });
      const signing = signed('PUT', request, signedHeaders({ host, ...headers }), () => parameters);
      return then(signing, (url) => ({ ...url, headers }));
    },

    signHead: (request) => signedObject('HEAD', request),
    signDelete: (request) => signedObject('DELETE', request),

    /** `key-unknown` also where IAM signs, whose key is not here to sign again with. */
    readUrl: (url) => readSigV4Url(url, key.isLocal ? key : undefined),
  };
}

/** An upload never replaces an object: no generation of it may exist. Throws `header-invalid`. */
function toSend({ contentType, size }: Pick<ReadUpload, 'contentType' | 'size'>): Record<string, string> {
  if (contentType !== undefined) checkHeader(contentType);
  return {
    ...(contentType !== undefined && { 'content-type': contentType }),
    ...(size !== undefined && { 'x-goog-content-length-range': `${size},${size}` }),
    'x-goog-if-generation-match': '0',
  };
}
