import { checkIssueId, checkUpload, lifetimeSeconds } from '../check-request.ts';
import { contentDispositionParameter } from '../content-disposition.ts';
import { encodedMediaType, mediaTypeParameter } from '../media-type.ts';
import { encodeObjectKey, percentEncode } from '../percent-encoding.ts';
import { providerLimits } from '../provider-limits.ts';
import { encodedText } from '../signed-url-form.ts';
import type {
  DownloadRequest,
  SignedUrl,
  Signer,
  UploadRequest,
  UploadSigner,
  UrlReader,
} from '../signer.ts';
import { createSigningWindows, google, type SignedHeaders, signedHeaders, unsignedUrl } from '../sigv4.ts';
import { createSigV4Reader, urlKind } from '../sigv4-read-url.ts';
import { type GcsSignature, gcsKey, gcsRegion } from './gcs-key.ts';

export interface GcsSignerParts {
  readonly bucket: string;
  /** Scheme, host and port as browsers see them; undefined: https://storage.googleapis.com. */
  readonly endpoint: string | undefined;
  readonly signature: GcsSignature;
}

export interface GcsSigner extends Signer, UploadSigner, UrlReader {}

/**
 * A signer for Google Cloud Storage: V4 signed URLs of the XML API, at most seven days long. Parameters stand in
 * the order of their names, so the query of the URL is the canonical one. Answers at once where the key is at
 * hand; with `sign-blob` it asks, once for each text, and rejects as `signBlob` does.
 * Throws `file-name-invalid`, `object-key-invalid`, `issue-id-invalid`, `upload-invalid`, `lifetime-invalid`.
 */
export function createGcsSigner({ bucket, endpoint, signature }: GcsSignerParts): GcsSigner {
  // Google's clients sign the host without its port.
  const { origin, hostname: host } = new URL(endpoint ?? 'https://storage.googleapis.com');
  const folder = `/${percentEncode(bucket)}/`;
  const key = gcsKey(signature);
  const windowOf = createSigningWindows(google, gcsRegion);
  const hostHeader = signedHeaders({ host });

  const readSigV4Url = createSigV4Reader({
    dialect: google,
    region: gcsRegion,
    origin,
    folder,
    download: urlKind(
      {
        'X-Goog-SignedHeaders': /^host$/,
        'response-content-disposition': encodedText,
        'response-content-type': encodedMediaType,
        'x-lectern-issue': /^[\w-]{1,64}$/,
      },
      () => hostHeader,
    ),
    upload: urlKind(
      {
        'X-Goog-SignedHeaders':
          /^content-type%3Bhost%3Bx-goog-content-length-range%3Bx-goog-if-generation-match$/,
        'x-lectern-size': /^(?:0|[1-9]\d{0,15})$/,
      },
      (parameters) => signedHeaders({ host, ...uploadHeaders(Number(parameters['x-lectern-size'])) }),
    ),
  });

  function signed(
    method: 'GET' | 'PUT',
    request: DownloadRequest | UploadRequest,
    headers: SignedHeaders,
    parameters: string,
  ): SignedUrl | Promise<SignedUrl> {
    const { objectKey, signedAtSeconds, expiresAtSeconds } = request;
    const lifetime = lifetimeSeconds(request, providerLimits.gcs.maxTtlSeconds);
    const window = windowOf(key, signedAtSeconds, lifetime);
    const path = folder + encodeObjectKey(objectKey);
    const { url, toSign } = unsignedUrl(google, window, { method, path, headers, parameters });
    const withSignature = (hex: string): SignedUrl => ({
      url: origin + url + hex,
      expiresAtMs: expiresAtSeconds * 1000,
    });
    const hex = key.sign(toSign, window.day);
    return typeof hex === 'string' ? withSignature(hex) : hex.then(withSignature);
  }

  return {
    signDownload(request) {
      checkIssueId(request);
      // The XML API documents no override of Cache-Control.
      const parameters = `&response-content-disposition=${contentDispositionParameter(request)}&response-content-type=${mediaTypeParameter(request.objectKey)}&x-lectern-issue=${request.issueId}`;
      return signed('GET', request, hostHeader, parameters);
    },

    signUpload(request) {
      checkUpload(request);
      const headers = uploadHeaders(request.size);
      // The storage finds the size in the header; a reader of the URL alone finds it here.
      const parameters = `&x-lectern-size=${request.size}`;
      const put = signed('PUT', request, signedHeaders({ host, ...headers }), parameters);
      return put instanceof Promise ? put.then((url) => ({ ...url, headers })) : { ...put, headers };
    },

    /** `key-unknown` also where IAM signs, whose key is not here to sign again with. */
    readUrl: (url) => readSigV4Url(url, key.isLocal ? key : undefined),
  };
}

/** The upload is of `size` bytes, and never replaces an object: no generation of it may exist. */
function uploadHeaders(size: number): Readonly<Record<string, string>> {
  return {
    'content-type': 'application/pdf',
    'x-goog-content-length-range': `${size},${size}`,
    'x-goog-if-generation-match': '0',
  };
}
