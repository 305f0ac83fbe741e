import { nodeCryptography } from '../node-cryptography.ts';
import { type SwiftOptions, type SwiftSigner, swiftSignerOver } from './swift-signer.ts';

export { createSwiftUrlReader } from './swift-url-reader.ts';
export type { SwiftOptions, SwiftSigner };

/**
 * A signer for OpenStack Swift: the TempURL middleware with HMAC-SHA256, over method, expiry and path. The file name
 * is not signed, and an upload URL takes any bytes: check them after the upload. A download URL answers HEAD too.
 * There is no date of signing, and no limit to the life of a URL.
 * Its methods throw `object-key-invalid`, `lifetime-invalid`, `file-name-invalid`, `header-invalid`,
 * `upload-invalid`, and `not-supported` for a correlation, for headers of the response, and for an upload with a
 * size or SHA-256.
 */
export function createSwiftSigner(options: SwiftOptions): SwiftSigner {
  return swiftSignerOver(nodeCryptography, options) as SwiftSigner;
}
