import { type AzureOptions, type AzureSigner, azureSignerOver } from '../azure/azure-signer.ts';
import {
  type CloudFrontOptionsBy,
  type CloudFrontSigner,
  cloudFrontSignerOver,
} from '../cloudfront/cloudfront-signer.ts';
import type { GcsSignatureBy } from '../gcs/gcs-key.ts';
import { type GcsOptionsBy, type GcsSigner, gcsSignerOver } from '../gcs/gcs-signer.ts';
import { type S3Options, type S3Signer, s3SignerOver } from '../s3/s3-signer.ts';
import { type SwiftOptions, type SwiftSigner, swiftSignerOver } from '../swift/swift-signer.ts';
import { type PlatformKey, webCryptography, webRsaCryptography } from '../web-cryptography.ts';

export type { AzureCredential, UserDelegationKey } from '../azure/sas.ts';
export { type S3Bucket, s3PublicUrl } from '../s3/address.ts';
export type { S3Credentials } from '../s3/credentials.ts';
export type {
  DownloadRequest,
  ObjectRequest,
  SignedUpload,
  SignedUrl,
  SignedUrlContent,
  UploadRequest,
} from '../signer.ts';
export { SigningError, type SigningErrorCode } from '../signing-error.ts';
export type { Correlation, InvalidUrl } from '../verification.ts';
export type { AzureOptions, S3Options, SwiftOptions };
export type CloudFrontOptions = CloudFrontOptionsBy<PlatformKey>;
export type GcsOptions = GcsOptionsBy<PlatformKey>;
export type GcsSignature = GcsSignatureBy<PlatformKey>;

/** The methods of a signer, each returning a promise. */
export type Async<Signer> = {
  readonly [Name in keyof Signer]: Signer[Name] extends (...parameters: infer Parameters) => infer Result
    ? (...parameters: Parameters) => Promise<Awaited<Result>>
    : never;
};

/**
 * The signers with the Web Cryptography API, for browsers, workers and runtimes other than Node. They create the same URLs as the signers
 * for Node, and reject where those throw. A private key is a `CryptoKey` for RSASSA-PKCS1-v1_5 and the hash of the provider, SHA-256 for
 * Google and SHA-1 for CloudFront, or PEM with "BEGIN PRIVATE KEY".
 */
export const createS3Signer = (options: S3Options): Async<S3Signer> =>
  asAsync(s3SignerOver(webCryptography, options));

export const createGcsSigner = (options: GcsOptions): Async<GcsSigner> =>
  asAsync(gcsSignerOver(webRsaCryptography, options));

export const createAzureSigner = (options: AzureOptions): Async<AzureSigner> =>
  asAsync(azureSignerOver(webCryptography, options));

export const createSwiftSigner = (options: SwiftOptions): Async<SwiftSigner> =>
  asAsync(swiftSignerOver(webCryptography, options));

export const createCloudFrontSigner = (options: CloudFrontOptions): Async<CloudFrontSigner> =>
  asAsync(cloudFrontSignerOver(webRsaCryptography, options));

/** Also turns synchronous errors into rejections. */
function asAsync<Signer>(signer: object): Async<Signer> {
  const methods = Object.entries(signer).map(([name, method]) => [
    name,
    async (...parameters: ReadonlyArray<unknown>) => method(...parameters),
  ]);
  return Object.fromEntries(methods) as Async<Signer>;
}
