import type { KeyObject } from 'node:crypto';
import { nodeRsaCryptography } from '../node-cryptography.ts';
import type { GcsSignatureBy } from './gcs-key.ts';
import { type GcsOptionsBy, type GcsSigner, gcsSignerOver } from './gcs-signer.ts';

export { createGcsUrlReader } from './gcs-url-reader.ts';
export type { GcsSigner };
export type GcsSignature = GcsSignatureBy<KeyObject>;
export type GcsOptions = GcsOptionsBy<KeyObject>;

/**
 * A signer for Google Cloud Storage: V4 signed URLs of the XML API, valid for at most seven days. Parameters are sorted by name, so the
 * query is canonical. Synchronous if the key is local; with `sign-blob` it calls `signBlob` once per text, and rejects with its errors.
 * Throws `key-invalid` for a private key that is not RSA. Its methods throw `object-key-invalid`, `lifetime-invalid`, `file-name-invalid`,
 * `correlation-invalid`, `header-invalid`, `upload-invalid`, and `not-supported` for a client, for an upload with a SHA-256 and for
 * headers other than the type and disposition.
 */
export function createGcsSigner(options: GcsOptions): GcsSigner {
  return gcsSignerOver(nodeRsaCryptography, options) as GcsSigner;
}
