import type { KeyObject } from 'node:crypto';
import { nodeRsaCryptography } from '../node-cryptography.ts';
import {
  type CloudFrontOptionsBy,
  type CloudFrontSigner,
  cloudFrontSignerOver,
} from './cloudfront-signer.ts';

export { createCloudFrontUrlReader } from './cloudfront-url-reader.ts';
export type { CloudFrontSigner };
export type CloudFrontOptions = CloudFrontOptionsBy<KeyObject>;

/**
 * A signer for Amazon CloudFront: RSA with SHA-1, its default, over a policy that contains the whole URL. The distribution must forward the
 * parameters that begin with `response-` to the bucket, because S3 applies them.
 * Throws `key-invalid` for a key that is not RSA. Its method throws `object-key-invalid`, `lifetime-invalid`, `file-name-invalid`,
 * `correlation-invalid`, `client-invalid`, `header-invalid`, and `not-supported` for a client with IPv6.
 */
export function createCloudFrontSigner(options: CloudFrontOptions): CloudFrontSigner {
  return cloudFrontSignerOver(nodeRsaCryptography, options) as CloudFrontSigner;
}
