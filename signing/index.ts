/**
 * `lectern-signing`: signed URLs for other TypeScript backends. No I/O, no clock, no network: time and keys are
 * arguments. It imports `node:crypto`, and a package that writes `Content-Disposition`. README.md shows it at work.
 * Here is what all signers share; each signer has a subpath, as `lectern-signing/s3`.
 */
export { contentDisposition } from './content-disposition.ts';
export { checkFileName, isFileName } from './file-name.ts';
export { hmacSha256 } from './hmac.ts';
export {
  adoptKeyRing,
  generateSigningKey,
  type KeyRing,
  parseKeyRing,
  parseKeyRingVariable,
  removeFromKeyRing,
  rotateKeyRing,
  type SigningKey,
  serializeKeyRing,
} from './key-ring.ts';
export { mediaType } from './media-type.ts';
export { decodeCanonical, encodeObjectKey, percentEncode } from './percent-encoding.ts';
export { type Provider, type ProviderLimits, providerLimits, ttlProblem } from './provider-limits.ts';
export type {
  DownloadRequest,
  SignedUpload,
  SignedUrl,
  SignedUrlContent,
  Signer,
  UploadRequest,
  UploadSigner,
  UrlReader,
} from './signer.ts';
export { SigningError, type SigningErrorCode, signingErrorCodes } from './signing-error.ts';
export { freshWindow, stableWindow, type UrlTime, type UrlWindow } from './url-window.ts';
export type {
  ExpiredUrl,
  InvalidUrl,
  InvalidUrlReason,
  Verification,
  VerifiedDownload,
  VerifiedUpload,
  VerifiedUrl,
} from './verification.ts';
