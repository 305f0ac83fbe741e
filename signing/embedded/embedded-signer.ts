import { checkIssueId, checkUpload } from '../check-request.ts';
import { checkFileName } from '../file-name.ts';
import type { KeyRing } from '../key-ring.ts';
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
import { downloadTarget, maxNumber, uploadTarget } from './url-format.ts';
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

  return {
    signDownload(request) {
      checkFileName(request.fileName);
      checkIssueId(request);
      const { expiresAtSeconds } = request;
      checkNumber('lifetime-invalid', 'expiry', expiresAtSeconds, 1);
      return { url: base + downloadTarget(ring()[0], request), expiresAtMs: expiresAtSeconds * 1000 };
    },

    signUpload(request) {
      checkUpload(request);
      const { size, expiresAtSeconds } = request;
      checkNumber('lifetime-invalid', 'expiry', expiresAtSeconds, 1);
      checkNumber('upload-invalid', 'size', size, 0);
      const url = base + uploadTarget(ring()[0], request);
      return { url, expiresAtMs: expiresAtSeconds * 1000, headers: {} };
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
