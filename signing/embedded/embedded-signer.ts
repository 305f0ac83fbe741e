import {
  checkCorrelationValue,
  checkHeader,
  checkUpload,
  correlationInvalid,
  windowOf,
} from '../check-request.ts';
import { boundClient } from '../client-address.ts';
import { checkFileName } from '../file-name.ts';
import type { KeyRing, SigningKey } from '../key-ring.ts';
import { encodeObjectKey, percentEncode } from '../percent-encoding.ts';
import { checkNone } from '../response-headers.ts';
import type {
  DownloadRequest,
  SignedUpload,
  SignedUrl,
  Signer,
  UploadRequest,
  UploadSigner,
  UrlReader,
} from '../signer.ts';
import { SigningError } from '../signing-error.ts';
import { maxNumber, signedTarget } from './url-format.ts';
import { verifySignedUrl, withoutTrailingSlash } from './verify.ts';

export interface EmbeddedOptions {
  /** A function is called for every URL, so a rotated key signs immediately. */
  readonly ring: KeyRing | (() => KeyRing);
  /** The public address of the file server, including a path prefix that a proxy strips. */
  readonly filesUrl: string;
}

/** The key is local, so the methods are synchronous. */
export interface EmbeddedSigner extends Signer, UploadSigner {
  signDownload(request: DownloadRequest): SignedUrl;
  signUpload(request: UploadRequest): SignedUpload;
}

/**
 * A signer for your own file server. A correlation must be named `issue`; an upload needs size and SHA-256, and its type is returned for
 * the uploader but not signed. The server chooses the headers of its replies.
 * Its methods throw `object-key-invalid`, `lifetime-invalid`, `file-name-invalid`, `correlation-invalid`, `client-invalid`,
 * `header-invalid`, `upload-invalid`, and `not-supported` for response headers.
 */
export function createEmbeddedSigner(options: EmbeddedOptions): EmbeddedSigner {
  const { filesUrl, ring } = options;
  const base = withoutTrailingSlash(filesUrl);

  function signed(key: SigningKey, method: 'GET' | 'PUT', objectKey: string, expires: number, query: string) {
    const url = base + signedTarget(key, method, `/${encodeObjectKey(objectKey)}`, query);
    return { url, expiresAtMs: expires * 1000 };
  }

  return {
    signDownload(request) {
      const { objectKey, fileName, disposition, correlation, client, responseHeaders } = request;
      checkNone(responseHeaders);
      const expires = expiryOf(request);
      const [key] = current(ring);
      const download = disposition === 'attachment' ? '&download=1' : '';
      const query = `expires=${expires}${forParameter(client)}${issueParameter(correlation)}&kid=${key.id}${download}${nameParameter(fileName)}&v=1`;
      return signed(key, 'GET', objectKey, expires, query);
    },

    signUpload(request) {
      const { objectKey, size, sha256, contentType } = request;
      checkUpload(request);
      if (size === undefined || size > maxNumber || sha256 === undefined) {
        throw new SigningError(
          'upload-invalid',
          `Give the SHA-256, and a size of at most ${maxNumber} bytes.`,
        );
      }
      if (contentType !== undefined) checkHeader(contentType);
      const expires = expiryOf(request);
      const [key] = current(ring);
      const query = `expires=${expires}&kid=${key.id}&sha256=${sha256}&size=${size}&v=1`;
      const headers: Record<string, string> =
        contentType === undefined ? {} : { 'content-type': contentType };
      return { ...signed(key, 'PUT', objectKey, expires, query), headers };
    },
  };
}

/** Parses URLs that `createEmbeddedSigner` creates with the same options. */
export function createEmbeddedUrlReader({ ring, filesUrl }: EmbeddedOptions): UrlReader {
  return {
    readUrl(url) {
      const verified = verifySignedUrl(url, filesUrl, current(ring), 0);
      return 'content' in verified ? verified.content : verified;
    },
  };
}

const current = (ring: EmbeddedOptions['ring']): KeyRing => (typeof ring === 'function' ? ring() : ring);

function forParameter(address: string | undefined): string {
  const client = boundClient(address);
  return client === undefined ? '' : `&for=${client}`;
}

function issueParameter(correlation: DownloadRequest['correlation']): string {
  if (correlation === undefined) return '';
  if (correlation.name !== 'issue') throw correlationInvalid('The name of a correlation must be "issue".');
  checkCorrelationValue(correlation.value);
  return `&issue=${correlation.value}`;
}

function nameParameter(fileName: string | undefined): string {
  if (fileName === undefined) return '';
  checkFileName(fileName);
  return `&name=${percentEncode(fileName)}`;
}

/** Throws `lifetime-invalid`, also if the expiry has more digits than the URL format allows. */
function expiryOf(request: DownloadRequest | UploadRequest): number {
  // The format has no time of signing, so only the expiry counts.
  const times = request.expiresAtSeconds === undefined ? request : { ...request, signedAtSeconds: 0 };
  const { expiresAtSeconds } = windowOf(times);
  if (expiresAtSeconds <= maxNumber) return expiresAtSeconds;
  throw new SigningError('lifetime-invalid', `The expiry must be at most ${maxNumber} Unix seconds.`);
}
