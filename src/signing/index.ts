/**
 * The signing core, for other TypeScript backends: no I/O, no clock, no network. Time and keys are
 * arguments, and the only import is `node:crypto`.
 */
export type { AzureCredential, UserDelegationKey } from './azure-key.ts';
export { type AzureSigner, type AzureSignerParts, createAzureSigner } from './azure-sas.ts';
export {
  type CloudFrontSigner,
  type CloudFrontSignerParts,
  createCloudFrontSigner,
} from './cloudfront.ts';
export { createEmbeddedHmac, verifyRequest, verifySignedUrl } from './embedded-hmac.ts';
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
