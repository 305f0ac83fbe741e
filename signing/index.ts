/**
 * `lectern-signing`: signed URLs for other TypeScript backends. No I/O, no clock, no network: time and keys are
 * arguments. It imports `node:crypto`, and a package that writes `Content-Disposition`. README.md shows it at work.
 */
export { type AzureSigner, type AzureSignerParts, createAzureSigner } from './azure/azure-signer.ts';
export type { AzureCredential, UserDelegationKey } from './azure/sas.ts';
export {
  type CloudFrontSigner,
  type CloudFrontSignerParts,
  createCloudFrontSigner,
} from './cloudfront/cloudfront-signer.ts';
export {
  createEmbeddedSigner,
  type EmbeddedSigner,
  type EmbeddedSignerParts,
} from './embedded/embedded-signer.ts';
export { verifyRequest, verifySignedUrl } from './embedded/verify.ts';
export type { GcsSignature } from './gcs/gcs-key.ts';
export { createGcsSigner, type GcsSigner, type GcsSignerParts } from './gcs/gcs-signer.ts';
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
export type { S3Bucket } from './s3/address.ts';
export type { S3Credentials } from './s3/credentials.ts';
export { createS3Signer, type S3Signer, type S3SignerParts } from './s3/s3-signer.ts';
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
export { createSwiftSigner, type SwiftSigner, type SwiftSignerParts } from './swift/swift-signer.ts';
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
