export { createEmbeddedSigner, type EmbeddedSigner, type EmbeddedSignerParts } from './embedded-signer.ts';
export { verifyRequest, verifySignedUrl } from './verify.ts';
