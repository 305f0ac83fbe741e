export { type S3Bucket, s3PublicUrl } from './address.ts';
export type { S3Credentials } from './credentials.ts';
export { createS3Signer, type S3Signer, type S3SignerParts } from './s3-signer.ts';
