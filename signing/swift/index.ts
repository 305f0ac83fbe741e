export { createSwiftSigner, type SwiftSigner, type SwiftSignerParts } from './swift-signer.ts';
