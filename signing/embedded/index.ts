export {
  createEmbeddedSigner,
  createEmbeddedUrlReader,
  type EmbeddedDownload,
  type EmbeddedOptions,
  type EmbeddedSigner,
} from './embedded-signer.ts';
export { verifyRequest, verifySignedUrl } from './verify.ts';
