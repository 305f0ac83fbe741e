import type { KeyObject } from 'node:crypto';
import { nodeRsaCryptography } from '../node-cryptography.ts';
import type { GcsSignatureBy } from './gcs-key.ts';
import { type GcsOptionsBy, type GcsSigner, gcsSignerOver } from './gcs-signer.ts';

export { createGcsUrlReader } from './gcs-url-reader.ts';
export type { GcsSigner };
export type GcsSignature = GcsSignatureBy<KeyObject>;
export type GcsOptions = GcsOptionsBy<KeyObject>;

/**
 * A signer for Google Cloud Storage: V4 signed URLs of the XML API, at most seven days long. Parameters stand in
 * the order of their names, so the query of the URL is the canonical one. Answers at once where the key is at
 * hand; with `sign-blob` it asks, once for each text, and rejects as `signBlob` does.
 * Throws `key-invalid` for a private key that is not RSA. Its methods throw `object-key-invalid`,
 * `lifetime-invalid`, `file-name-invalid`, `correlation-invalid`, `header-invalid`, `upload-invalid`, and
 * `not-supported` for an upload with a SHA-256 and for headers other than the type and disposition.
 */
export function createGcsSigner(options: GcsOptions): GcsSigner {
  return gcsSignerOver(nodeRsaCryptography, options) as GcsSigner;
}
