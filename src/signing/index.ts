/**
 * The signing core, for other TypeScript backends: no I/O, no clock, no network. Time and keys are
 * arguments, and the only import is `node:crypto`.
 */
export { createEmbeddedHmac, verifyRequest, verifySignedUrl } from './embedded-hmac.ts';
export {
  generateSigningKey,
  type KeyRing,
  parseKeyRing,
  parseKeyRingVariable,
  removeFromKeyRing,
  rotateKeyRing,
  type SigningKey,
  serializeKeyRing,
} from './key-ring.ts';
export { decodeCanonical, encodeObjectKey, percentEncode } from './percent-encoding.ts';
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
