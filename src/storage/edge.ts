import { createEmbeddedSigner, createEmbeddedUrlReader } from 'lectern-signing/embedded';
import { createDocumentSigner } from './document-signer.ts';
import type { Storage, StorageParts } from './storage.ts';

/**
 * A storage whose downloads pass through an edge, which verifies URLs of the embedded store (deploy/edge/) and caches the objects. Uploads
 * go to the storage itself.
 */
export function behindEdge(storage: Storage, edgeUrl: string, { ring }: Pick<StorageParts, 'ring'>): Storage {
  const { signer, endpoints: _, ...rest } = storage;
  const options = { ring, filesUrl: edgeUrl };
  const edge = createDocumentSigner('embedded', {
    ...createEmbeddedSigner(options),
    ...createEmbeddedUrlReader(options),
  });
  return {
    ...rest,
    provider: 'embedded',
    signer: {
      signDownload: edge.signDownload,
      signUpload: signer.signUpload,
      readUrl: (url) => (url.startsWith(`${edgeUrl}/`) ? edge : signer).readUrl(url),
    },
    publicUrl: edgeUrl,
    uploadUrl: storage.uploadUrl ?? storage.publicUrl,
  };
}
