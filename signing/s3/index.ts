import { nodeCryptography } from '../node-cryptography.ts';
import { type S3Options, type S3Signer, s3SignerOver } from './s3-signer.ts';

export { type S3Bucket, s3PublicUrl } from './address.ts';
export type { S3Credentials } from './credentials.ts';
export { createS3UrlReader } from './s3-url-reader.ts';
export type { S3Options, S3Signer };

/**
 * A signer for Amazon S3 and compatible services: AWS Signature Version 4 in query parameters, valid for at most seven days, and never
 * longer than the credentials. Parameters are sorted by name, so the query is canonical.
 * Its methods throw `object-key-invalid`, `lifetime-invalid`, `file-name-invalid`, `correlation-invalid`, `header-invalid`,
 * `upload-invalid`, `not-supported` for a client, and `credentials-expired` when the credentials expire less than a second after the time
 * of signing.
 */
export function createS3Signer(options: S3Options): S3Signer {
  return s3SignerOver(nodeCryptography, options) as S3Signer;
}
