export {
  createEmbeddedSigner,
  createEmbeddedUrlReader,
  type EmbeddedOptions,
  type EmbeddedSigner,
} from './embedded-signer.ts';
export { verifyRequest, verifySignedUrl } from './verify.ts';
