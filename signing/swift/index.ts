import { nodeCryptography } from '../node-cryptography.ts';
import { type SwiftOptions, type SwiftSigner, swiftSignerOver } from './swift-signer.ts';

export { createSwiftUrlReader } from './swift-url-reader.ts';
export type { SwiftOptions, SwiftSigner };

/**
 * A signer for OpenStack Swift: the TempURL middleware with HMAC-SHA256, over method, expiry, path and client. The file name is not signed,
 * and an upload URL accepts any bytes, so check them after the upload. Download URLs also allow HEAD. There is no time of signing, and no
 * limit to the lifetime of a URL.
 * Its methods throw `object-key-invalid`, `lifetime-invalid`, `file-name-invalid`, `client-invalid`, `header-invalid`, `upload-invalid`,
 * and `not-supported` for a correlation, for response headers, and for an upload with a size or SHA-256.
 */
export function createSwiftSigner(options: SwiftOptions): SwiftSigner {
  return swiftSignerOver(nodeCryptography, options) as SwiftSigner;
}
