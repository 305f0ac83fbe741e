import { checkIssueId, checkUpload, lifetimeSeconds } from '../check-request.ts';
import { contentDispositionParameter } from '../content-disposition.ts';
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
import {
  createSigningWindows,
  google,
  type SigningWindow,
  signedHeaders,
  type UrlRequest,
  unsignedUrl,
} from '../sigv4.ts';
import { createSigV4Reader, type UrlKind } from '../sigv4-read-url.ts';
import { type GcsSignature, gcsKey, gcsRegion, type LocalKey } from './gcs-key.ts';

export interface GcsSignerParts {
  readonly bucket: string;
  /** Scheme, host and port as browsers see them; undefined: https://storage.googleapis.com. */
  readonly endpoint: string | undefined;
  readonly signature: GcsSignature;
}

export interface GcsSigner extends Signer, UploadSigner, UrlReader {}

const downloadParameters = {
  'X-Goog-SignedHeaders': /^host$/,
  'response-content-disposition': encodedText,
  'response-content-type': /^application%2Fpdf$/,
  'x-lectern-issue': /^[\w-]{1,64}$/,
};
const uploadParameters = {
  'X-Goog-SignedHeaders': /^content-type%3Bhost%3Bx-goog-content-length-range%3Bx-goog-if-generation-match$/,
  'x-lectern-size': /^\d{1,16}$/,
};

/**
 * A signer for Google Cloud Storage: V4 signed URLs of the XML API, at most seven days long. Parameters stand in
 * the order of their names, so the query of the URL is the canonical one. Answers at once where the key is at
 * hand; with `sign-blob` it asks, once for each text, and rejects as `signBlob` does.
 * Throws `file-name-invalid`, `object-key-invalid`, `issue-id-invalid`, `upload-invalid`, `lifetime-invalid`.
 */
export function createGcsSigner({ bucket, endpoint, signature }: GcsSignerParts): GcsSigner {
  const { origin, host } = new URL(endpoint ?? 'https://storage.googleapis.com');
  const folder = `/${percentEncode(bucket)}/`;
  const key = gcsKey(signature);
  const windowOf = createSigningWindows(google, gcsRegion);
  const hostHeader = signedHeaders({ host });

  /** @param disposition percent-encoded */
  function toDownload(objectKey: string, disposition: string, issueId: string): UrlRequest {
    return {
      method: 'GET',
      path: folder + encodeObjectKey(objectKey),
      headers: hostHeader,
      // The XML API documents no override of Cache-Control.
      parameters: `&response-content-disposition=${disposition}&response-content-type=application%2Fpdf&x-lectern-issue=${issueId}`,
    };
  }

  function toUpload(objectKey: string, size: number): UrlRequest {
    return {
      method: 'PUT',
      path: folder + encodeObjectKey(objectKey),
      headers: signedHeaders({ host, ...uploadHeaders(size) }),
      // The storage finds the size in the header; a reader of the URL alone finds it here.
      parameters: `&x-lectern-size=${size}`,
    };
  }

  function signed(
    request: DownloadRequest | UploadRequest,
    urlRequest: UrlRequest,
  ): SignedUrl | Promise<SignedUrl> {
    const lifetime = lifetimeSeconds(request, providerLimits.gcs.maxTtlSeconds);
    const window = windowOf(key, request.signedAtSeconds, lifetime);
    const { url, toSign } = unsignedUrl(google, window, urlRequest);
    const withSignature = (hex: string): SignedUrl => ({
      url: origin + url + hex,
      expiresAtMs: request.expiresAtSeconds * 1000,
    });
    const hex = key.sign(toSign, window.day);
    return typeof hex === 'string' ? withSignature(hex) : hex.then(withSignature);
  }

  function signAgain(window: SigningWindow<LocalKey>, urlRequest: UrlRequest): string {
    const { url, toSign } = unsignedUrl(google, window, urlRequest);
    return origin + url + window.credential.sign(toSign, window.day);
  }

  const downloads: UrlKind<LocalKey, typeof downloadParameters> = {
    kind: 'download',
    parameters: downloadParameters,
    sign(window, objectKey, parameters) {
      const disposition = parameters['response-content-disposition'];
      return signAgain(window, toDownload(objectKey, disposition, parameters['x-lectern-issue']));
    },
  };
  const uploads: UrlKind<LocalKey, typeof uploadParameters> = {
    kind: 'upload',
    parameters: uploadParameters,
    sign: (window, objectKey, parameters) =>
      signAgain(window, toUpload(objectKey, Number(parameters['x-lectern-size']))),
  };
  const readSigV4Url = createSigV4Reader<LocalKey>({
    dialect: google,
    folder: origin + folder,
    windowOf,
    kinds: [downloads, uploads],
  });

  return {
    signDownload(request) {
      checkIssueId(request);
      const { objectKey, issueId } = request;
      return signed(request, toDownload(objectKey, contentDispositionParameter(request), issueId));
    },

    signUpload(request) {
      checkUpload(request);
      const put = signed(request, toUpload(request.objectKey, request.size));
      const headers = uploadHeaders(request.size);
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
