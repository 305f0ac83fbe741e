/**
 * The common part of `lectern-signing`. Each signer has a subpath, such as `lectern-signing/s3`; those of `lectern-signing/web` run without
 * Node. README.md has examples.
 */
export { parseAddress } from './client-address.ts';
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
export { decodeCanonical, encodeObjectKey, percentDecode, percentEncode } from './percent-encoding.ts';
export {
  canBindClient,
  type Provider,
  type ProviderLimits,
  providerLimits,
  ttlProblem,
} from './provider-limits.ts';
export type {
  DeleteSigner,
  DownloadRequest,
  HeadSigner,
  ObjectRequest,
  ResponseHeaders,
  SignedUpload,
  SignedUrl,
  SignedUrlContent,
  Signer,
  UploadRequest,
  UploadSigner,
  UrlReader,
  UrlTimes,
} from './signer.ts';
export { SigningError, type SigningErrorCode, signingErrorCodes } from './signing-error.ts';
export { freshWindow, stableWindow, type UrlTime, type UrlWindow } from './url-window.ts';
export type {
  Correlation,
  ExpiredUrl,
  InvalidUrl,
  InvalidUrlReason,
  Verification,
  VerifiedDownload,
  VerifiedUpload,
  VerifiedUrl,
  WrongPlaceUrl,
} from './verification.ts';
