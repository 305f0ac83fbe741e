import { type AzureOptions, createAzureSigner, createAzureUrlReader } from 'lectern-signing/azure';
import {
  type CloudFrontOptions,
  createCloudFrontSigner,
  createCloudFrontUrlReader,
} from 'lectern-signing/cloudfront';
import {
  createEmbeddedSigner,
  createEmbeddedUrlReader,
  type EmbeddedOptions,
} from 'lectern-signing/embedded';
import { createGcsSigner, createGcsUrlReader, type GcsOptions } from 'lectern-signing/gcs';
import { createS3Signer, createS3UrlReader, type S3Options } from 'lectern-signing/s3';
import { createSwiftSigner, createSwiftUrlReader, type SwiftOptions } from 'lectern-signing/swift';

/** Signers that read what they sign, uploads too. */
export const azureSigner = (options: AzureOptions) => ({
  ...createAzureSigner(options),
  ...createAzureUrlReader(options),
});
export const cloudFrontSigner = (options: CloudFrontOptions) => ({
  ...createCloudFrontSigner(options),
  ...createCloudFrontUrlReader(options),
});
export const embeddedSigner = (options: EmbeddedOptions) => ({
  ...createEmbeddedSigner(options),
  ...createEmbeddedUrlReader(options),
});
export const gcsSigner = (given: GcsOptions) => {
  const options = { uploadParameterPrefix: 'x-', ...given };
  return { ...createGcsSigner(options), ...createGcsUrlReader(options) };
};
export const s3Signer = (given: S3Options) => {
  const options = { uploadParameterPrefix: 'x-', ...given };
  return { ...createS3Signer(options), ...createS3UrlReader(options) };
};
export const swiftSigner = (options: SwiftOptions) => ({
  ...createSwiftSigner(options),
  ...createSwiftUrlReader(options),
});
