import { checkIssueId, checkUpload, lifetimeSeconds } from './check-request.ts';
import { contentDispositionParameter } from './content-disposition.ts';
import { canonicalRequest, googDate, stringToSign } from './gcs-canonical.ts';
import { downloadHeaders, signedHeaders, uploadHeaders } from './gcs-headers.ts';
import { readGcsUrl } from './gcs-read-url.ts';
import { credentialParameters, type GcsSignature, gcsPen } from './gcs-signature.ts';
import { encodeObjectKey, percentEncode } from './percent-encoding.ts';
import { providerLimits } from './provider-limits.ts';
import type { DownloadRequest, SignedUrl, Signer, UploadRequest, UploadSigner, UrlReader } from './signer.ts';

export interface GcsSignerParts {
  readonly bucket: string;
  /** Scheme, host and port as browsers see them; undefined: https://storage.googleapis.com. */
  readonly endpoint: string | undefined;
  readonly signature: GcsSignature;
}

export interface GcsSigner extends Signer, UploadSigner, UrlReader {}

/** What all URLs share that are signed for the same times. */
interface Window {
  readonly signedAtSeconds: number;
  readonly lifetimeSeconds: number;
  /** `20191201T190859Z`. */
  readonly date: string;
  /** The parameters from `X-Goog-Algorithm` up to `X-Goog-SignedHeaders=`, whose value comes next. */
  readonly query: string;
}

/**
 * A signer for Google Cloud Storage: V4 signed URLs of the XML API, at most seven days long, as
 * https://cloud.google.com/storage/docs/authentication/signatures has them. Parameters stand in the order of
 * their names, so the query of the URL is the canonical one. Answers at once where the key is at hand; with
 * `sign-blob` it asks, once for each text, and rejects as `signBlob` does.
 * Throws `file-name-invalid`, and `request-invalid` for what the URL cannot carry.
 */
export function createGcsSigner({ bucket, endpoint, signature }: GcsSignerParts): GcsSigner {
  const { origin, host } = new URL(endpoint ?? 'https://storage.googleapis.com');
  const address = { origin, host, folder: `/${percentEncode(bucket)}/` };
  const pen = gcsPen(signature);
  let last: Window | undefined;

  /** Keeps the last one: within a window of stable URLs nearly all requests have the same. */
  function windowOf(request: DownloadRequest | UploadRequest): Window {
    const { signedAtSeconds } = request;
    const lifetime = lifetimeSeconds(request, providerLimits.gcs.maxTtlSeconds);
    if (last?.signedAtSeconds === signedAtSeconds && last.lifetimeSeconds === lifetime) return last;
    const date = googDate(signedAtSeconds);
    const query = `${credentialParameters(pen, date.slice(0, 8))}&X-Goog-Date=${date}&X-Goog-Expires=${lifetime}&X-Goog-SignedHeaders=`;
    last = { signedAtSeconds, lifetimeSeconds: lifetime, date, query };
    return last;
  }

  function signed(
    method: 'GET' | 'PUT',
    request: DownloadRequest | UploadRequest,
    headers: string,
    parameters: string,
  ): SignedUrl | Promise<SignedUrl> {
    const { date, query: shared } = windowOf(request);
    const path = address.folder + encodeObjectKey(request.objectKey);
    const query = shared + parameters;
    const canonical = canonicalRequest({
      method,
      path,
      query,
      headers,
      signedHeaders: signedHeaders[method],
    });
    const withSignature = (hex: string): SignedUrl => ({
      url: `${origin}${path}?${query}&X-Goog-Signature=${hex}`,
      expiresAtMs: request.expiresAtSeconds * 1000,
    });
    const hex = pen.sign(stringToSign(pen.algorithm, date, canonical), date.slice(0, 8));
    return typeof hex === 'string' ? withSignature(hex) : hex.then(withSignature);
  }

  return {
    signDownload(request) {
      checkIssueId(request);
      // The XML API documents no override of Cache-Control.
      const parameters = `host&response-content-disposition=${contentDispositionParameter(request)}&response-content-type=application%2Fpdf&x-lectern-issue=${request.issueId}`;
      return signed('GET', request, downloadHeaders(host), parameters);
    },

    signUpload(request) {
      checkUpload(request);
      const { headers, canonical } = uploadHeaders(host, request.size);
      // The size is for `readUrl`: the storage finds it in the header.
      const parameters = `${percentEncode(signedHeaders.PUT)}&x-lectern-size=${request.size}`;
      const put = signed('PUT', request, canonical, parameters);
      return put instanceof Promise ? put.then((url) => ({ ...url, headers })) : { ...put, headers };
    },

    readUrl: (url) => readGcsUrl(url, address, pen),
  };
}
