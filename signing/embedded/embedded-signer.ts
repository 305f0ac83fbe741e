import { checkIssueId, checkUpload } from '../check-request.ts';
import { checkFileName } from '../file-name.ts';
import type { KeyRing, SigningKey } from '../key-ring.ts';
import { encodeObjectKey, percentEncode } from '../percent-encoding.ts';
import type {
  DownloadRequest,
  SignedUpload,
  SignedUrl,
  Signer,
  UploadRequest,
  UploadSigner,
  UrlReader,
} from '../signer.ts';
import { SigningError, type SigningErrorCode } from '../signing-error.ts';
import { maxNumber, signedTarget } from './url-format.ts';
import { verifySignedUrl, withoutTrailingSlash } from './verify.ts';

export interface EmbeddedSignerParts {
  /** Asked at every call, so a rotated key signs at once. */
  readonly ring: () => KeyRing;
  /** The public address of the file server, with a path prefix if a proxy strips one. */
  readonly filesUrl: string;
}

/** The embedded store's key is at hand, so it answers at once. */
export interface EmbeddedSigner extends Signer, UploadSigner, UrlReader {
  signDownload(request: DownloadRequest): SignedUrl;
  signUpload(request: UploadRequest): SignedUpload;
}

/**
 * A signer for the embedded store. Throws `file-name-invalid`, `object-key-invalid`, `issue-id-invalid`,
 * `upload-invalid`, `lifetime-invalid`.
 */
export function createEmbeddedSigner({ ring, filesUrl }: EmbeddedSignerParts): EmbeddedSigner {
  const base = withoutTrailingSlash(filesUrl);

  function signed(
    key: SigningKey,
    method: 'GET' | 'PUT',
    { objectKey, expiresAtSeconds }: DownloadRequest | UploadRequest,
    query: string,
  ): SignedUrl {
    const url = base + signedTarget(key, method, `/${encodeObjectKey(objectKey)}`, query);
    return { url, expiresAtMs: expiresAtSeconds * 1000 };
  }

  return {
    signDownload(request) {
      const { fileName, disposition, issueId, expiresAtSeconds } = request;
      checkFileName(fileName);
      checkIssueId(request);
      checkNumber('lifetime-invalid', 'expiry', expiresAtSeconds, 1);
      const [key] = ring();
      const download = disposition === 'attachment' ? '&download=1' : '';
      const query = `expires=${expiresAtSeconds}&issue=${issueId}&kid=${key.id}${download}&name=${percentEncode(fileName)}&v=1`;
      return signed(key, 'GET', request, query);
    },

    signUpload(request) {
      const { size, sha256, expiresAtSeconds } = request;
      checkUpload(request);
      checkNumber('lifetime-invalid', 'expiry', expiresAtSeconds, 1);
      checkNumber('upload-invalid', 'size', size, 0);
      const [key] = ring();
      const query = `expires=${expiresAtSeconds}&kid=${key.id}&sha256=${sha256}&size=${size}&v=1`;
      return { ...signed(key, 'PUT', request, query), headers: {} };
    },

    readUrl(url) {
      const verified = verifySignedUrl(url, filesUrl, ring(), 0);
      return 'failure' in verified && verified.failure === 'url-expired' ? verified.content : verified;
    },
  };
}

function checkNumber(code: SigningErrorCode, name: string, value: number, min: number): void {
  if (Number.isInteger(value) && value >= min && value <= maxNumber) return;
  throw new SigningError(code, `The ${name} must be a whole number from ${min} to ${maxNumber}.`);
}
