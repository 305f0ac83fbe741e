/**
 * `lectern/signing`: the signing core, for other TypeScript backends. No I/O, no clock, no network: time and
 * keys are arguments. It imports `node:crypto`, the errors, and a package that writes `Content-Disposition`.
 * docs/signing.md describes it, examples/ shows it at work.
 */
export { type ErrorCode, LecternError } from '../src/errors.ts';
export type { AzureCredential, UserDelegationKey } from './azure-key.ts';
export { type AzureSigner, type AzureSignerParts, createAzureSigner } from './azure-sas.ts';
export {
  type CloudFrontSigner,
  type CloudFrontSignerParts,
  createCloudFrontSigner,
} from './cloudfront.ts';
export {
  createEmbeddedHmac,
  type EmbeddedHmacParts,
  type EmbeddedSigner,
  verifyRequest,
  verifySignedUrl,
} from './embedded-hmac.ts';
export type { GcsSignature } from './gcs-signature.ts';
export { createGcsSigner, type GcsSigner, type GcsSignerParts } from './gcs-v4.ts';
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
export { type Provider, type ProviderLimits, providerLimits } from './provider-limits.ts';
export type { S3Credentials } from './s3-credentials.ts';
export { createS3Signer, type S3Signer, type S3SignerParts } from './s3-sigv4.ts';
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
export { createSwiftSigner, type SwiftSigner, type SwiftSignerParts } from './swift-tempurl.ts';
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
