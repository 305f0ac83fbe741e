export type { GcsSignature } from './gcs-key.ts';
export { createGcsSigner, type GcsSigner, type GcsSignerParts } from './gcs-signer.ts';
