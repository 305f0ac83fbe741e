export {
  type CloudFrontSigner,
  type CloudFrontSignerParts,
  createCloudFrontSigner,
} from './cloudfront-signer.ts';
